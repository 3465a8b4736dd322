/** A small catalog of random tables, some joined, retired or only mentioned, with columns, tags and owners. */
import type { Database } from 'better-sqlite3';
import { rebuildSearch } from '../store/search-index.ts';
import { Random } from './fuzz/random.ts';

export interface RandomColumn {
  readonly id: number;
  readonly path: string;
  readonly ordinal: number | null;
  readonly labels: readonly string[];
  readonly sensitivity: string | null;
}

export interface RandomTable {
  readonly id: number;
  /** The one under which it is shown. */
  readonly head: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly since: number;
  readonly retired: boolean;
  readonly mentioned: boolean;
  readonly owners: readonly string[];
  readonly labels: readonly string[];
  readonly sensitivity: string | null;
  readonly columns: readonly RandomColumn[];
  /** Ids of the tables that it feeds. */
  readonly feeds: readonly number[];
}

const WORDS = ['id', 'customer', 'order', 'net', 'total', 'Größe', '顧客', 'at', 'mart', 'lake'];
const SIGNS = ['_', '', '-', '.'];

/** The same tables for the same seed. */
export function randomTables(count: number, seed: number): RandomTable[] {
  const chance = new Random(`${seed}`);
  const random = (): number => chance.next();
  const pick = <Item>(items: readonly Item[]): Item => chance.pick(items);
  const perhaps = <Item>(chance: number, item: () => Item): Item | null =>
    random() < chance ? item() : null;
  const tables: RandomTable[] = [];
  let columnId = 0;
  const word = () => (random() < 0.3 ? pick(WORDS).toUpperCase() : pick(WORDS));
  const column = (path: string): RandomColumn => ({
    id: ++columnId,
    path,
    ordinal: perhaps(0.9, () => Math.floor(random() * 12)),
    labels: random() < 0.15 ? [pick(['net', 'domain=hr'])] : [],
    sensitivity: perhaps(0.15, () => pick(['restricted', 'internal'])),
  });
  for (let id = 1; id <= count; id++) {
    const twin = id > 5 && random() < 0.2 ? tables[Math.floor(random() * tables.length)]! : null;
    const paths = Array.from({ length: Math.floor(random() * 14) }, () =>
      random() < 0.4 ? word() : `${word()}${pick(SIGNS)}${word()}`,
    );
    // A joined one has some of the other's columns, perhaps in other letters.
    const shared = twin?.columns.flatMap(({ path }) =>
      random() < 0.5 ? [pick([path, path.toUpperCase()])] : [],
    );
    tables.push({
      id,
      head: twin?.head ?? id,
      namespace: pick(['postgres://a:1', 's3://lake', 'postgres://b:2']),
      name: `${pick(['shop', 'mart'])}.${word()}${pick(SIGNS)}${word()}_${id}`,
      kind: pick(['table', 'view', 'file']),
      since: 1 + Math.floor(random() * 4),
      retired: random() < 0.1,
      mentioned: random() < 0.1,
      owners: random() < 0.5 ? [pick(['Ana', 'Ben'])] : [],
      labels: random() < 0.3 ? [pick(['net', 'domain=hr', 'lake'])] : [],
      sensitivity: perhaps(0.2, () => pick(['restricted', 'internal', 'public'])),
      columns: [...new Set([...paths, ...(shared ?? [])])].map(column),
      feeds: random() < 0.5 ? [1 + Math.floor(random() * count)] : [],
    });
  }
  return tables;
}

/** Writes random tables into an empty catalog file and feeds its search. */
export function fillAtRandom(db: Database, count: number, seed: number): RandomTable[] {
  const tables = randomTables(count, seed);
  const dataset = db.prepare(
    `INSERT INTO dataset (id, namespace, name, kind, canonical_id, canonical_key, referenced_only, since_revision, until_revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const column = db.prepare(
    `INSERT INTO "column" (id, dataset_id, path, name, depth, ordinal, since_revision) VALUES (?, ?, ?, ?, 0, ?, 1)`,
  );
  const tag = db.prepare(
    `INSERT INTO tag (target_type, target_id, kind, key, value, origin, status, since_revision)
     VALUES (?, ?, ?, ?, ?, 'dbt', 'imported', 1)`,
  );
  const owner = db.prepare(
    `INSERT INTO owner (target_type, target_id, name, role, origin, status, since_revision)
     VALUES ('dataset', ?, ?, '', 'dbt', 'imported', 1)`,
  );
  const edge = db.prepare(
    `INSERT INTO edge (from_id, to_id, job_id, basis, since_revision) VALUES (?, ?, 0, 'declared', 1)`,
  );
  const say = (on: string, id: number, said: { labels: readonly string[]; sensitivity: string | null }) => {
    if (said.sensitivity !== null) tag.run(on, id, 'sensitivity', '', said.sensitivity);
    for (const label of said.labels) {
      const [key, value] = label.includes('=') ? label.split('=') : ['', label];
      tag.run(on, id, 'label', key, value);
    }
  };
  for (const table of tables) {
    const { id, namespace, name, kind, head, since } = table;
    const [mentioned, until] = [table.mentioned ? 1 : 0, table.retired ? 9 : null];
    dataset.run(id, namespace, name, kind, head, name, mentioned, since, until);
    say('dataset', id, table);
    for (const person of table.owners) owner.run(id, person);
    for (const one of table.columns) {
      column.run(one.id, id, one.path, one.path, one.ordinal);
      say('column', one.id, one);
    }
    for (const to of table.feeds) edge.run(id, to);
  }
  rebuildSearch(db);
  return tables;
}
