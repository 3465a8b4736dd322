/** Tags in force on columns, for every column that has any; kept per revision. */
import { atOnce } from '../breathe.ts';
import type { Catalog } from '../catalog.ts';
import { namesStaySince } from './changes-since.ts';
import {
  TAG_COLUMNS,
  labelsOf,
  refusals,
  sensitivityOf,
  statementsOf,
  tagsInForce,
  type TagRow,
} from './in-force.ts';

export interface ColumnTags {
  /** In force. */
  readonly tags: readonly TagRow[];
  readonly refused: readonly TagRow[];
  readonly sensitivity: string | null;
  readonly categories: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  /** The ones of `labels` that are no plain labels. */
  readonly statements: ReadonlySet<string>;
}

/** Which columns share their tags: those of one name in the identities of a joined dataset. */
interface Twins {
  readonly seq: number;
  /** Column → all that share tags with it, itself among them; the same list for each of them. */
  readonly of: Map<number, readonly number[]>;
}
const twinsKept = new WeakMap<Catalog, Twins>();

const NAME = 'column-tags';
/** Tags read at a time, and tagged columns whose twins are looked for at a time, to begin with. */
const TAGS_AT_A_TIME = 4_000;
const COLUMNS_AT_A_TIME = 500;
/** Milliseconds that looking for twins should take at a time: tables have three columns, or thousands. */
const STEP_MS = 15;

/** By column id; the identities of a joined dataset share the tags of columns of the same name. */
export function columnTags(catalog: Catalog): ReadonlyMap<number, ColumnTags> {
  return catalog.cached(NAME, () => atOnce(make(catalog)));
}

/** The same, made with rests for others; {@link columnTags} has it at hand afterwards. */
export function columnTagsInBreaths(catalog: Catalog): Promise<ReadonlyMap<number, ColumnTags>> {
  return catalog.cachedInBreaths(NAME, () => make(catalog));
}

function* make(catalog: Catalog): Generator<void, ReadonlyMap<number, ColumnTags>> {
  const rowsOf = new Map<number, TagRow[]>();
  const select = catalog.store.reader.prepare<[number, number], TagRow>(
    `SELECT ${TAG_COLUMNS} FROM tag WHERE id > ? AND target_type = 'column' AND until_revision IS NULL ORDER BY id LIMIT ?`,
  );
  for (let last = 0; ;) {
    const rows = select.all(last, TAGS_AT_A_TIME);
    for (const row of rows) {
      const own = rowsOf.get(row.targetId);
      if (own) own.push(row);
      else rowsOf.set(row.targetId, [row]);
    }
    yield;
    if (rows.length < TAGS_AT_A_TIME) break;
    last = rows.at(-1)!.id;
  }
  const twins = yield* twinsOf(catalog, [...rowsOf.keys()]);
  const tags = new Map<number, ColumnTags>();
  for (const id of rowsOf.keys()) {
    const group = twins.get(id);
    if (!group || tags.has(id)) continue;
    const own = summarise(group.flatMap((twin) => rowsOf.get(twin) ?? []));
    for (const twin of group) tags.set(twin, own);
    if (tags.size % 500 === 0) yield;
  }
  return tags;
}

/** What is known of twins, and of those columns that were not asked about before. */
function* twinsOf(catalog: Catalog, ids: readonly number[]): Generator<void, Twins['of']> {
  const seq = catalog.newestSeq();
  const before = twinsKept.get(catalog);
  const of: Map<number, readonly number[]> =
    before && namesStaySince(catalog.store.reader, before.seq)
      ? before.of
      : new Map<number, readonly number[]>();
  const unknown = ids.filter((id) => !of.has(id));
  const select = catalog.store.reader
    .prepare<[string], [id: number, datasetId: number, path: string]>(
      `WITH tagged AS MATERIALIZED (
         SELECT DISTINCT own.canonical_id AS dataset, lower(c.path) AS path
         FROM json_each(?) j JOIN "column" c ON c.id = j.value JOIN dataset own ON own.id = c.dataset_id)
       SELECT twin.id, d.canonical_id, lower(twin.path) FROM (SELECT DISTINCT dataset FROM tagged) t
       JOIN dataset d ON d.canonical_id = t.dataset CROSS JOIN "column" twin ON twin.dataset_id = d.id
       WHERE (d.canonical_id, lower(twin.path)) IN (SELECT dataset, path FROM tagged)`,
    )
    .raw();
  for (let at = 0, size = COLUMNS_AT_A_TIME; at < unknown.length;) {
    const started = performance.now();
    const groups = new Map<string, number[]>();
    for (const [id, dataset, path] of select.all(JSON.stringify(unknown.slice(at, at + size)))) {
      const key = `${dataset}\u0000${path}`;
      const group = groups.get(key);
      if (group) group.push(id);
      else groups.set(key, [id]);
    }
    for (const group of groups.values()) for (const id of group) of.set(id, group);
    at += size;
    const factor = STEP_MS / Math.max(1, performance.now() - started);
    size = Math.max(20, Math.min(COLUMNS_AT_A_TIME, Math.round(size * factor)));
    yield;
  }
  twinsKept.set(catalog, { seq, of });
  return of;
}

function summarise(rows: readonly TagRow[]): ColumnTags {
  const tags = tagsInForce(rows);
  return {
    tags,
    refused: refusals(rows),
    sensitivity: sensitivityOf(tags),
    categories: new Set(tags.filter((tag) => tag.kind === 'category').map((tag) => tag.value)),
    labels: new Set(labelsOf(tags)),
    statements: new Set(statementsOf(tags)),
  };
}
