-- CreateTable
CREATE TABLE "ledger_checkpoint" (
    "size" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "root" BLOB NOT NULL,
    "head" BLOB NOT NULL,
    "edge" BLOB NOT NULL,
    "at" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ledger_key" (
    "key_id" TEXT NOT NULL PRIMARY KEY,
    "public_key" TEXT NOT NULL,
    "at" TEXT NOT NULL
);
