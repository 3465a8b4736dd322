-- CreateTable
CREATE TABLE "source_project" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "importer" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "adapter" TEXT,
    "tool_version" TEXT,
    "generated_at" TEXT,
    "namespace" TEXT,
    "basis" TEXT NOT NULL,
    "former" TEXT NOT NULL,
    "guesses" TEXT NOT NULL,
    "packages" TEXT NOT NULL,
    "import_id" INTEGER
);

-- CreateTable
CREATE TABLE "disabled_node" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "project_id" INTEGER NOT NULL,
    "source_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "path" TEXT,
    "at" TEXT NOT NULL,
    CONSTRAINT "disabled_node_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "source_project" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "source_project_importer_name_key" ON "source_project"("importer", "name");

-- CreateIndex
CREATE INDEX "disabled_node_project_id_idx" ON "disabled_node"("project_id");

-- CreateIndex
CREATE INDEX "dataset_name_idx" ON "dataset"("name");
