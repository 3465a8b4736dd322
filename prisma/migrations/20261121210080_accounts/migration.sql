-- CreateTable
CREATE TABLE "account" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "derivation" TEXT NOT NULL,
    "verifier" BLOB NOT NULL,
    "sealed_key" BLOB NOT NULL,
    "key_id" TEXT NOT NULL,
    "sight" TEXT,
    "added_at" TEXT NOT NULL,
    "closed_at" TEXT
);

-- CreateTable
CREATE TABLE "account_key" (
    "key_id" TEXT NOT NULL PRIMARY KEY,
    "account_id" INTEGER NOT NULL,
    "public_key" TEXT NOT NULL,
    "seq" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "ledger_signature" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key_id" TEXT NOT NULL,
    "signature" BLOB NOT NULL
);
