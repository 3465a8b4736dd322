/**
 * Cards: one small record per canonical dataset with everything that lists, facets, badges and the
 * lineage picture show. Loaded once per revision; filtering and counting over some ten thousand cards
 * in memory takes a few milliseconds and needs no SQL per facet.
 */
import type { Database } from 'better-sqlite3';
import { atOnce } from '../breathe.ts';
import { Alike, NONE } from './alike.ts';
import { countDegrees } from './degrees.ts';
import {
  OWNER_COLUMNS,
  TAG_COLUMNS,
  certificationOf,
  labelsOf,
  ownersInForce,
  sensitivityOf,
  statementsOf,
  tagsInForce,
  type OwnerRow,
  type TagRow,
} from './in-force.ts';
import { LEVELS, rankOf } from '../model/sensitivity.ts';

export interface Card {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  /** Every identity of the group, this one first. */
  readonly members: readonly number[];
  readonly referencedOnly: boolean;
  readonly retired: boolean;
  readonly sinceRevision: number;
  description: string | null;
  /** Of the dataset and, if higher, of any of its columns. */
  sensitivity: string | null;
  /** In force on the dataset itself. */
  ownSensitivity: string | null;
  /** `certified` or `deprecated`, in force on the dataset itself. */
  certification: string | null;
  /** Of the dataset and its columns. */
  categories: ReadonlySet<string>;
  /** Also `domain=finance` and the like; see {@link labelsOf}. */
  labels: ReadonlySet<string>;
  /** The ones of `labels` that are no plain labels. */
  statements: ReadonlySet<string>;
  owners: readonly string[];
  sources: ReadonlySet<string>;
  columns: number;
  upstream: number;
  downstream: number;
  failedTests: number;
  suggestions: number;
}

/** Datasets read between two rests. */
const AT_ONCE = 2_000;
const COPIED_AT_ONCE = 50_000;
/** So many datasets at most are read by themselves after a change; of more, what is said of all is read. */
const SINGLY = 2_000;
const NOBODY: readonly string[] = [];
/** SQL condition: the target is one of those given. */
const AMONG = 'IN (SELECT value FROM json_each(@among))';

interface DatasetRow {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly canonicalId: number;
  readonly referencedOnly: number;
  readonly since: number;
  readonly until: number | null;
}

export class Cards {
  readonly byId = new Map<number, Card>();
  /** Any dataset id → the canonical one. */
  readonly canonical = new Map<number, number>();
  readonly #alike = new Alike();

  /** Without a database: empty, to be filled. */
  constructor(db: Database | null) {
    if (db) atOnce(this.#load(db));
  }

  /**
   * The same in steps, so that others may have their turn. `before`: cards as they were after a ledger entry since which
   * people have only tagged, described or named owners. What that touched is made anew; all else is taken from them.
   */
  static *inSteps(
    db: Database,
    before?: { readonly seq: number; readonly cards: Cards },
  ): Generator<void, Cards> {
    const cards = new Cards(null);
    yield* cards.#load(db, before);
    return cards;
  }

  *#load(db: Database, before?: { readonly seq: number; readonly cards: Cards }): Generator<void, void> {
    let among: readonly number[] | null = null;
    if (before) {
      const touched = yield* this.#copy(db, before);
      among = touched.size > SINGLY ? null : [...touched].flatMap((id) => this.byId.get(id)?.members ?? []);
      for (const [id, card] of this.byId) if (!among || touched.has(id)) this.byId.set(id, bareCard(card));
      yield;
      if (among?.length === 0) return;
    } else {
      yield* this.#loadDatasets(db);
      this.#loadSources(db);
      yield;
      yield* this.#loadColumns(db);
      yield* this.#loadDegrees(db);
      this.#loadCounts(db);
      yield;
    }
    yield* this.#loadTags(db, among);
    this.#loadOwners(db, among);
    yield;
    this.#loadDescriptions(db, among);
    this.#alike.forget();
  }

