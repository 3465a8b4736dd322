-- CreateTable
CREATE TABLE "breach_fact" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "breach" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "document_answer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "dataset_id" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateIndex
CREATE INDEX "breach_fact_breach_idx" ON "breach_fact"("breach");

-- CreateIndex
CREATE INDEX "breach_fact_since_revision_idx" ON "breach_fact"("since_revision");

-- CreateIndex
CREATE INDEX "breach_fact_until_revision_idx" ON "breach_fact"("until_revision");

-- CreateIndex
CREATE INDEX "document_answer_dataset_id_idx" ON "document_answer"("dataset_id");

-- CreateIndex
CREATE INDEX "document_answer_since_revision_idx" ON "document_answer"("since_revision");

-- CreateIndex
CREATE INDEX "document_answer_until_revision_idx" ON "document_answer"("until_revision");
