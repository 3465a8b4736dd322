/**
 * What holds for a dataset or column, its own statements and what it inherits: a column from its dataset; legal basis
 * and retention from the purposes that the data serve, where nothing is said directly.
 */
import type { Database } from 'better-sqlite3';
import { TAG_COLUMNS, tagsInForce, type TagRow } from '../browse/in-force.ts';
import { saidAt } from '../past/as-of-parts.ts';
import { Sql } from '../store/writer/sql.ts';
import { datasetOf, groupOf, type Target } from './change.ts';
import { daysOf } from './duration.ts';
import { entriesOf } from './registers/read.ts';
import type { Entry } from './registers/spec.ts';
import type { StatementKind } from './statement-kinds.ts';

/** One value and where it comes from. */
export interface Holding {
  readonly value: string;
  /** `own`: stated here; `dataset`: of the column's dataset; `purpose`: of a purpose that is served. */
  readonly from: 'own' | 'dataset' | 'purpose';
  /** Key of the purpose. */
  readonly purpose: string | null;
}

export interface Effective {
  readonly domain: Holding | null;
  readonly criticality: Holding | null;
  readonly certification: Holding | null;
  readonly terms: readonly Holding[];
  readonly subjects: readonly Holding[];
  readonly purposes: readonly Holding[];
  /** More than one where purposes differ. */
  readonly legalBases: readonly Holding[];
  /** More than one where purposes differ; the longest first. */
  readonly retentions: readonly Holding[];
}

/** Null for a target that is not there. Without a revision: now. */
export function effectiveOf(db: Database, target: Target, revision?: number): Effective | null {
  const sql = new Sql(db);
  const dataset = datasetOf(sql, target);
  if (dataset === undefined) return null;
  const own = statementsOn(sql, target, revision);
  const above = target.on === 'column' ? statementsOn(sql, { on: 'dataset', id: dataset }, revision) : [];
  const many = (kind: StatementKind): Holding[] => {
    const stated = holdings(own, kind, 'own');
    return stated.length > 0 ? stated : holdings(above, kind, 'dataset');
  };
  const one = (kind: StatementKind) => many(kind)[0] ?? null;
  const purposes = many('purpose');
  const register = new Map(entriesOf(db, 'purpose', revision).map((entry) => [entry.key, entry]));
  const inherited = (kind: StatementKind, field: 'legalBasis' | 'retention'): Holding[] => {
    const stated = holdings(own, kind, 'own');
    // What a column serves of its own goes before what its dataset says.
    const served = fromPurposes(purposes, register, field);
    const ofDataset = holdings(above, kind, 'dataset');
    if (stated.length > 0) return stated;
    const ownPurpose = purposes.some(({ from }) => from === 'own') && served.length > 0;
    return ownPurpose || ofDataset.length === 0 ? served : ofDataset;
  };
  return {
    domain: one('domain'),
    criticality: one('criticality'),
    certification: one('certification'),
    terms: many('term'),
    subjects: many('subject'),
    purposes,
    legalBases: inherited('legal-basis', 'legalBasis'),
    retentions: inherited('retention', 'retention').sort((a, b) => daysOf(b.value) - daysOf(a.value)),
  };
}

function statementsOn(sql: Sql, target: Target, revision: number | undefined): TagRow[] {
  const at = revision === undefined ? 't.until_revision IS NULL' : saidAt('tag', 't');
  const query = sql.db.prepare<[object], TagRow>(
    `SELECT ${TAG_COLUMNS} FROM tag t WHERE target_type = @on AND target_id = @id AND ${at}`,
  );
  const rows = groupOf(sql, target).flatMap((id) =>
    query.all({ on: target.on, id, ...(revision === undefined ? {} : { revision }) }),
  );
  return tagsInForce(rows);
}

function holdings(tags: readonly TagRow[], kind: StatementKind, from: 'own' | 'dataset'): Holding[] {
  return tags.filter((tag) => tag.kind === kind).map(({ value }) => ({ value, from, purpose: null }));
}

function fromPurposes(
  purposes: readonly Holding[],
  register: ReadonlyMap<string, Entry>,
  field: 'legalBasis' | 'retention',
): Holding[] {
  const found = new Map<string, Holding>();
  for (const { value: purpose } of purposes) {
    const value = register.get(purpose)?.[field];
    if (typeof value === 'string' && !found.has(value)) found.set(value, { value, from: 'purpose', purpose });
  }
  return [...found.values()];
}
