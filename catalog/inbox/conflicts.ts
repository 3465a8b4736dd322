/**
 * Where people and sources disagree, and since when: a source said something else after a person had spoken. What
 * a source said already when the person decided otherwise is no question any more.
 */
import type { Card } from '../browse/cards.ts';
import { fromSource } from '../model/origins.ts';
import type { Catalog } from '../catalog.ts';
import { RECORD_TYPES, type RecordType } from '../store/record-types.ts';
import { PATH_SEPARATOR } from '../store/writer/identities.ts';
import type { Target } from '../stewardship/change.ts';
import { PERIOD_TABLES } from '../stewardship/period-rows.ts';
import type { OwnerValue } from '../stewardship/own.ts';
import { KIND_RULES, isKind, slotOf, statementWords, type TagValue } from '../stewardship/statement-kinds.ts';
import type { Side } from './model.ts';

/** What is disagreed on. */
export type Matter =
  | { readonly about: 'tag'; readonly mine: TagValue; readonly refused: boolean }
  | { readonly about: 'owner'; readonly mine: OwnerValue; readonly theirs: OwnerValue }
  | { readonly about: 'description'; readonly text: string };

export interface Conflict {
  readonly target: Target;
  readonly card: Card;
  readonly path: readonly string[] | null;
  readonly matter: Matter;
  /** `sensitivity`, `owner (steward)`, `description` */
  readonly what: string;
  readonly mineWords: string;
  /** What sources say now, each once. */
  readonly theirWords: readonly string[];
  readonly origins: readonly string[];
  /** Before, theirs now, mine; made where they are shown. */
  readonly sides: () => readonly Side[];
}

interface Row {
  readonly id: number;
  readonly on: 'dataset' | 'column';
  readonly targetId: number;
  /** What can stand only once, or may be refused; `mine` and `theirs` of one slot meet. */
  readonly slot: string;
  readonly words: string;
  readonly value: TagValue | OwnerValue | null;
  readonly text: string;
  readonly origin: string;
  readonly status: string;
  readonly actor: string | null;
  readonly since: number;
}

type Table = 'tag' | 'owner' | 'description';
const TABLES: readonly Table[] = ['tag', 'owner', 'description'];
const PAGE = 4_000;

/** Each table in pages, so that others may have their turn. */
export function* conflictsOf(catalog: Catalog): Generator<void, Conflict[]> {
  const found: Conflict[] = [];
  for (const table of TABLES) {
    const people = (yield* rowsOf(catalog, table, PEOPLE[table])).filter(canMeet);
    if (people.length === 0) continue;
    const kinds = [...new Set(people.map(({ value }) => (value && 'kind' in value ? value.kind : '')))];
    const ofKinds = table === 'tag' ? ` AND kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})` : '';
    const slots = new Set(people.map((row) => keyOf(catalog, row)));
    const theirs = new Map<string, Row[]>();
    for (const row of yield* rowsOf(catalog, table, `${fromSource()}${ofKinds}`)) {
      const key = keyOf(catalog, row);
      if (!slots.has(key)) continue;
      const known = theirs.get(key);
      if (known) known.push(row);
      else theirs.set(key, [row]);
    }
    if (theirs.size === 0) continue;
    const begun = firstSaid(catalog, table);
    const spoke = spokeFirst(catalog, table);
    for (const row of people) {
      const others = theirs.get(keyOf(catalog, row)) ?? [];
      if (others.length === 0) continue;
      const mine = { ...row, since: spoke(row) };
      const against = others.filter((row) => disagree(mine, row) && begun(row.id) > mine.since);
      if (against.length === 0) continue;
      const conflict = conflictFrom(catalog, table, mine, against, others);
      if (conflict) found.push(conflict);
    }
  }
  return found;
}

/** A value of which there may be many stands beside others; only its refusal meets what is said. */
function canMeet({ value, status }: Row): boolean {
  return status === 'rejected' || !(value && 'kind' in value) || KIND_RULES[value.kind].values !== 'many';
}

/** The same in SQL, so that a hundred thousand confirmed categories are not read. */
const MANY = Object.entries(KIND_RULES)
  .filter(([, { values }]) => values === 'many')
  .map(([kind]) => `'${kind}'`)
  .join(', ');
const PEOPLE: Readonly<Record<Table, string>> = {
  tag: `origin = 'steward' AND (status = 'rejected' OR kind NOT IN (${MANY}))`,
  owner: `origin = 'steward'`,
  description: `origin = 'steward'`,
};

function disagree(mine: Row, theirs: Row): boolean {
  return mine.status === 'rejected' ? mine.words === theirs.words : mine.words !== theirs.words;
}

