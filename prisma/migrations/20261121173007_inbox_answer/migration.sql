-- CreateTable
CREATE TABLE "inbox_answer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" INTEGER NOT NULL,
    "about" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateIndex
CREATE INDEX "inbox_answer_kind_idx" ON "inbox_answer"("kind");

-- CreateIndex
CREATE INDEX "inbox_answer_since_revision_idx" ON "inbox_answer"("since_revision");

-- CreateIndex
CREATE INDEX "inbox_answer_until_revision_idx" ON "inbox_answer"("until_revision");
