-- CreateTable
CREATE TABLE "case_file" (
    "case_id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "language" TEXT NOT NULL,
    "also_under" TEXT NOT NULL,
    "retention_months" INTEGER,
    "scoped" TEXT
);

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
