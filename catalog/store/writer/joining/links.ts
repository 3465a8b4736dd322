/**
 * What the rules say of datasets that came or changed, kept as alias rows of origin `headwater`.
 *
 * A pair is judged by its two sides alone, so it does not matter which came first. Candidates are found by equal
 * keys; a key that many share says nothing and brings none together, except where it is certain.
 */
import { linkBetween, type RuleLink } from '../../../joining/rules.ts';
import type { Changes } from '../changes.ts';
import type { Sql } from '../sql.ts';
import type { KnownDatasets } from './identities.ts';
import { idsAmong, parts } from './ask-many.ts';
import { Lookup } from './indications.ts';

/** A name that more datasets than this share is no sign that any two are one. */
const COMMON = 24;
/** Spellings of one place are few; what lies beyond is found from the other side. */
const CERTAIN_LIMIT = 500;

export interface Linked {
  /** Datasets at the ends of links that appeared, changed or went. */
  readonly datasets: Set<number>;
  /** Pairs of which columns, edges and sources were compared. */
  readonly compared: number;
}

export function linkDatasets(
  sql: Sql,
  changes: Changes,
  revision: number,
  known: KnownDatasets,
  ids: Iterable<number>,
): Linked {
  const lookup = new Lookup(sql);
  const linker = new Linker(sql, changes, revision);
  const done = new Set<string>();
  for (const part of parts(ids)) {
    known.load(part);
    const accompanied = new Set(idsAmong(sql, ACCOMPANIED, part));
    const linked = new Set(idsAmong(sql, LINKED, part));
    for (const id of part) {
      const wanted = new Map<number, RuleLink>();
      const self = known.get(id);
      for (const other of accompanied.has(id) ? candidates(sql, id) : []) {
        const pair = id < other ? `${id} ${other}` : `${other} ${id}`;
        const one = known.get(other);
        if (self.absent || one.absent) continue;
        const link = linkBetween(self, one, self.moved || one.moved, () => lookup.of(id, other));
        if (!link || (link.certainty === 'likely' && (self.retired || one.retired))) continue;
        wanted.set(other, link);
        if (done.has(pair)) continue;
        done.add(pair);
        linker.state(self, one, link);
      }
      if (linked.has(id) || linker.stated.has(id)) linker.withdrawOthers(self, wanted);
    }
  }
  return { datasets: linker.touched, compared: lookup.looked };
}

/** Datasets that share a key with another. */
const ACCOMPANIED = `SELECT DISTINCT k.dataset_id AS id FROM json_each(?1) j CROSS JOIN identity_key k ON k.dataset_id = j.value
  WHERE EXISTS (SELECT 1 FROM identity_key o WHERE o.rule = k.rule AND o.key = k.key AND o.dataset_id <> k.dataset_id)`;

/** Datasets at either end of what rules said so far. */
const LINKED = `SELECT a.dataset_id AS id FROM json_each(?1) j CROSS JOIN alias a ON a.dataset_id = j.value
  WHERE a.origin = 'headwater' AND a.until_revision IS NULL
  UNION SELECT d.id FROM json_each(?1) j CROSS JOIN dataset d ON d.id = j.value
  CROSS JOIN alias a ON a.namespace = d.namespace AND a.name = d.name
  WHERE a.origin = 'headwater' AND a.until_revision IS NULL`;

function candidates(sql: Sql, id: number): Set<number> {
  const found = new Set<number>();
  for (const { rule, key } of sql.all<{ rule: string; key: string }>(
    'SELECT rule, key FROM identity_key WHERE dataset_id = ?',
    id,
  )) {
    const limit = rule === 'exact' ? CERTAIN_LIMIT : COMMON;
    const others = sql.all<{ id: number }>(
      `SELECT k.dataset_id AS id FROM identity_key k JOIN dataset d ON d.id = k.dataset_id
       WHERE k.rule = ? AND k.key = ? AND k.dataset_id <> ? LIMIT ${limit}`,
      rule,
      key,
      id,
    );
    if (rule !== 'exact' && others.length >= COMMON) continue;
    for (const other of others) found.add(other.id);
  }
  return found;
}

interface Side {
  readonly id: number;
  readonly given: { readonly namespace: string; readonly name: string };
}

interface Row {
  id: number;
  datasetId: number;
  origin: string;
  basis: string;
  certainty: string | null;
  reasons: string | null;
  status: string;
  until: number | null;
}

class Linker {
  readonly #sql: Sql;
  readonly #changes: Changes;
  readonly #revision: number;
  readonly touched = new Set<number>();
  /** Both ends of what was stated. */
  readonly stated = new Set<number>();