  /** The cards of before. @returns those of which something was said otherwise since */
  *#copy(
    db: Database,
    { seq, cards }: { readonly seq: number; readonly cards: Cards },
  ): Generator<void, Set<number>> {
    let count = 0;
    for (const [id, canonical] of cards.canonical) {
      this.canonical.set(id, canonical);
      if (++count % COPIED_AT_ONCE === 0) yield;
    }
    for (const [id, card] of cards.byId) {
      this.byId.set(id, card);
      if (++count % COPIED_AT_ONCE === 0) yield;
    }
    const touched = new Set<number>();
    for (const table of ['tag', 'owner', 'description'])
      for (const column of ['since_revision', 'until_revision']) {
        const ids = db
          .prepare<[number], number | null>(
            `SELECT DISTINCT CASE x.target_type WHEN 'dataset' THEN x.target_id
               WHEN 'column' THEN (SELECT dataset_id FROM "column" c WHERE c.id = x.target_id) END
             FROM ${table} x WHERE x.${column} > ?`,
          )
          .pluck()
          .all(seq);
        for (const id of ids) {
          const head = id === null ? undefined : this.canonical.get(id);
          if (head !== undefined) touched.add(head);
        }
        yield;
      }
    return touched;
  }

  /** The card of any identity of a group. */
  get(id: number): Card | undefined {
    const canonical = this.canonical.get(id);
    return canonical === undefined ? undefined : this.byId.get(canonical);
  }

  all(): IterableIterator<Card> {
    return this.byId.values();
  }

  *#loadDatasets(db: Database): Generator<void, void> {
    const page = db.prepare<[number], DatasetRow>(
      `SELECT id, namespace, name, kind, canonical_id AS canonicalId, referenced_only AS referencedOnly,
                since_revision AS since, until_revision AS until
         FROM dataset WHERE id > ? AND id NOT IN (SELECT record_id FROM absence WHERE record_type = 100 AND until_revision IS NULL)
         ORDER BY id LIMIT ${AT_ONCE}`,
    );
    const [heads, others]: [DatasetRow[], DatasetRow[]] = [[], []];
    for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)!.id)) {
      for (const row of rows) (row.id === row.canonicalId ? heads : others).push(row);
      yield;
    }
    const members = new Map<number, DatasetRow[]>();
    for (const row of [...heads, ...others]) {
      this.canonical.set(row.id, row.canonicalId);
      const group = members.get(row.canonicalId);
      if (group) group.push(row);
      else members.set(row.canonicalId, [row]);
    }
    yield;
    for (const [id, group] of members) {
      if (this.byId.size % AT_ONCE === 0) yield;
      const head = group.find((row) => row.id === id) ?? group[0]!;
      const known = {
        id,
        namespace: this.#alike.text(head.namespace),
        name: head.name,
        kind: this.#alike.text(head.kind),
        members: group.map((row) => row.id),
        referencedOnly: group.every((row) => row.referencedOnly === 1),
        retired: group.every((row) => row.until !== null),
        sinceRevision: Math.min(...group.map((row) => row.since)),
      };
      this.byId.set(id, bareCard({ ...known, ...NOTHING_COUNTED }));
    }
  }

  #loadSources(db: Database): void {
    for (const row of db
      .prepare<[], { id: number; importer: string }>(
        'SELECT DISTINCT dataset_id AS id, importer FROM dataset_source WHERE until_revision IS NULL',
      )
      .all()) {
      const card = this.get(row.id);
      if (card) card.sources = this.#alike.plus(card.sources, [row.importer]);
    }
  }

  /** Top-level columns; of one name over all identities once. */
  *#loadColumns(db: Database): Generator<void, void> {
    const top = 'until_revision IS NULL AND depth = 0';
    const ofEach = db
      .prepare<[number, number], [number, number]>(
        `SELECT dataset_id, COUNT(DISTINCT lower(path)) FROM "column" WHERE dataset_id BETWEEN ? AND ? AND ${top} GROUP BY 1`,
      )
      .raw();
    let last = 0;
    for (const id of this.canonical.keys()) if (id > last) last = id;
    for (let first = 1; first <= last; first += AT_ONCE) {
      for (const [id, n] of ofEach.all(first, first + AT_ONCE - 1)) {
        const card = this.get(id);
        if (card?.members.length === 1) card.columns = n;
      }
      yield;
    }
    const ofGroup = db
      .prepare<[string], number>(
        `SELECT COUNT(DISTINCT lower(path)) FROM "column" WHERE dataset_id IN (SELECT value FROM json_each(?)) AND ${top}`,
      )
      .pluck();
    for (const card of this.byId.values()) {
      if (card.members.length === 1) continue;
      card.columns = ofGroup.get(JSON.stringify(card.members)) ?? 0;
      yield;
    }
  }

  /** `among`: of these datasets only, here and below. In steps. */
  *#loadTags(db: Database, among: readonly number[] | null): Generator<void, void> {
    const bind = boundTo(among);
    const ofDatasets = groupBy(
      db
        .prepare<[object], TagRow>(
          `SELECT ${TAG_COLUMNS} FROM tag WHERE target_type = 'dataset' AND until_revision IS NULL
           ${among ? `AND target_id ${AMONG}` : ''}`,
        )
        .all(bind),
      (row) => this.canonical.get(row.targetId),
    );
    for (const [id, rows] of ofDatasets) {
      const card = this.byId.get(id);
      if (!card) continue;
      const tags = tagsInForce(rows);
      card.ownSensitivity = card.sensitivity = sensitivityOf(tags);
      card.certification = certificationOf(tags);
      this.#note(card, tags);
    }
    yield;
    const from = among
      ? `"column" c CROSS JOIN tag t ON t.target_id = c.id AND c.dataset_id ${AMONG}`
      : 'tag t JOIN "column" c ON c.id = t.target_id';
    const columnRows = db
      .prepare<[object], TagRow & { datasetId: number; path: string }>(
        `SELECT t.id, t.target_id AS targetId, t.kind, t.key, t.value, t.origin, t.status, t.actor, t.since_revision AS sinceRevision,
                c.dataset_id AS datasetId, lower(c.path) AS path
         FROM ${from}
         WHERE t.target_type = 'column' AND t.until_revision IS NULL AND c.until_revision IS NULL`,
      )
      .all(bind);
    yield;
    const ofColumns = groupBy(
      columnRows,
      (row) => `${this.canonical.get(row.datasetId) ?? 0}\u0000${row.path}`,
    );
    for (const rows of ofColumns.values()) {
      const card = this.get(rows[0]!.datasetId);
      if (!card) continue;
      const tags = tagsInForce(rows);
      card.sensitivity = higher(card.sensitivity, sensitivityOf(tags));
      this.#note(card, tags);
    }
    yield;
  }

  #note(card: Card, tags: readonly TagRow[]): void {
    const categories = tags.flatMap((tag) => (tag.kind === 'category' ? [tag.value] : []));
    card.categories = this.#alike.plus(card.categories, categories);
    card.labels = this.#alike.plus(card.labels, labelsOf(tags));
    card.statements = this.#alike.plus(card.statements, statementsOf(tags));
  }

  #loadOwners(db: Database, among: readonly number[] | null): void {
    const groups = groupBy(
      db
        .prepare<[object], OwnerRow>(
          `SELECT ${OWNER_COLUMNS} FROM owner WHERE target_type = 'dataset' AND until_revision IS NULL
           ${among ? `AND target_id ${AMONG}` : ''}`,
        )
        .all(boundTo(among)),
      (row) => this.canonical.get(row.targetId),
    );
    for (const [id, rows] of groups) {
      const card = this.byId.get(id);
      if (card) card.owners = [...new Set(ownersInForce(rows).map((row) => row.name))];
    }
  }

  #loadDescriptions(db: Database, among: readonly number[] | null): void {
    const rows = db
      .prepare<[object], { id: number; text: string }>(
        `SELECT target_id AS id, substr(text, 1, 400) AS text FROM description
         WHERE target_type = 'dataset' AND until_revision IS NULL ${among ? `AND target_id ${AMONG}` : ''}
         ORDER BY origin <> 'steward', id`,
      )
      .all(boundTo(among));
    for (const row of rows) {
      const card = this.get(row.id);
      if (card && card.description === null) card.description = row.text;
    }
  }

  *#loadDegrees(db: Database): Generator<void, void> {
    const { upstream, downstream } = yield* countDegrees(db, this.canonical);
    for (const card of this.byId.values()) {
      card.upstream = upstream[card.id] ?? 0;
      card.downstream = downstream[card.id] ?? 0;
    }
  }

  #loadCounts(db: Database): void {
    const failed = db
      .prepare<[], { id: number; n: number }>(
        `SELECT dataset_id AS id, COUNT(*) AS n FROM test WHERE until_revision IS NULL AND status IN ('fail', 'error') GROUP BY 1`,
      )
      .all();
    for (const row of failed) {
      const card = this.get(row.id);
      if (card) card.failedTests += row.n;
    }
    const suggested = db
      .prepare<[], { id: number; n: number }>(
        `SELECT dataset_id AS id, COUNT(*) AS n FROM alias WHERE until_revision IS NULL AND status = 'suggested' GROUP BY 1`,
      )
      .all();
    for (const row of suggested) {
      const card = this.get(row.id);
      if (card) card.suggestions += row.n;
    }
  }
}

