-- For whom a report was made: names are withheld from readers outside.
ALTER TABLE "report" ADD COLUMN "audience" TEXT NOT NULL DEFAULT 'internal';