  constructor(sql: Sql, changes: Changes, revision: number) {
    this.#sql = sql;
    this.#changes = changes;
    this.#revision = revision;
  }

  #rows(a: Side, b: Side): Row[] {
    return this.#sql.all<Row>(
      `SELECT id, dataset_id AS datasetId, origin, basis, certainty, reasons, status, until_revision AS until FROM alias
       WHERE (dataset_id = ?1 AND namespace = ?3 AND name = ?4) OR (dataset_id = ?2 AND namespace = ?5 AND name = ?6)`,
      a.id,
      b.id,
      b.given.namespace,
      b.given.name,
      a.given.namespace,
      a.given.name,
    );
  }

  state(one: Side, other: Side, link: RuleLink): void {
    const [a, b] = one.id < other.id ? [one, other] : [other, one];
    this.stated.add(a.id).add(b.id);
    const rows = this.#rows(a, b);
    const sources = rows.filter((row) => row.origin !== 'headwater' && row.until === null);
    const own = rows.find((row) => row.origin === 'headwater') ?? rows.find((row) => row.until !== null);
    // What a source says of the pair stands; a rule adds to it only where it knows more.
    const surplus =
      sources.some((row) => row.status === 'joined') || (sources.length > 0 && link.certainty === 'likely');
    if (surplus) {
      if (own?.origin === 'headwater' && own.until === null) this.#close(own.id);
      return;
    }
    const reasons = JSON.stringify(link.reasons);
    if (own) return this.#keep(own, link, reasons, [a, b]);
    const [holder, named] = sources.some((row) => row.datasetId === a.id) ? [b, a] : [a, b];
    const id = this.#sql.nextId('alias');
    const added = this.#sql.run(
      `INSERT OR IGNORE INTO alias (id, dataset_id, namespace, name, basis, status, origin, certainty, score, reasons, since_revision)
       VALUES (?, ?, ?, ?, ?, ?, 'headwater', ?, ?, ?, ?)`,
      id,
      holder.id,
      named.given.namespace,
      named.given.name,
      link.basis,
      link.certainty === 'certain' ? 'joined' : 'suggested',
      link.certainty,
      link.score,
      reasons,
      this.#revision,
    );
    if (added === 0) return;
    this.#changes.added('alias', id);
    this.#touch(a, b);
  }

  #keep(own: Row, link: RuleLink, reasons: string, [a, b]: readonly [Side, Side]): void {
    const unchanged =
      own.until === null &&
      own.basis === link.basis &&
      own.certainty === link.certainty &&
      own.reasons === reasons;
    if (unchanged) return;
    this.#sql.run(
      `UPDATE alias SET origin = 'headwater', basis = ?, certainty = ?, score = ?, reasons = ?, until_revision = NULL WHERE id = ?`,
      link.basis,
      link.certainty,
      link.score,
      reasons,
      own.id,
    );
    if (own.until === null) this.#changes.changed('alias', own.id);
    else this.#changes.added('alias', own.id);
    this.#touch(a, b);
  }

  /** Closes what the rules said of this dataset before and do not say now; likely renames are no rule's (suggest-renames.ts). */
  withdrawOthers(self: Side, wanted: ReadonlyMap<number, RuleLink>): void {
    const rows = this.#sql.all<{ id: number; other: number | null }>(
      `SELECT a.id, d.id AS other FROM alias a LEFT JOIN dataset d ON d.namespace = a.namespace AND d.name = a.name
       WHERE a.dataset_id = ?1 AND a.origin = 'headwater' AND a.basis <> 'rename' AND a.until_revision IS NULL
       UNION ALL
       SELECT a.id, a.dataset_id FROM alias a
       WHERE a.namespace = ?2 AND a.name = ?3 AND a.origin = 'headwater' AND a.basis <> 'rename' AND a.until_revision IS NULL`,
      self.id,
      self.given.namespace,
      self.given.name,
    );
    for (const row of rows) {
      if (row.other !== null && wanted.has(row.other)) continue;
      this.#close(row.id);
      this.touched.add(self.id);
      if (row.other !== null) this.touched.add(row.other);
    }
  }

  #close(id: number): void {
    this.#sql.run('UPDATE alias SET until_revision = ? WHERE id = ?', this.#revision, id);
    this.#changes.retired('alias', id);
  }

  #touch(a: Side, b: Side): void {
    this.touched.add(a.id);
    this.touched.add(b.id);
  }
}
