-- AlterTable
ALTER TABLE "import_batch" ADD COLUMN "left_out" TEXT;
ALTER TABLE "import_batch" ADD COLUMN "undoable" BOOLEAN;
ALTER TABLE "import_batch" ADD COLUMN "undone_in" INTEGER;

-- AlterTable
ALTER TABLE "metric" ADD COLUMN "until_revision" INTEGER;

-- AlterTable
ALTER TABLE "run" ADD COLUMN "until_revision" INTEGER;

-- AlterTable
ALTER TABLE "run_flow" ADD COLUMN "until_revision" INTEGER;

-- AlterTable
ALTER TABLE "run_input" ADD COLUMN "until_revision" INTEGER;

-- AlterTable
ALTER TABLE "run_output" ADD COLUMN "until_revision" INTEGER;

-- AlterTable
ALTER TABLE "test_result" ADD COLUMN "until_revision" INTEGER;

-- CreateTable
CREATE TABLE "import_scope" (
    "import_id" INTEGER NOT NULL,
    "scope_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "as_of" TEXT,
    "used" BOOLEAN NOT NULL,

    PRIMARY KEY ("import_id", "scope_id")
);

-- CreateTable
CREATE TABLE "also_said" (
    "record_type" INTEGER NOT NULL,
    "record_id" INTEGER NOT NULL,
    "import_id" INTEGER NOT NULL,
    "value" TEXT,

    PRIMARY KEY ("record_type", "record_id", "import_id")
);

-- CreateTable
CREATE TABLE "run_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "run_id" INTEGER NOT NULL,
    "import_id" INTEGER NOT NULL,
    "said" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "run_io_part" (
    "part" TEXT NOT NULL,
    "run_id" INTEGER NOT NULL,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "import_id" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "file_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,

    PRIMARY KEY ("part", "run_id", "from_id", "to_id", "import_id")
);

-- CreateTable
CREATE TABLE "property_value" (
    "property_id" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("property_id", "digest")
);

-- CreateTable
CREATE TABLE "absence" (
    "record_type" INTEGER NOT NULL,
    "record_id" INTEGER NOT NULL,
    "since_revision" INTEGER NOT NULL,
    "until_revision" INTEGER,

    PRIMARY KEY ("record_type", "record_id", "since_revision")
);

-- CreateTable
CREATE TABLE "withdrawn_event" (
    "import_id" INTEGER NOT NULL,
    "hash" BLOB NOT NULL,

    PRIMARY KEY ("import_id", "hash")
);

-- CreateTable
CREATE TABLE "repeated_event" (
    "import_id" INTEGER NOT NULL,
    "hash" BLOB NOT NULL,

    PRIMARY KEY ("import_id", "hash")
);

-- CreateTable
CREATE TABLE "import_rule" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "selection" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "import_scope_scope_id_idx" ON "import_scope"("scope_id");

-- CreateIndex
CREATE INDEX "also_said_import_id_idx" ON "also_said"("import_id");

-- CreateIndex
CREATE INDEX "run_event_run_id_idx" ON "run_event"("run_id");

-- CreateIndex
CREATE INDEX "run_event_import_id_idx" ON "run_event"("import_id");

-- CreateIndex
CREATE INDEX "run_io_part_import_id_idx" ON "run_io_part"("import_id");