/** Joined datasets share what is said of them, and columns of one name likewise. */
function keyOf(catalog: Catalog, { on, targetId, slot }: Row): string {
  const id = on === 'dataset' ? (catalog.cards().canonical.get(targetId) ?? targetId) : targetId;
  return `${on} ${id} ${slot}`;
}

const TAG_KINDS = Object.entries(KIND_RULES)
  .filter(([kind]) => kind !== 'review')
  .map(([kind]) => `'${kind}'`)
  .join(', ');

const SELECT: Readonly<Record<Table, string>> = {
  tag: `SELECT id, target_type AS "on", target_id AS targetId, kind, key, value, origin, status, actor, since_revision AS since
    FROM tag WHERE kind IN (${TAG_KINDS})`,
  owner: `SELECT id, target_type AS "on", target_id AS targetId, name, email, role, origin, status, actor, since_revision AS since
    FROM owner WHERE 1`,
  description: `SELECT id, target_type AS "on", target_id AS targetId, text, origin, 'confirmed' AS status, actor, since_revision AS since
    FROM description WHERE 1`,
};

type Raw = Pick<Row, 'id' | 'on' | 'targetId' | 'origin' | 'status' | 'actor' | 'since'> &
  Partial<Record<'kind' | 'key' | 'value' | 'name' | 'role' | 'text', string>> & {
    readonly email?: string | null;
  };

function* rowsOf(catalog: Catalog, table: Table, who: string): Generator<void, Row[]> {
  const page = catalog.store.reader.prepare<[number, number], Raw>(
    `${SELECT[table]} AND ${who} AND id > ? AND target_type IN ('dataset', 'column') AND until_revision IS NULL
     ORDER BY id LIMIT ?`,
  );
  const found: Row[] = [];
  for (let rows = page.all(0, PAGE); rows.length > 0; rows = page.all(rows.at(-1)!.id, PAGE)) {
    for (const raw of rows) {
      const row = rowFrom(table, raw);
      if (row) found.push(row);
    }
    yield;
    if (rows.length < PAGE) break;
  }
  return found;
}

function rowFrom(table: Table, raw: Raw): Row | null {
  const { id, on, targetId, origin, status, actor, since } = raw;
  const base = { id, on, targetId, origin, status, actor, since };
  if (table === 'description')
    return { ...base, slot: 'description', words: raw.text ?? '', value: null, text: raw.text ?? '' };
  if (table === 'owner') {
    const value = { name: raw.name ?? '', email: raw.email ?? null, role: raw.role ?? '' };
    return { ...base, slot: `owner ${value.role.toLowerCase()}`, words: value.name, value, text: value.name };
  }
  const { kind = '', key = '', value = '' } = raw;
  if (!isKind(kind)) return null;
  // A value of which there may be many is only met by its own refusal.
  const slot = slotOf({ kind, key }) ?? `${kind}\u0000${key}\u0000${value}`;
  const tag = { kind, key, value };
  return { ...base, slot, words: statementWords(tag), value: tag, text: value };
}

/** Revision in which a source began to say what it says now. */
function firstSaid(catalog: Catalog, table: Table): (id: number) => number {
  const select = catalog.store.reader
    .prepare<[number, number], number>(
      `SELECT MIN(since_revision) FROM statement WHERE record_type = ? AND record_id = ? AND until_revision IS NULL`,
    )
    .pluck();
  return (id) => select.get(RECORD_TYPES[table satisfies RecordType], id) ?? 0;
}

/** Revision in which a person said it; what an undo brought back was said when it was said first. */
function spokeFirst(catalog: Catalog, table: Table): (row: Row) => number {
  const same = PERIOD_TABLES[table].columns.map((name) => `old.${name} IS now.${name}`).join(' AND ');
  const select = catalog.store.reader
    .prepare<[number], number | null>(
      `SELECT MAX(old.since_revision) FROM ${table} now JOIN undo u ON u.revision = now.since_revision
       JOIN ${table} old ON old.target_type = now.target_type AND old.target_id = now.target_id AND ${same}
       WHERE now.id = ? AND old.since_revision < now.since_revision AND old.since_revision NOT IN (SELECT revision FROM undo)`,
    )
    .pluck();
  return ({ id, since }) => select.get(id) ?? since;
}

function conflictFrom(
  catalog: Catalog,
  table: Table,
  mine: Row,
  against: readonly Row[],
  others: readonly Row[],
): Conflict | null {
  const place = placeOf(catalog, mine);
  const [first] = against;
  if (!place || !first) return null;
  const matter = matterOf(table, mine, first);
  return {
    target: { on: mine.on, id: mine.targetId },
    ...place,
    matter,
    what: whatOf(mine, table),
    mineWords: mine.status === 'rejected' ? `not ${mine.words}` : mine.words,
    theirWords: [...new Set(against.map(({ words }) => words))],
    origins: [...new Set(against.map(({ origin }) => origin))],
    sides: () => sidesOf(catalog, table, mine, others),
  };
}

