-- AlterTable
ALTER TABLE "run" ADD COLUMN "code" TEXT;
ALTER TABLE "run" ADD COLUMN "code_at" TEXT;

-- AlterTable
ALTER TABLE "run_input" ADD COLUMN "seen" TEXT;
ALTER TABLE "run_input" ADD COLUMN "seen_at" TEXT;

-- AlterTable
ALTER TABLE "run_output" ADD COLUMN "seen" TEXT;
ALTER TABLE "run_output" ADD COLUMN "seen_at" TEXT;

-- CreateTable
CREATE TABLE "seen_content" (
    "digest" TEXT NOT NULL PRIMARY KEY,
    "content" TEXT NOT NULL
);
