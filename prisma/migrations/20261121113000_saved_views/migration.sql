-- CreateTable
CREATE TABLE "saved_view" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_kind_name_key" ON "saved_view"("kind", "name");
