-- CreateTable
CREATE TABLE "case_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "undone_in" INTEGER
);

-- CreateTable
CREATE TABLE "case_store" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "case_id" INTEGER NOT NULL,
    "work" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "system" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "outcome" TEXT,
    "found" INTEGER,
    "reason" TEXT,
    "how" TEXT,
    "done_on" TEXT,
    "done_by" TEXT,
    "revision" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "case_key" (
    "case_id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "wrapped" BLOB,
    "revision" INTEGER NOT NULL,
    "erased_in" INTEGER
);

-- CreateTable
CREATE TABLE "case_record" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "task" TEXT,
    "of_id" INTEGER,
    "meta" BLOB,
    "content" BLOB,
    "bytes" INTEGER NOT NULL,
    "sealed_sha256" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "erased_in" INTEGER
);

-- CreateTable
CREATE TABLE "desk_key" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "provider" TEXT NOT NULL,
    "parameters" TEXT NOT NULL,
    "wrapped" BLOB NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "privacy_edit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_dsar_case" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "reference" TEXT NOT NULL,
    "received_on" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "rights" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "identifier_kinds" TEXT NOT NULL,
    "due" TEXT,
    "state" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "also_under" TEXT NOT NULL DEFAULT '[]',
    "retention_months" INTEGER,
    "scoped" TEXT
);
INSERT INTO "new_dsar_case" ("due", "id", "identifier_kinds", "jurisdiction", "place", "received_on", "reference", "rights", "since_revision", "state", "subject") SELECT "due", "id", "identifier_kinds", "jurisdiction", "place", "received_on", "reference", "rights", "since_revision", "state", "subject" FROM "dsar_case";
DROP TABLE "dsar_case";
ALTER TABLE "new_dsar_case" RENAME TO "dsar_case";
CREATE UNIQUE INDEX "dsar_case_reference_key" ON "dsar_case"("reference");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "case_event_case_id_idx" ON "case_event"("case_id");

-- CreateIndex
CREATE INDEX "case_store_case_id_idx" ON "case_store"("case_id");

-- CreateIndex
CREATE INDEX "case_record_case_id_idx" ON "case_record"("case_id");

-- CreateIndex
CREATE INDEX "privacy_edit_since_revision_idx" ON "privacy_edit"("since_revision");

-- CreateIndex
CREATE INDEX "privacy_edit_until_revision_idx" ON "privacy_edit"("until_revision");
