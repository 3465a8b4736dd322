/** What stands of many datasets or columns, now or as of a revision, and the text that a cell has for it. */
import type { Database } from 'better-sqlite3';
import {
  OWNER_COLUMNS,
  ownersInForce,
  sensitivityOf,
  TAG_COLUMNS,
  tagsInForce,
  type OwnerRow,
  type TagRow,
} from '../../browse/in-force.ts';
import { PERSON } from '../../model/origins.ts';
import { saidAt } from '../../past/as-of-parts.ts';
import { ReviewContent } from '../review/content.ts';
import { joinList, writeItem, writeLabel, writeOwner } from './cell-text.ts';
import type { SheetField } from './fields.ts';

export interface Said {
  /** Whatever anybody says or refuses. */
  readonly rows: readonly TagRow[];
  /** In force. */
  readonly tags: readonly TagRow[];
  readonly owners: readonly OwnerRow[];
  readonly description: { readonly text: string; readonly own: boolean; readonly origin: string } | null;
  readonly review: 'reviewed' | 'changed' | 'open';
}

export const NOTHING: Said = { rows: [], tags: [], owners: [], description: null, review: 'open' };

/** Identities that share what is said, and where the review looks. */
interface Group {
  readonly members: readonly number[];
  /** Canonical dataset. */
  readonly dataset: number;
  /** Stored path of the column. */
  readonly path: string | null;
}

/** By target id. For some hundred targets at a time. */
export function saidOf(
  db: Database,
  on: 'dataset' | 'column',
  ids: readonly number[],
  revision?: number,
): Map<number, Said> {
  const groups = on === 'dataset' ? datasetGroups(db, ids) : columnGroups(db, ids);
  const all = JSON.stringify([...new Set([...groups.values()].flatMap(({ members }) => members))]);
  const select = <Row>(table: 'tag' | 'owner' | 'description', columns: string): Row[] =>
    db
      .prepare<[object], Row>(
        `SELECT ${columns} FROM ${table} x WHERE target_type = @on AND target_id IN (SELECT value FROM json_each(@all))
         AND ${revision === undefined ? 'x.until_revision IS NULL' : saidAt(table, 'x')} ORDER BY id`,
      )
      .all({ on, all, ...(revision === undefined ? {} : { revision }) });
  const tags = Map.groupBy(select<TagRow>('tag', TAG_COLUMNS), ({ targetId }) => targetId);
  const owners = Map.groupBy(select<OwnerRow>('owner', OWNER_COLUMNS), ({ targetId }) => targetId);
  const texts = Map.groupBy(
    select<{ targetId: number; text: string; origin: string }>(
      'description',
      'id, target_id AS targetId, text, origin',
    ),
    ({ targetId }) => targetId,
  );
  const reviews = new Reviews(db, revision);
  const found = new Map<number, Said>();
  for (const [id, group] of groups) {
    const rows = group.members.flatMap((member) => tags.get(member) ?? []);
    const said = group.members.flatMap((member) => texts.get(member) ?? []);
    const text = said.find(({ origin }) => origin === PERSON) ?? said[0];
    found.set(id, {
      rows,
      tags: tagsInForce(rows),
      owners: ownersInForce(group.members.flatMap((member) => owners.get(member) ?? [])),
      description: text ? { text: text.text, own: text.origin === PERSON, origin: text.origin } : null,
      review: reviews.state(rows, group),
    });
  }
  return found;
}

function datasetGroups(db: Database, ids: readonly number[]): Map<number, Group> {
  const groups = new Map<number, { members: number[]; dataset: number; path: null }>();
  for (const [id, dataset, member] of db
    .prepare<[string], [number, number, number]>(
      `SELECT d.id, d.canonical_id, m.id FROM json_each(?) j JOIN dataset d ON d.id = j.value
       JOIN dataset m ON m.canonical_id = d.canonical_id ORDER BY m.id <> d.canonical_id, m.id`,
    )
    .raw()
    .all(JSON.stringify(ids))) {
    const group = groups.get(id);
    if (group) group.members.push(member);
    else groups.set(id, { members: [member], dataset, path: null });
  }
  return groups;
}

