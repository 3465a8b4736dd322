/** The OpenLineage corpus imported whole: its symlinks join as its rules count them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importInto } from '../imports/import-into.ts';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { samplesNote, samplesRoot } from '../testing/samples.ts';

describe.skipIf(!samplesRoot)(`symlinks of the sample corpus${samplesNote}`, () => {
  const root = join(samplesRoot ?? '', 'openlineage');
  const lines = samplesRoot ? readFileSync(join(root, 'INDEX.tsv'), 'utf8').trimEnd().split('\n') : [];
  const names = (lines[0] ?? '').split('\t');
  const rows = lines.slice(1).map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
  const kinds = ['verbatim', 'verbatim-from-md', 'materialised'];
  const events = rows.filter((row) => kinds.includes(row['kind'] ?? '')).map((row) => row['file'] ?? '');
  const unions = rows.filter((row) => row['kind'] === 'union');
  const sets = samplesRoot
    ? (JSON.parse(readFileSync(join(root, 'ORACLE_SETS.json'), 'utf8')) as Record<
        string,
        { datasets: string[][] }
      >)
    : {};

  it.each(unions.map((row) => [row['file'] ?? '', Number(row['datasets_merged'])] as const))(
    '%s has %i datasets once joined, or fewer where names differ in spelling only or are partitions',
    async (group, merged) => {
      const prefix = group === '@all' ? '' : group.startsWith('@') ? `${group.slice(1)}/` : group;
      const files = events.filter((file) => file.startsWith(prefix));
      const catalog = await openTemporaryCatalog();
      await importInto(catalog, {
        paths: files.map((file) => join(root, file)),
        kind: 'openlineage',
        dryRun: false,
        actor: 'test',
        signal: new AbortController().signal,
      });
      const db = catalog.store.reader;
      const idOf = db.prepare<string[], { id: number; to: number }>(
        'SELECT id, canonical_id AS "to" FROM dataset WHERE namespace = ? AND name = ?',
      );
      const shown = new Set(
        sets[group]!.datasets.map(([namespace, name]) => idOf.get(namespace!, name!)!.to),
      );
      const byRule = db
        .prepare<[], { n: number }>(
          `SELECT (SELECT COUNT(*) FROM alias WHERE origin = 'headwater' AND status = 'joined' AND until_revision IS NULL)
                + (SELECT COUNT(*) FROM partition_member m JOIN partition_set s ON s.id = m.set_id AND s.in_force = 1) AS n`,
        )
        .get()!.n;
      expect(shown.size).toBeLessThanOrEqual(merged);
      expect(shown.size).toBeGreaterThanOrEqual(merged - byRule);
      const parted = db
        .prepare<[], { n: number }>(
          `SELECT COUNT(*) AS n FROM alias a JOIN dataset d ON d.id = a.dataset_id
           JOIN dataset o ON o.namespace = a.namespace AND o.name = a.name
           WHERE a.basis = 'symlink' AND a.until_revision IS NULL AND o.canonical_id <> d.canonical_id`,
        )
        .get()!.n;
      expect(parted).toBe(0);
      await catalog.close();
    },
  );
});
