/**
 * Cards: one small record per canonical dataset with everything that lists, facets, badges and the
 * lineage picture show. Loaded once per revision; filtering and counting over some ten thousand cards
 * in memory takes a few milliseconds and needs no SQL per facet.
 */
import type { Database } from 'better-sqlite3';
import {
  OWNER_COLUMNS,
  TAG_COLUMNS,
  labelsOf,
  ownersInForce,
  sensitivityOf,
  statementsOf,
  tagsInForce,
  type OwnerRow,
  type TagRow,
} from './in-force.ts';

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
  /** Of the dataset and its columns. */
  readonly categories: Set<string>;
  /** Also `domain=finance` and the like; see {@link labelsOf}. */
  readonly labels: Set<string>;
  /** The ones of `labels` that are no plain labels. */
  readonly statements: Set<string>;
  readonly owners: string[];
  readonly sources: Set<string>;
  columns: number;
  upstream: number;
  downstream: number;
  failedTests: number;
  suggestions: number;
}

export class Cards {
  readonly byId = new Map<number, Card>();
  /** Any dataset id → the canonical one. */
  readonly canonical = new Map<number, number>();

  /** Without a database: empty, to be filled. */
  constructor(db: Database | null) {
    if (!db) return;
    this.#loadDatasets(db);
    this.#loadSources(db);
    this.#loadColumns(db);
    this.#loadTags(db);
    this.#loadOwners(db);
    this.#loadDescriptions(db);
    this.#loadDegrees(db);
    this.#loadCounts(db);
  }

  /** The card of any identity of a group. */
  get(id: number): Card | undefined {
    const canonical = this.canonical.get(id);
    return canonical === undefined ? undefined : this.byId.get(canonical);
  }

  all(): IterableIterator<Card> {
    return this.byId.values();
  }

