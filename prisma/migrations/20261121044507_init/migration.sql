-- CreateTable
CREATE TABLE "ledger_entry" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "commitment" BLOB NOT NULL,
    "prev_hash" BLOB NOT NULL,
    "entry_hash" BLOB NOT NULL
);

-- CreateTable
CREATE TABLE "ledger_payload" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "salt" BLOB,
    "payload" TEXT,
    "erased_at" TEXT,
    "erased_reason" TEXT
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "revision" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "importers" TEXT NOT NULL,
    "accepted" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "warnings" INTEGER NOT NULL,
    "changes" TEXT NOT NULL,
    "tool_version" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "source_file" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "import_id" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "importer" TEXT,
    "role" TEXT,
    CONSTRAINT "source_file_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "import_issue" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "import_id" INTEGER NOT NULL,
    "source_file_id" INTEGER,
    "severity" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "at" TEXT,
    "message" TEXT NOT NULL,
    CONSTRAINT "import_issue_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_batch" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "scope" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "importer" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "as_of" TEXT,
    "import_id" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "statement" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "record_type" INTEGER NOT NULL,
    "record_id" INTEGER NOT NULL,
    "scope_id" INTEGER NOT NULL,
    "value" TEXT,
    "file_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "last_file_id" INTEGER NOT NULL,
    "last_at" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "ingested_event" (
    "hash" BLOB NOT NULL PRIMARY KEY,
    "import_id" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "dataset" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "kind_scope_id" INTEGER NOT NULL DEFAULT 0,
    "canonical_id" INTEGER NOT NULL,
    "canonical_key" TEXT NOT NULL,
    "referenced_only" BOOLEAN NOT NULL DEFAULT false,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "dataset_source" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "dataset_id" INTEGER NOT NULL,
    "importer" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER,
    CONSTRAINT "dataset_source_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "alias" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "dataset_id" INTEGER NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "decided_in" INTEGER,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER,
    CONSTRAINT "alias_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "column" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "dataset_id" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "ordinal" INTEGER,
    "data_type" TEXT,
    "referenced_only" BOOLEAN NOT NULL DEFAULT false,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER,
    CONSTRAINT "column_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "job" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT,
    "importer" TEXT NOT NULL,
    "source_id" TEXT,
    "parent_id" INTEGER,
    "explicit_flows" BOOLEAN NOT NULL DEFAULT false,
    "referenced_only" BOOLEAN NOT NULL DEFAULT false,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "run" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "run_id" TEXT NOT NULL,
    "job_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "state_at" TEXT,
    "started_at" TEXT,
    "ended_at" TEXT,
    "nominal_start" TEXT,
    "nominal_end" TEXT,
    "parent_id" INTEGER,
    "explicit_flows" BOOLEAN NOT NULL DEFAULT false,
    "referenced_only" BOOLEAN NOT NULL DEFAULT false,
    "file_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL,
    CONSTRAINT "run_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "dataset_version" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "dataset_id" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "run_input" (
    "run_id" INTEGER NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "version_id" INTEGER,
    "row_count" BIGINT,
    "byte_count" BIGINT,
    "file_count" BIGINT,
    "file_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL,

    PRIMARY KEY ("run_id", "dataset_id")
);

-- CreateTable
CREATE TABLE "run_output" (
    "run_id" INTEGER NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "version_id" INTEGER,
    "row_count" BIGINT,
    "byte_count" BIGINT,
    "file_count" BIGINT,
    "file_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL,

    PRIMARY KEY ("run_id", "dataset_id")
);

-- CreateTable
CREATE TABLE "run_flow" (
    "run_id" INTEGER NOT NULL,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "since_revision" INTEGER NOT NULL,

    PRIMARY KEY ("run_id", "from_id", "to_id")
);

