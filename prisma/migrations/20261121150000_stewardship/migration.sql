-- CreateTable
CREATE TABLE "party" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "role" TEXT,
    "note" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "party_member" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "team" TEXT NOT NULL,
    "member" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "glossary_term" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "definition" TEXT,
    "parent" TEXT,
    "synonyms" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "domain" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "parent" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "purpose" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "legal_basis" TEXT,
    "retention" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "steward_rule" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "rule" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "selection" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "enabled" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "comment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "number" INTEGER NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "answer_to" INTEGER,
    "resolved_by" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateIndex
CREATE INDEX "party_key_idx" ON "party"("key");

-- CreateIndex
CREATE INDEX "party_since_revision_idx" ON "party"("since_revision");

-- CreateIndex
CREATE INDEX "party_until_revision_idx" ON "party"("until_revision");

-- CreateIndex
CREATE INDEX "party_member_team_idx" ON "party_member"("team");

-- CreateIndex
CREATE INDEX "party_member_member_idx" ON "party_member"("member");

-- CreateIndex
CREATE INDEX "party_member_since_revision_idx" ON "party_member"("since_revision");

-- CreateIndex
CREATE INDEX "party_member_until_revision_idx" ON "party_member"("until_revision");

-- CreateIndex
CREATE INDEX "glossary_term_key_idx" ON "glossary_term"("key");

-- CreateIndex
CREATE INDEX "glossary_term_since_revision_idx" ON "glossary_term"("since_revision");

-- CreateIndex
CREATE INDEX "glossary_term_until_revision_idx" ON "glossary_term"("until_revision");

-- CreateIndex
CREATE INDEX "domain_key_idx" ON "domain"("key");

-- CreateIndex
CREATE INDEX "domain_since_revision_idx" ON "domain"("since_revision");

-- CreateIndex
CREATE INDEX "domain_until_revision_idx" ON "domain"("until_revision");

-- CreateIndex
CREATE INDEX "purpose_key_idx" ON "purpose"("key");

-- CreateIndex
CREATE INDEX "purpose_since_revision_idx" ON "purpose"("since_revision");

-- CreateIndex
CREATE INDEX "purpose_until_revision_idx" ON "purpose"("until_revision");

-- CreateIndex
CREATE INDEX "steward_rule_rule_idx" ON "steward_rule"("rule");

-- CreateIndex
CREATE INDEX "steward_rule_since_revision_idx" ON "steward_rule"("since_revision");

-- CreateIndex
CREATE INDEX "steward_rule_until_revision_idx" ON "steward_rule"("until_revision");

-- CreateIndex
CREATE INDEX "comment_target_type_target_id_idx" ON "comment"("target_type", "target_id");

-- CreateIndex
CREATE INDEX "comment_number_idx" ON "comment"("number");

-- CreateIndex
CREATE INDEX "comment_since_revision_idx" ON "comment"("since_revision");

-- CreateIndex
CREATE INDEX "comment_until_revision_idx" ON "comment"("until_revision");
