/**
 * A steward's work at scale: propagating tags, classifying, tagging in bulk, a sheet out and back.
 *
 *   npm run bench -- steward [column edges] [columns to classify] [columns to tag]
 *
 * 1,000,000, 1,000,000 and 100,000 where none are given. Each part is timed (of the processor) against a floor in the same run:
 * a plain walk over typed arrays that only marks what every tag reaches; cutting names and looking words up;
 * inserting the rows of the tags into the same table. Everything is synthetic and the same at every run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Catalog } from '../catalog/catalog.ts';
import { classifyMany } from './classify-many.ts';
import { sheetThereAndBack } from './steward-sheet.ts';
import { bulkTag } from './steward-tagging.ts';
import { propagateInMemory, propagateOnFile } from './steward-propagation.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const [edges = 1_000_000, classified = 1_000_000, tagged = 100_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));

async function withCatalog(name: string, work: (catalog: Catalog) => Promise<void>): Promise<void> {
  const catalog = await Catalog.open({
    path: join(folder, `${name}.headwater`),
    create: true,
    migrationsDir: join(root, 'prisma/migrations'),
    resourcesDir: join(root, 'resources'),
    toolVersion: 'bench',
    defaultActor: 'bench',
  });
  try {
    await work(catalog);
  } finally {
    await catalog.close();
  }
}

try {
  propagateInMemory(edges);
  await withCatalog('lineage', (catalog) => propagateOnFile(catalog, edges));
  classifyMany(classified);
  await withCatalog('tags', async (catalog) => {
    await bulkTag(catalog, tagged);
    await sheetThereAndBack(catalog, tagged, folder);
  });
  process.stdout.write(`\npeak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