-- CreateTable
CREATE TABLE "job_input" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "job_id" INTEGER NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "job_output" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "job_id" INTEGER NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "job_flow" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "job_id" INTEGER NOT NULL,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "confidence" REAL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "job_edge" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "edge" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "job_id" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "confidence" REAL,
    "run_count" INTEGER NOT NULL DEFAULT 0,
    "first_seen" TEXT,
    "last_seen" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "edge_period" (
    "edge_id" INTEGER NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER NOT NULL,

    PRIMARY KEY ("edge_id", "since_revision")
);

-- CreateTable
CREATE TABLE "column_edge" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "job_id" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "flags" INTEGER NOT NULL,
    "transformations" TEXT NOT NULL,
    "confidence" REAL,
    "first_seen" TEXT,
    "last_seen" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "influence" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "job_id" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "transformations" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "test" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "importer" TEXT NOT NULL,
    "test_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "column_id" INTEGER,
    "kind" TEXT,
    "severity" TEXT,
    "status" TEXT,
    "status_at" TEXT,
    "failures" INTEGER,
    "message" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "test_result" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "test_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "failures" INTEGER,
    "message" TEXT,
    "file_id" INTEGER NOT NULL,
    "since_revision" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "metric" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "dataset_id" INTEGER NOT NULL,
    "column_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "value" REAL NOT NULL,
    "file_id" INTEGER NOT NULL,
    "since_revision" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "tag" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "target_type" TEXT NOT NULL,
    "target_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "actor" TEXT,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "owner" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "target_type" TEXT NOT NULL,
    "target_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "role" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "actor" TEXT,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "description" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "target_type" TEXT NOT NULL,
    "target_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "actor" TEXT,
    "reason" TEXT,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "property" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "target_type" TEXT NOT NULL,
    "target_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER
);

-- CreateTable
CREATE TABLE "undo" (
    "revision" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "undone" INTEGER NOT NULL,
    "redo" BOOLEAN NOT NULL
);

