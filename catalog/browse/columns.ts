/** The columns of a dataset: those of all its identities, one per name, nested fields under their parent. */
import type { Catalog } from '../catalog.ts';
import { PATH_SEPARATOR } from '../store/writer/identities.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import { columnTags } from './column-tags.ts';

interface Row {
  id: number;
  datasetId: number;
  path: string;
  ordinal: number | null;
  dataType: string | null;
  referencedOnly: number;
  until: number | null;
  depth: number;
}

export function columnsOf(catalog: Catalog, id: number, includeRetired: boolean) {
  const card = catalog.cards().get(id);
  if (!card) return null;
  const db = catalog.store.reader;
  const members = JSON.stringify(card.members);
  const rows = db
    .prepare<[string], Row>(
      `SELECT c.id, c.dataset_id AS datasetId, c.path, c.ordinal, c.data_type AS dataType, c.referenced_only AS referencedOnly,
              c.until_revision AS until, c.depth
       FROM "column" c WHERE c.dataset_id IN (SELECT value FROM json_each(?)) ORDER BY c.referenced_only, c.dataset_id <> ${card.id}, c.id`,
    )
    .all(members);
  const twins = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.path.toLowerCase();
    const group = twins.get(key);
    if (group) group.push(row);
    else twins.set(key, [row]);
  }
  const about = new About(catalog, members);
  const tags = columnTags(catalog);
  const items = [...twins.values()]
    .map((group) => {
      const head =
        group.find((row) => row.until === null && !row.referencedOnly) ??
        group.find((row) => row.until === null) ??
        group[0]!;
      const ids = group.map((row) => row.id);
      return {
        id: head.id,
        path: head.path.split(PATH_SEPARATOR),
        depth: head.depth,
        ordinal: head.ordinal,
        dataType: head.dataType ?? group.find((row) => row.dataType !== null)?.dataType ?? null,
        description: about.description(ids)?.text ?? null,
        descriptionOrigin: about.description(ids)?.origin ?? null,
        sensitivity: tags.get(head.id)?.sensitivity ?? null,
        tags: [...(tags.get(head.id)?.tags ?? []), ...(tags.get(head.id)?.refused ?? [])],
        tests: about.tests(ids),
        upstream: about.count('upstream', ids),
        downstream: about.count('downstream', ids),
        sources: about.sources(ids),
        referencedOnly: group.every((row) => row.referencedOnly === 1),
        retired: group.every((row) => row.until !== null),
      };
    })
    .filter((column) => includeRetired || !column.retired);
  return inOrder(items);
}

/** Parents before their fields, siblings by ordinal then name. */
function inOrder<Item extends { readonly path: readonly string[]; readonly ordinal: number | null }>(
  items: readonly Item[],
): Item[] {
  const children = new Map<string, Item[]>();
  for (const item of items) {
    const parent = item.path.slice(0, -1).join(PATH_SEPARATOR).toLowerCase();
    const group = children.get(parent);
    if (group) group.push(item);
    else children.set(parent, [item]);
  }
  for (const group of children.values()) {
    group.sort(
      (a, b) =>
        (a.ordinal ?? Infinity) - (b.ordinal ?? Infinity) || (a.path.at(-1)! < b.path.at(-1)! ? -1 : 1),
    );
  }
  const result: Item[] = [];
  const placed = new Set<Item>();
  const pending = [...(children.get('') ?? [])].reverse();
  for (let item = pending.pop(); item; item = pending.pop()) {
    // A column whose name is empty would be its own parent.
    if (placed.has(item)) continue;
    result.push(item);
    placed.add(item);
    pending.push(...[...(children.get(item.path.join(PATH_SEPARATOR).toLowerCase()) ?? [])].reverse());
  }
  // Nested fields whose parent no source describes.
  for (const item of items) if (!placed.has(item)) result.push(item);
  return result;
}

/** Side information about the columns of one dataset, one query each. */
class About {
  readonly #descriptions = new Map<number, { text: string; origin: string }>();
  readonly #tests = new Map<number, { pass: number; fail: number; other: number }>();
  readonly #edges = { upstream: new Map<number, number>(), downstream: new Map<number, number>() };
  readonly #sources = new Map<number, Set<string>>();

  constructor(catalog: Catalog, members: string) {
    const db = catalog.store.reader;
    const columns = `(SELECT id FROM "column" WHERE dataset_id IN (SELECT value FROM json_each(?)))`;
    for (const row of db
      .prepare<[string], { id: number; text: string; origin: string }>(
        `SELECT target_id AS id, text, origin FROM description WHERE target_type = 'column' AND target_id IN ${columns} AND until_revision IS NULL
       ORDER BY origin = 'steward', id DESC`,
      )
      .all(members))
      this.#descriptions.set(row.id, { text: row.text, origin: row.origin });
    for (const row of db
      .prepare<[string], { id: number; status: string | null; n: number }>(
        `SELECT column_id AS id, status, COUNT(*) AS n FROM test WHERE column_id IN ${columns} AND until_revision IS NULL GROUP BY 1, 2`,
      )
      .all(members)) {
      const counts = this.#tests.get(row.id) ?? { pass: 0, fail: 0, other: 0 };
      if (row.status === 'pass') counts.pass += row.n;
      else if (row.status === 'fail' || row.status === 'error') counts.fail += row.n;
      else counts.other += row.n;
      this.#tests.set(row.id, counts);
    }
    for (const [side, own] of [
      ['upstream', 'to_id'],
      ['downstream', 'from_id'],
    ] as const) {
      const other = own === 'to_id' ? 'from_id' : 'to_id';
      for (const row of db
        .prepare<[string], { id: number; n: number }>(
          `SELECT ${own} AS id, COUNT(DISTINCT ${other}) AS n FROM column_edge WHERE ${own} IN ${columns} AND until_revision IS NULL GROUP BY 1`,
        )
        .all(members))
        this.#edges[side].set(row.id, row.n);
    }
    for (const row of db
      .prepare<[string], { id: number; importer: string }>(
        `SELECT DISTINCT s.record_id AS id, c.importer FROM statement s JOIN scope c ON c.id = s.scope_id
       WHERE s.record_type = ${RECORD_TYPES.column} AND s.record_id IN ${columns} AND s.until_revision IS NULL`,
      )
      .all(members)) {
      const sources = this.#sources.get(row.id);
      if (sources) sources.add(row.importer);
      else this.#sources.set(row.id, new Set([row.importer]));
    }
  }

  /** A person's, if there is one; otherwise a source's. */
  description(ids: readonly number[]): { text: string; origin: string } | null {
    const found = ids.flatMap((id) => this.#descriptions.get(id) ?? []);
    return found.find((one) => one.origin === 'steward') ?? found[0] ?? null;
  }

  tests(ids: readonly number[]) {
    const sum = { pass: 0, fail: 0, other: 0 };
    for (const id of ids) {
      const counts = this.#tests.get(id);
      if (!counts) continue;
      sum.pass += counts.pass;
      sum.fail += counts.fail;
      sum.other += counts.other;
    }
    return sum;
  }

  count(side: 'upstream' | 'downstream', ids: readonly number[]): number {
    return ids.reduce((sum, id) => sum + (this.#edges[side].get(id) ?? 0), 0);
  }

  sources(ids: readonly number[]): string[] {
    return [...new Set(ids.flatMap((id) => [...(this.#sources.get(id) ?? [])]))].sort();
  }
}