function columnGroups(db: Database, ids: readonly number[]): Map<number, Group> {
  const wanted = db
    .prepare<[string], [id: number, dataset: number, path: string, lower: string]>(
      `SELECT c.id, d.canonical_id, c.path, lower(c.path) FROM json_each(?) j
       JOIN "column" c ON c.id = j.value JOIN dataset d ON d.id = c.dataset_id`,
    )
    .raw()
    .all(JSON.stringify(ids));
  const twins = new Map<string, number[]>();
  for (const [, dataset, , path] of wanted) twins.set(`${dataset}\n${path}`, []);
  const all = db
    .prepare<[string], [id: number, dataset: number, lower: string]>(
      `SELECT c.id, d.canonical_id, lower(c.path) FROM json_each(?) j JOIN dataset d ON d.canonical_id = j.value
       CROSS JOIN "column" c ON c.dataset_id = d.id ORDER BY d.id <> d.canonical_id, c.id`,
    )
    .raw();
  for (const [id, dataset, path] of all.iterate(
    JSON.stringify([...new Set(wanted.map(([, dataset]) => dataset))]),
  ))
    twins.get(`${dataset}\n${path}`)?.push(id);
  return new Map(
    wanted.map(([id, dataset, path, lower]) => [
      id,
      { members: twins.get(`${dataset}\n${lower}`) ?? [id], dataset, path },
    ]),
  );
}

/** Whether marks still hold; looks only where there are any. */
class Reviews {
  readonly #db: Database;
  readonly #revision: number | undefined;
  readonly #contents = new Map<number, ReviewContent>();

  constructor(db: Database, revision: number | undefined) {
    this.#db = db;
    this.#revision = revision;
  }

  state(rows: readonly TagRow[], { dataset, path }: Group): Said['review'] {
    const mark = rows.findLast(({ kind, status }) => kind === 'review' && status !== 'rejected');
    if (!mark) return 'open';
    let content = this.#contents.get(dataset);
    if (!content) {
      const members = this.#db
        .prepare<[number], number>('SELECT id FROM dataset WHERE canonical_id = ? ORDER BY id')
        .pluck()
        .all(dataset);
      this.#contents.set(dataset, (content = new ReviewContent(this.#db, members)));
    }
    return content.digest(path, this.#revision ?? null) === mark.key ? 'reviewed' : 'changed';
  }
}

/** The single values of a cell, each as it is written in a list. */
export function itemsOf(field: SheetField, said: Said): string[] {
  switch (field.holds) {
    case 'owner':
      return said.owners
        .filter(({ role }) => role === field.role)
        .map(({ name, email }) => writeOwner(name, email))
        .sort();
    case 'statement':
      return said.tags
        .filter(({ kind }) => kind === field.kind)
        .map(({ key, value }) => (field.kind === 'label' ? writeLabel(key, value) : writeItem(value)))
        .sort();
    default:
      return [];
  }
}

/** What is in force, as the text of a cell; empty for nothing. */
export function cellText(field: SheetField, said: Said): string {
  switch (field.holds) {
    case 'description':
      return said.description?.text ?? '';
    case 'review':
      return { reviewed: 'yes', changed: 'changed', open: '' }[said.review];
    case 'property':
      return said.tags.find(({ kind, key }) => kind === 'property' && key === field.key)?.value ?? '';
    case 'owner':
      return joinList(itemsOf(field, said));
    case 'statement':
      if (field.many) return joinList(itemsOf(field, said));
      if (field.kind === 'sensitivity') return sensitivityOf(said.tags) ?? '';
      return said.tags.find(({ kind }) => kind === field.kind)?.value ?? '';
  }
}
