-- AlterTable
ALTER TABLE "property" ADD COLUMN "stated_at" TEXT;

-- AlterTable
ALTER TABLE "run" ADD COLUMN "end_order" TEXT;
ALTER TABLE "run" ADD COLUMN "first_at" TEXT;
ALTER TABLE "run" ADD COLUMN "nominal_at" TEXT;
ALTER TABLE "run" ADD COLUMN "parent_at" TEXT;

-- AlterTable
ALTER TABLE "run_input" ADD COLUMN "figures_at" TEXT;
ALTER TABLE "run_input" ADD COLUMN "version_at" TEXT;

-- AlterTable
ALTER TABLE "run_output" ADD COLUMN "figures_at" TEXT;
ALTER TABLE "run_output" ADD COLUMN "version_at" TEXT;

-- CreateTable
CREATE TABLE "run_target" (
    "run_id" INTEGER NOT NULL,
    "dataset_id" INTEGER NOT NULL,

    PRIMARY KEY ("run_id", "dataset_id")
);

-- CreateTable
CREATE TABLE "run_sight" (
    "record_type" INTEGER NOT NULL,
    "record_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "explicit" BOOLEAN NOT NULL,

    PRIMARY KEY ("record_type", "record_id", "run_id", "explicit")
);

-- CreateIndex
CREATE INDEX "run_sight_run_id_idx" ON "run_sight"("run_id");

-- CreateIndex
CREATE INDEX "run_job_id_state_at_idx" ON "run"("job_id", "state_at");
