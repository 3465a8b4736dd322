-- CreateTable
CREATE TABLE "propagation_rule" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "key" TEXT,
    "value" TEXT,
    "carries" BOOLEAN NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "propagation_block" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "from_type" TEXT,
    "from_id" INTEGER,
    "to_type" TEXT,
    "to_id" INTEGER,
    "kind" TEXT,
    "key" TEXT,
    "value" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateIndex
CREATE INDEX "propagation_rule_since_revision_idx" ON "propagation_rule"("since_revision");

-- CreateIndex
CREATE INDEX "propagation_rule_until_revision_idx" ON "propagation_rule"("until_revision");

-- CreateIndex
CREATE INDEX "propagation_block_since_revision_idx" ON "propagation_block"("since_revision");

-- CreateIndex
CREATE INDEX "propagation_block_until_revision_idx" ON "propagation_block"("until_revision");
