/** Jobs in memory for the search: names of all that are shown as one, and what is said of them. */
import type { Catalog } from '../../catalog.ts';
import { Growing } from '../growing.ts';
import { fold } from '../names/fold.ts';
import { NameIndex } from '../names/name-index.ts';

export interface JobEntry {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly importer: string;
  readonly owners: readonly string[];
  readonly labels: readonly string[];
  readonly description: string | null;
  /** Descriptions, labels and owners, folded. */
  readonly said: string;
}

export interface JobData {
  /** By number, in the order of names. */
  readonly jobs: readonly JobEntry[];
  readonly numberOf: ReadonlyMap<number, number>;
  readonly names: NameIndex;
  /** Name → number of its job. */
  readonly ofName: Growing;
}

interface Row {
  readonly id: number;
  readonly head: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly importer: string;
}

export function jobData(catalog: Catalog): JobData {
  return catalog.cached('search-jobs', () => {
    const rows = catalog.store.reader
      .prepare<[], Row>(
        `SELECT id, COALESCE(canonical_id, id) AS head, namespace, name, kind, importer FROM job
         WHERE NOT (referenced_only = 1 AND until_revision IS NOT NULL) ORDER BY name, namespace, id`,
      )
      .all();
    const owners = textsBy(
      catalog,
      `SELECT target_id AS id, name AS text FROM owner WHERE target_type = 'job' AND until_revision IS NULL AND status <> 'rejected'`,
    );
    const labels = textsBy(
      catalog,
      `SELECT target_id AS id, CASE key WHEN '' THEN value ELSE key || '=' || value END AS text FROM tag
      WHERE target_type = 'job' AND until_revision IS NULL AND status <> 'rejected'`,
    );
    const described = textsBy(
      catalog,
      `SELECT target_id AS id, text FROM description WHERE target_type = 'job' AND until_revision IS NULL`,
    );
    const jobs: JobEntry[] = [];
    const numberOf = new Map<number, number>();
    for (const row of rows) {
      if (row.head !== row.id) continue;
      numberOf.set(row.id, jobs.length);
      const own = { owners: owners.get(row.id) ?? [], labels: labels.get(row.id) ?? [] };
      const descriptions = described.get(row.id) ?? [];
      jobs.push({
        ...row,
        ...own,
        description: descriptions[0] ?? null,
        said: fold([...descriptions, ...own.labels, ...own.owners].join('\n')),
      });
    }
    const names = new NameIndex();
    const ofName = new Growing();
    for (const row of rows) {
      const number = numberOf.get(row.head);
      if (number === undefined) continue;
      names.add(row.name);
      ofName.push(number);
    }
    return { jobs, numberOf, names, ofName };
  });
}

function textsBy(catalog: Catalog, sql: string): Map<number, string[]> {
  const byId = new Map<number, string[]>();
  for (const { id, text } of catalog.store.reader.prepare<[], { id: number; text: string }>(sql).all()) {
    const texts = byId.get(id);
    if (texts) texts.push(text);
    else byId.set(id, [text]);
  }
  return byId;
}
