/**
 * A regression gate: column lineage of real projects against what two independent engines agree on.
 * `bench/column-lineage.ts` measures the same, and speed, over these and the synthetic project.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { diskFile } from '../source-file.ts';
import { agreedColumns, compareAgreed } from './testing/agreed.ts';
import { importFiles, type Imported } from './testing.ts';

const root = join(samplesRoot ?? '', 'dbt');
const ORACLE = 'column_edges_agreed.tsv.gz';

/** Projects with an oracle, smallest first. */
const FOLDERS =
  samplesRoot === null
    ? []
    : readdirSync(root)
        .filter((name) => existsSync(join(root, name, ORACLE)))
        .sort((a, b) => statSync(join(root, a, ORACLE)).size - statSync(join(root, b, ORACLE)).size);

function imported(name: string, withCatalog: boolean): Promise<Imported> {
  const folder = join(root, name);
  const names = ['manifest.json', 'manifest.json.gz', 'catalog.json', 'catalog.json.gz'];
  const found = names.filter(
    (file) => existsSync(join(folder, file)) && (withCatalog || !file.startsWith('catalog')),
  );
  return importFiles(
    found.map((file, index) => {
      const path = join(folder, file);
      return diskFile(path, { index, path: file, size: statSync(path).size }, file.endsWith('.gz'));
    }),
  );
}

const agreedIn = (name: string) =>
  agreedColumns(gunzipSync(readFileSync(join(root, name, ORACLE))).toString('utf8'));

interface Status {
  readonly columns?: number;
  readonly unresolved?: readonly { readonly reasons: readonly string[]; readonly message: string }[];
}

/** Columns of all queries, how many are not resolved, and how many of those do not say why. */
function counted(facts: Imported): { columns: number; unresolved: number; unreasoned: number } {
  const sum = { columns: 0, unresolved: 0, unreasoned: 0 };
  for (const fact of facts.of('property')) {
    if (fact.key !== 'columnLineage') continue;
    const { columns = 0, unresolved = [] } = fact.value as unknown as Status;
    const stale = unresolved.filter(({ reasons }) => reasons.includes('not-in-query')).length;
    sum.columns += columns - stale;
    sum.unresolved += unresolved.length - stale;
    sum.unreasoned += unresolved.filter(({ message }) => message === '').length;
  }
  return sum;
}

describe.skipIf(!samplesRoot)(
  `column lineage of the dbt samples (SYNTHETIC-scale-10k is left to the bench)${samplesNote}`,
  () => {
    it('has projects to compare', () => expect(FOLDERS.length).toBeGreaterThanOrEqual(13));

    it.each(FOLDERS)('%s', async (name) => {
      const facts = await imported(name, true);
      const agreed = agreedIn(name);
      const { compared, different } = compareAgreed(agreed, facts.facts);
      expect(compared / agreed.size).toBeGreaterThan(0.97);
      expect(different.slice(0, Math.ceil(different.length - 0.005 * compared))).toEqual([]);
      const { columns, unresolved, unreasoned } = counted(facts);
      expect(unresolved / columns).toBeLessThan(0.03);
      expect(unreasoned).toBe(0);
    });

    it('finds nearly as much without a catalog', async () => {
      const name = 'tuva-v11-snowflake-2024-02';
      const { compared, different } = compareAgreed(agreedIn(name), (await imported(name, false)).facts);
      expect(compared).toBeGreaterThan(3000);
      expect(different.length / compared).toBeLessThan(0.005);
    });
  },
);
