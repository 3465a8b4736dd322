-- CreateTable
CREATE TABLE "processing_activity" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT,
    "status" TEXT,
    "description" TEXT,
    "department" TEXT,
    "stewards" TEXT,
    "purposes" TEXT,
    "processing_categories" TEXT,
    "controllers" TEXT,
    "joint_controllers" TEXT,
    "representative" TEXT,
    "dpo" TEXT,
    "legal_bases" TEXT,
    "legitimate_interests" TEXT,
    "interests_assessment" TEXT,
    "special_conditions" TEXT,
    "criminal_basis" TEXT,
    "national_condition" TEXT,
    "subjects" TEXT,
    "categories" TEXT,
    "source" TEXT,
    "recipients" TEXT,
    "third_parties" TEXT,
    "transfers" TEXT,
    "retentions" TEXT,
    "retention_policy" TEXT,
    "retention_followed" TEXT,
    "retention_reason" TEXT,
    "security" TEXT,
    "locations" TEXT,
    "automated_decisions" TEXT,
    "automated_description" TEXT,
    "automated_basis" TEXT,
    "profiling" TEXT,
    "assessment_needed" TEXT,
    "assessment_place" TEXT,
    "other_assessment" TEXT,
    "rights" TEXT,
    "privacy_policy" TEXT,
    "privacy_notices" TEXT,
    "consent_record" TEXT,
    "breach_procedure" TEXT,
    "breach_record" TEXT,
    "processor_contract" TEXT,
    "reviewed_on" TEXT,
    "reviewed_by" TEXT,
    "review_due" TEXT,
    "links" TEXT,
    "not_applicable" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "impact_assessment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT,
    "answers" TEXT,
    "description" TEXT,
    "necessity" TEXT,
    "proportionality" TEXT,
    "risks" TEXT,
    "measures" TEXT,
    "dpo_advice" TEXT,
    "subject_views" TEXT,
    "prior_consultation" TEXT,
    "consultation_note" TEXT,
    "outcome" TEXT,
    "approved_by" TEXT,
    "approved_on" TEXT,
    "review_due" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateIndex
CREATE INDEX "processing_activity_key_idx" ON "processing_activity"("key");

-- CreateIndex
CREATE INDEX "processing_activity_since_revision_idx" ON "processing_activity"("since_revision");

-- CreateIndex
CREATE INDEX "processing_activity_until_revision_idx" ON "processing_activity"("until_revision");

-- CreateIndex
CREATE INDEX "impact_assessment_key_idx" ON "impact_assessment"("key");

-- CreateIndex
CREATE INDEX "impact_assessment_since_revision_idx" ON "impact_assessment"("since_revision");

-- CreateIndex
CREATE INDEX "impact_assessment_until_revision_idx" ON "impact_assessment"("until_revision");