function matterOf(table: Table, mine: Row, theirs: Row): Matter {
  if (table === 'description') return { about: 'description', text: mine.text };
  if (table === 'owner')
    return { about: 'owner', mine: mine.value as OwnerValue, theirs: theirs.value as OwnerValue };
  return { about: 'tag', mine: mine.value as TagValue, refused: mine.status === 'rejected' };
}

function whatOf({ value }: Row, table: Table): string {
  if (table === 'description' || value === null) return 'description';
  if ('name' in value) return value.role === '' ? 'owner' : `owner (${value.role})`;
  return value.key === '' ? value.kind : `${value.kind} ${value.key}`;
}

function placeOf(catalog: Catalog, { on, targetId }: Row): Pick<Conflict, 'card' | 'path'> | null {
  const column =
    on === 'dataset'
      ? null
      : catalog.store.reader
          .prepare<[number], { datasetId: number; path: string }>(
            'SELECT dataset_id AS datasetId, path FROM "column" WHERE id = ? AND until_revision IS NULL',
          )
          .get(targetId);
  if (column === undefined) return null;
  const card = catalog.cards().get(column?.datasetId ?? targetId);
  if (!card || card.retired) return null;
  return { card, path: column ? column.path.split(PATH_SEPARATOR) : null };
}

interface Stated {
  readonly value: string;
  readonly origin: string;
  readonly since: number;
  readonly until: number | null;
  readonly file: string | null;
  readonly at: string;
}

/** What sources said when the person spoke, what they say now, and the person's word. */
function sidesOf(catalog: Catalog, table: Table, mine: Row, others: readonly Row[]): Side[] {
  const stated = sourceStatements(catalog, table, mine, others);
  const side = (one: Stated, who: string): Side => ({
    who,
    value: one.value,
    since: one.since,
    evidence: [one.file, one.at].filter((part) => part !== null && part !== '').join(', ') || null,
  });
  const then = stated.filter(
    ({ since, until }) => since <= mine.since && (until === null || until > mine.since),
  );
  const now = stated.filter(({ until }) => until === null);
  return [
    ...(then.length > 0
      ? then.map((one) => side(one, `${one.origin} before`))
      : [{ who: 'Sources before', value: 'nothing', since: null, evidence: null }]),
    ...now.map((one) => side(one, `${one.origin} now`)),
    {
      who: mine.actor ?? 'A person',
      value: mine.status === 'rejected' ? `not ${mine.words}` : mine.words,
      since: mine.since,
      evidence: null,
    },
  ];
}

const SAME_SLOT: Readonly<Record<Table, string>> = {
  tag: `x.kind = @kind AND (@many = 0 OR (x.key = @key AND x.value = @value)) AND (@keyed = 0 OR x.key = @key)`,
  owner: `lower(x.role) = lower(@role)`,
  description: '1',
};
const VALUE: Readonly<Record<Table, string>> = {
  tag: `CASE x.key WHEN '' THEN x.value ELSE x.key || '=' || x.value END`,
  owner: 'x.name',
  description: 'x.text',
};

function sourceStatements(
  catalog: Catalog,
  table: Table,
  mine: Row,
  others: readonly Row[],
): readonly Stated[] {
  const targets = [...new Set([mine.targetId, ...others.map(({ targetId }) => targetId)])];
  const { value } = mine;
  const tag = value && 'kind' in value ? value : null;
  return catalog.store.reader
    .prepare<[object], Stated>(
      `SELECT ${VALUE[table]} AS value, x.origin, s.since_revision AS since, s.until_revision AS until, f.path AS file, s.last_at AS at
       FROM ${table} x JOIN statement s ON s.record_type = ${RECORD_TYPES[table]} AND s.record_id = x.id
       LEFT JOIN source_file f ON f.id = s.last_file_id
       WHERE x.target_type = @on AND x.target_id IN (SELECT value FROM json_each(@targets)) AND ${fromSource('x')} AND ${SAME_SLOT[table]}
       ORDER BY s.since_revision, s.id`,
    )
    .all({
      on: mine.on,
      targets: JSON.stringify(targets),
      ...(table === 'tag' && tag
        ? {
            kind: tag.kind,
            key: tag.key,
            value: tag.value,
            many: KIND_RULES[tag.kind].values === 'many' ? 1 : 0,
            keyed: KIND_RULES[tag.kind].values === 'by-key' ? 1 : 0,
          }
        : {}),
      ...(table === 'owner' && value && 'role' in value ? { role: value.role } : {}),
    });
}