-- CreateTable
CREATE TABLE "dsar_case" (
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
    "since_revision" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "report" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "reference" TEXT,
    "case_id" INTEGER,
    "input" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "ledger_seq" INTEGER NOT NULL,
    "files" TEXT NOT NULL,
    CONSTRAINT "report_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "dsar_case" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "source_file_import_id_idx" ON "source_file"("import_id");

-- CreateIndex
CREATE INDEX "source_file_sha256_idx" ON "source_file"("sha256");

-- CreateIndex
CREATE INDEX "import_issue_import_id_idx" ON "import_issue"("import_id");

-- CreateIndex
CREATE UNIQUE INDEX "scope_key_key" ON "scope"("key");

-- CreateIndex
CREATE INDEX "statement_record_type_record_id_idx" ON "statement"("record_type", "record_id");

-- CreateIndex
CREATE INDEX "statement_scope_id_until_revision_idx" ON "statement"("scope_id", "until_revision");

-- CreateIndex
CREATE INDEX "dataset_canonical_id_idx" ON "dataset"("canonical_id");

-- CreateIndex
CREATE INDEX "dataset_canonical_key_idx" ON "dataset"("canonical_key");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_namespace_name_key" ON "dataset"("namespace", "name");

-- CreateIndex
CREATE INDEX "dataset_source_importer_source_id_idx" ON "dataset_source"("importer", "source_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_source_dataset_id_importer_source_id_key" ON "dataset_source"("dataset_id", "importer", "source_id");

-- CreateIndex
CREATE INDEX "alias_namespace_name_idx" ON "alias"("namespace", "name");

-- CreateIndex
CREATE UNIQUE INDEX "alias_dataset_id_namespace_name_key" ON "alias"("dataset_id", "namespace", "name");

-- CreateIndex
CREATE UNIQUE INDEX "column_dataset_id_path_key" ON "column"("dataset_id", "path");

-- CreateIndex
CREATE INDEX "job_parent_id_idx" ON "job"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "job_namespace_name_key" ON "job"("namespace", "name");

-- CreateIndex
CREATE INDEX "run_run_id_idx" ON "run"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_job_id_run_id_key" ON "run"("job_id", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_version_dataset_id_label_key" ON "dataset_version"("dataset_id", "label");

-- CreateIndex
CREATE INDEX "run_input_dataset_id_idx" ON "run_input"("dataset_id");

-- CreateIndex
CREATE INDEX "run_output_dataset_id_idx" ON "run_output"("dataset_id");

-- CreateIndex
CREATE INDEX "job_input_dataset_id_idx" ON "job_input"("dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "job_input_job_id_dataset_id_key" ON "job_input"("job_id", "dataset_id");

-- CreateIndex
CREATE INDEX "job_output_dataset_id_idx" ON "job_output"("dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "job_output_job_id_dataset_id_key" ON "job_output"("job_id", "dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "job_flow_job_id_from_id_to_id_key" ON "job_flow"("job_id", "from_id", "to_id");

-- CreateIndex
CREATE UNIQUE INDEX "job_edge_from_id_to_id_kind_key" ON "job_edge"("from_id", "to_id", "kind");

-- CreateIndex
CREATE INDEX "edge_to_id_idx" ON "edge"("to_id");

-- CreateIndex
CREATE INDEX "edge_job_id_idx" ON "edge"("job_id");

-- CreateIndex
CREATE UNIQUE INDEX "edge_from_id_to_id_job_id_basis_key" ON "edge"("from_id", "to_id", "job_id", "basis");

-- CreateIndex
CREATE INDEX "column_edge_to_id_idx" ON "column_edge"("to_id");

-- CreateIndex
CREATE UNIQUE INDEX "column_edge_from_id_to_id_job_id_basis_key" ON "column_edge"("from_id", "to_id", "job_id", "basis");

-- CreateIndex
CREATE INDEX "influence_to_id_idx" ON "influence"("to_id");

-- CreateIndex
CREATE UNIQUE INDEX "influence_from_id_to_id_job_id_basis_key" ON "influence"("from_id", "to_id", "job_id", "basis");

-- CreateIndex
CREATE INDEX "test_dataset_id_idx" ON "test"("dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "test_importer_test_id_key" ON "test"("importer", "test_id");

-- CreateIndex
CREATE UNIQUE INDEX "test_result_test_id_at_status_key" ON "test_result"("test_id", "at", "status");

-- CreateIndex
CREATE UNIQUE INDEX "metric_dataset_id_column_id_name_at_key" ON "metric"("dataset_id", "column_id", "name", "at");

-- CreateIndex
CREATE INDEX "tag_target_type_target_id_idx" ON "tag"("target_type", "target_id");

-- CreateIndex
CREATE INDEX "tag_kind_value_idx" ON "tag"("kind", "value");

-- CreateIndex
CREATE INDEX "tag_since_revision_idx" ON "tag"("since_revision");

-- CreateIndex
CREATE INDEX "tag_until_revision_idx" ON "tag"("until_revision");

-- CreateIndex
CREATE INDEX "owner_target_type_target_id_idx" ON "owner"("target_type", "target_id");

-- CreateIndex
CREATE INDEX "owner_name_idx" ON "owner"("name");

-- CreateIndex
CREATE INDEX "owner_since_revision_idx" ON "owner"("since_revision");

-- CreateIndex
CREATE INDEX "owner_until_revision_idx" ON "owner"("until_revision");

-- CreateIndex
CREATE INDEX "description_target_type_target_id_idx" ON "description"("target_type", "target_id");

-- CreateIndex
CREATE INDEX "description_since_revision_idx" ON "description"("since_revision");

-- CreateIndex
CREATE INDEX "description_until_revision_idx" ON "description"("until_revision");

-- CreateIndex
CREATE UNIQUE INDEX "property_target_type_target_id_key_origin_key" ON "property"("target_type", "target_id", "key", "origin");

-- CreateIndex
CREATE INDEX "undo_undone_idx" ON "undo"("undone");

-- CreateIndex
CREATE UNIQUE INDEX "dsar_case_reference_key" ON "dsar_case"("reference");