  #loadDatasets(db: Database): void {
    const rows = db
      .prepare<
        [],
        {
          id: number;
          namespace: string;
          name: string;
          kind: string;
          canonicalId: number;
          referencedOnly: number;
          since: number;
          until: number | null;
        }
      >(
        `SELECT id, namespace, name, kind, canonical_id AS canonicalId, referenced_only AS referencedOnly,
                since_revision AS since, until_revision AS until
         FROM dataset WHERE id NOT IN (SELECT record_id FROM absence WHERE record_type = 100 AND until_revision IS NULL)
         ORDER BY canonical_id <> id, id`,
      )
      .all();
    const members = new Map<number, typeof rows>();
    for (const row of rows) {
      this.canonical.set(row.id, row.canonicalId);
      const group = members.get(row.canonicalId);
      if (group) group.push(row);
      else members.set(row.canonicalId, [row]);
    }
    for (const [id, group] of members) {
      const head = group.find((row) => row.id === id) ?? group[0]!;
      this.byId.set(id, {
        id,
        namespace: head.namespace,
        name: head.name,
        kind: head.kind,
        members: group.map((row) => row.id),
        referencedOnly: group.every((row) => row.referencedOnly === 1),
        retired: group.every((row) => row.until !== null),
        sinceRevision: Math.min(...group.map((row) => row.since)),
        description: null,
        sensitivity: null,
        ownSensitivity: null,
        categories: new Set(),
        labels: new Set(),
        statements: new Set(),
        owners: [],
        sources: new Set(),
        columns: 0,
        upstream: 0,
        downstream: 0,
        failedTests: 0,
        suggestions: 0,
      });
    }
  }

  #loadSources(db: Database): void {
    for (const row of db
      .prepare<[], { id: number; importer: string }>(
        'SELECT DISTINCT dataset_id AS id, importer FROM dataset_source WHERE until_revision IS NULL',
      )
      .all()) {
      this.get(row.id)?.sources.add(row.importer);
    }
  }

  #loadColumns(db: Database): void {
    const rows = db
      .prepare<[], { id: number; n: number }>(
        `SELECT d.canonical_id AS id, COUNT(DISTINCT lower(c.path)) AS n FROM "column" c JOIN dataset d ON d.id = c.dataset_id
         WHERE c.until_revision IS NULL AND c.depth = 0 GROUP BY d.canonical_id`,
      )
      .all();
    for (const row of rows) {
      const card = this.byId.get(row.id);
      if (card) card.columns = row.n;
    }
  }

  #loadTags(db: Database): void {
    const ofDatasets = groupBy(
      db
        .prepare<[], TagRow>(
          `SELECT ${TAG_COLUMNS} FROM tag WHERE target_type = 'dataset' AND until_revision IS NULL`,
        )
        .all(),
      (row) => this.canonical.get(row.targetId),
    );
    for (const [id, rows] of ofDatasets) {
      const card = this.byId.get(id);
      if (!card) continue;
      const tags = tagsInForce(rows);
      card.ownSensitivity = card.sensitivity = sensitivityOf(tags);
      note(card, tags);
    }
    const columnRows = db
      .prepare<[], TagRow & { datasetId: number; path: string }>(
        `SELECT t.id, t.target_id AS targetId, t.kind, t.key, t.value, t.origin, t.status, t.actor, t.since_revision AS sinceRevision,
                c.dataset_id AS datasetId, lower(c.path) AS path
         FROM tag t JOIN "column" c ON c.id = t.target_id
         WHERE t.target_type = 'column' AND t.until_revision IS NULL AND c.until_revision IS NULL`,
      )
      .all();
    const ofColumns = groupBy(
      columnRows,
      (row) => `${this.canonical.get(row.datasetId) ?? 0}\u0000${row.path}`,
    );
    for (const rows of ofColumns.values()) {
      const card = this.get(rows[0]!.datasetId);
      if (!card) continue;
      const tags = tagsInForce(rows);
      card.sensitivity = higher(card.sensitivity, sensitivityOf(tags));
      note(card, tags);
    }
  }

  #loadOwners(db: Database): void {
    const groups = groupBy(
      db
        .prepare<[], OwnerRow>(
          `SELECT ${OWNER_COLUMNS} FROM owner WHERE target_type = 'dataset' AND until_revision IS NULL`,
        )
        .all(),
      (row) => this.canonical.get(row.targetId),
    );
    for (const [id, rows] of groups) {
      this.byId.get(id)?.owners.push(...new Set(ownersInForce(rows).map((row) => row.name)));
    }
  }

  #loadDescriptions(db: Database): void {
    const rows = db
      .prepare<[], { id: number; text: string }>(
        `SELECT target_id AS id, substr(text, 1, 400) AS text FROM description
         WHERE target_type = 'dataset' AND until_revision IS NULL ORDER BY origin <> 'steward', id`,
      )
      .all();
    for (const row of rows) {
      const card = this.get(row.id);
      if (card && card.description === null) card.description = row.text;
    }
  }

  #loadDegrees(db: Database): void {
    const rows = db
      .prepare<[], { fromId: number; toId: number }>(
        `SELECT DISTINCT f.canonical_id AS fromId, t.canonical_id AS toId FROM edge e
         JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id WHERE e.until_revision IS NULL`,
      )
      .all();
    for (const row of rows) {
      if (row.fromId === row.toId) continue;
      const from = this.byId.get(row.fromId);
      const to = this.byId.get(row.toId);
      if (from) from.downstream++;
      if (to) to.upstream++;
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

function note(card: Card, tags: readonly TagRow[]): void {
  for (const tag of tags) if (tag.kind === 'category') card.categories.add(tag.value);
  for (const label of labelsOf(tags)) card.labels.add(label);
  for (const statement of statementsOf(tags)) card.statements.add(statement);
}

const ORDER = ['public', 'internal', 'confidential', 'restricted'];
function higher(a: string | null, b: string | null): string | null {
  return ORDER[Math.max(a === null ? -1 : ORDER.indexOf(a), b === null ? -1 : ORDER.indexOf(b))] ?? null;
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