const boundTo = (among: readonly number[] | null): object => (among ? { among: JSON.stringify(among) } : {});

/** What people and sources say of a dataset. */
type Said =
  | 'description'
  | 'sensitivity'
  | 'ownSensitivity'
  | 'certification'
  | 'categories'
  | 'labels'
  | 'statements'
  | 'owners';

/** Of a card that is not filled yet. */
export const NOTHING_COUNTED = {
  sources: NONE,
  columns: 0,
  upstream: 0,
  downstream: 0,
  failedTests: 0,
  suggestions: 0,
};

/** A card of which nothing is said yet. Field by field: what is spread into a record lies in a second one beside it. */
export function bareCard(known: Omit<Card, Said>): Card {
  return {
    id: known.id,
    namespace: known.namespace,
    name: known.name,
    kind: known.kind,
    members: known.members,
    referencedOnly: known.referencedOnly,
    retired: known.retired,
    sinceRevision: known.sinceRevision,
    description: null,
    sensitivity: null,
    ownSensitivity: null,
    certification: null,
    categories: NONE,
    labels: NONE,
    statements: NONE,
    owners: NOBODY,
    sources: known.sources,
    columns: known.columns,
    upstream: known.upstream,
    downstream: known.downstream,
    failedTests: known.failedTests,
    suggestions: known.suggestions,
  };
}

function higher(a: string | null, b: string | null): string | null {
  return LEVELS[Math.max(rankOf(a), rankOf(b))] ?? null;
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key | undefined): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
