-- AlterTable
ALTER TABLE "alias" ADD COLUMN "certainty" TEXT;
ALTER TABLE "alias" ADD COLUMN "reasons" TEXT;
ALTER TABLE "alias" ADD COLUMN "score" REAL;

-- AlterTable
ALTER TABLE "job" ADD COLUMN "canonical_id" INTEGER;

-- CreateTable
CREATE TABLE "identity_key" (
    "rule" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "dataset_id" INTEGER NOT NULL,

    PRIMARY KEY ("rule", "key", "dataset_id")
);

-- CreateTable
CREATE TABLE "job_link" (
    "a_id" INTEGER NOT NULL,
    "b_id" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "certainty" TEXT NOT NULL,
    "score" REAL NOT NULL,
    "reasons" TEXT NOT NULL,

    PRIMARY KEY ("a_id", "b_id")
);

-- CreateTable
CREATE TABLE "join_decision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "space" TEXT NOT NULL,
    "a_id" INTEGER NOT NULL,
    "b_id" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "namespace_mapping" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "space" TEXT NOT NULL,
    "match" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "target" TEXT,
    "label" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "partition_set" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "namespace" TEXT NOT NULL,
    "root" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "certainty" TEXT NOT NULL,
    "root_id" INTEGER,
    "in_force" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "partition_member" (
    "dataset_id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "set_id" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "partition_choice" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "set_id" INTEGER NOT NULL,
    "choice" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateIndex
CREATE INDEX "identity_key_dataset_id_idx" ON "identity_key"("dataset_id");

-- CreateIndex
CREATE INDEX "job_link_b_id_idx" ON "job_link"("b_id");

-- CreateIndex
CREATE INDEX "join_decision_space_a_id_idx" ON "join_decision"("space", "a_id");

-- CreateIndex
CREATE INDEX "join_decision_space_b_id_idx" ON "join_decision"("space", "b_id");

-- CreateIndex
CREATE INDEX "join_decision_since_revision_idx" ON "join_decision"("since_revision");

-- CreateIndex
CREATE INDEX "join_decision_until_revision_idx" ON "join_decision"("until_revision");

-- CreateIndex
CREATE INDEX "namespace_mapping_since_revision_idx" ON "namespace_mapping"("since_revision");

-- CreateIndex
CREATE INDEX "namespace_mapping_until_revision_idx" ON "namespace_mapping"("until_revision");

-- CreateIndex
CREATE UNIQUE INDEX "partition_set_namespace_root_pattern_key" ON "partition_set"("namespace", "root", "pattern");

-- CreateIndex
CREATE INDEX "partition_member_set_id_idx" ON "partition_member"("set_id");

-- CreateIndex
CREATE INDEX "partition_choice_set_id_idx" ON "partition_choice"("set_id");

-- CreateIndex
CREATE INDEX "partition_choice_since_revision_idx" ON "partition_choice"("since_revision");

-- CreateIndex
CREATE INDEX "partition_choice_until_revision_idx" ON "partition_choice"("until_revision");

-- CreateIndex
CREATE INDEX "job_canonical_id_idx" ON "job"("canonical_id");
