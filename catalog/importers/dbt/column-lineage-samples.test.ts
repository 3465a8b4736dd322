/** A regression gate: column lineage of real projects against what two independent engines agree on. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { diskFile } from '../source-file.ts';
import { agreedColumns, compareAgreed } from './testing/agreed.ts';
import { importFiles, type Imported } from './testing.ts';

const FOLDERS = [
  'ad-reporting-v1-bigquery',
  'ad-reporting-v7-postgres',
  'jaffle-v12-redshift',
  'jaffle-v12-sqlserver',
  'ol-v4-spark-catalog',
  'tuva-v8-snowflake-2023-12',
  'tuva-v11-snowflake-2024-02',
];

function imported(folder: string, withCatalog: boolean): Promise<Imported> {
  const names = ['manifest.json', 'manifest.json.gz', ...(withCatalog ? ['catalog.json'] : [])];
  const found = names.filter((name) => existsSync(join(folder, name)));
  return importFiles(
    found.map((name, index) =>
      diskFile(
        join(folder, name),
        { index, path: name, size: readFileSync(join(folder, name)).length },
        name.endsWith('.gz'),
      ),
    ),
  );
}

/** Columns of all models, and how many of them are resolved. */
function resolved(facts: Imported): { columns: number; resolved: number } {
  const sum = { columns: 0, resolved: 0 };
  for (const fact of facts.of('property')) {
    if (fact.key !== 'columnLineage') continue;
    const value = fact.value as { columns?: number; resolved?: number };
    sum.columns += value.columns ?? 0;
    sum.resolved += value.resolved ?? 0;
  }
  return sum;
}

describe.skipIf(!samplesRoot)(`column lineage of the dbt samples${samplesNote}`, () => {
  it.each(FOLDERS)('%s', async (name) => {
    const folder = join(samplesRoot ?? '', 'dbt', name);
    const facts = await imported(folder, true);
    const tsv = gunzipSync(readFileSync(join(folder, 'column_edges_agreed.tsv.gz'))).toString('utf8');
    const agreed = agreedColumns(tsv);
    const { compared, different } = compareAgreed(agreed, facts.facts);
    expect(compared / agreed.size).toBeGreaterThan(0.97);
    expect(different.slice(0, Math.ceil(different.length - 0.005 * compared))).toEqual([]);
    const counts = resolved(facts);
    expect(counts.resolved / counts.columns).toBeGreaterThan(0.97);
  });

  it('finds nearly as much without a catalog', async () => {
    const folder = join(samplesRoot ?? '', 'dbt', 'tuva-v11-snowflake-2024-02');
    const facts = await imported(folder, false);
    const tsv = gunzipSync(readFileSync(join(folder, 'column_edges_agreed.tsv.gz'))).toString('utf8');
    const { compared, different } = compareAgreed(agreedColumns(tsv), facts.facts);
    expect(compared).toBeGreaterThan(3000);
    expect(different.length / compared).toBeLessThan(0.005);
  });
});
