/** Brings what a rule states in line with what it selects: what is missing is stated, the rest withdrawn. */
import { ruleOrigin } from '../../model/origins.ts';
import type { Change } from '../change.ts';
import { closeRow, openRow } from '../period-rows.ts';
import type { RuleEffect } from './effect.ts';

/** A statement of a rule, and where. */
export interface RuleDeed {
  readonly change: 'add' | 'withdraw';
  readonly on: 'dataset' | 'column';
  readonly id: number;
  readonly what: string;
}

interface Stated {
  readonly id: number;
  readonly on: 'dataset' | 'column';
  readonly target: number;
  /** Shown dataset, and for a column its path. */
  readonly place: string;
  readonly datasetId: number;
  readonly what: string;
}

interface Place {
  readonly place: string;
  readonly datasetId: number;
}

type Table = 'tag' | 'owner';

export interface RuleLike {
  readonly rule: number;
  readonly name: string;
  readonly effect: RuleEffect;
}

/** `targets`: ids as {@link select} gives them; none to withdraw everything. */
export function writeStatements(change: Change, rule: RuleLike, targets: readonly number[]): RuleDeed[] {
  const { on } = rule.effect;
  const places = placesOf(change, on, targets);
  return [
    ...inLine(
      change,
      rule,
      'tag',
      places,
      rule.effect.statements.map((one) => [
        tagWords(one),
        { kind: one.kind, key: one.key, value: one.value },
      ]),
    ),
    ...inLine(
      change,
      rule,
      'owner',
      places,
      rule.effect.owners.map((one) => [
        ownerWords(one),
        { name: one.name, email: one.email, role: one.role },
      ]),
    ),
  ];
}

const tagWords = (one: { kind: string; key: string; value: string }) =>
  `${one.kind} ${one.key ? `${one.key}=` : ''}${one.value}`;
const ownerWords = (one: { name: string; email: string | null; role: string }) =>
  `owner ${one.name} (${one.role})${one.email === null ? '' : ` ${one.email}`}`;

function inLine(
  change: Change,
  rule: RuleLike,
  table: Table,
  places: ReadonlyMap<number, Place>,
  wanted: readonly (readonly [what: string, columns: Record<string, string | null>])[],
): RuleDeed[] {
  const { on } = rule.effect;
  const deeds: RuleDeed[] = [];
  const keep = new Set<string>();
  const desired = new Set(
    [...places.values()].flatMap(({ place }) => wanted.map(([what]) => `${place}\n${what}`)),
  );
  for (const row of statedBy(change, rule.rule, table)) {
    const key = `${row.place}\n${row.what}`;
    if (row.on === on && desired.has(key) && !keep.has(key)) {
      keep.add(key);
      continue;
    }
    closeRow(change, table, row.id);
    change.touchedDatasets.add(row.datasetId);
    deeds.push({ change: 'withdraw', on: row.on, id: row.target, what: row.what });
  }
  for (const [id, { place, datasetId }] of places) {
    for (const [what, columns] of wanted) {
      if (keep.has(`${place}\n${what}`)) continue;
      keep.add(`${place}\n${what}`);
      openRow(change, table, {
        target_type: on,
        target_id: id,
        ...columns,
        origin: ruleOrigin(rule.rule),
        status: 'confirmed',
        actor: change.actor,
        reason: `Rule ${rule.rule}: ${rule.name}`,
      });
      change.touchedDatasets.add(datasetId);
      deeds.push({ change: 'add', on, id, what });
    }
  }
  return deeds;
}

function placesOf(change: Change, on: 'dataset' | 'column', ids: readonly number[]): Map<number, Place> {
  const places = new Map<number, Place>();
  for (const id of ids) {
    const row =
      on === 'dataset'
        ? change.sql.get<Place>('SELECT canonical_id AS place, id AS datasetId FROM dataset WHERE id = ?', id)
        : change.sql.get<Place>(
            `SELECT d.canonical_id || char(10) || lower(c.path) AS place, d.id AS datasetId
             FROM "column" c JOIN dataset d ON d.id = c.dataset_id WHERE c.id = ?`,
            id,
          );
    if (row) places.set(id, row);
  }
  return places;
}

function statedBy(change: Change, rule: number, table: Table): Stated[] {
  const what =
    table === 'tag'
      ? `x.kind || ' ' || CASE x.key WHEN '' THEN '' ELSE x.key || '=' END || x.value`
      : `'owner ' || x.name || ' (' || x.role || ')' || COALESCE(' ' || x.email, '')`;
  return change.sql.all<Stated>(
    `SELECT x.id, x.target_type AS "on", x.target_id AS target, ${what} AS what, d.id AS datasetId,
            d.canonical_id || COALESCE(char(10) || lower(c.path), '') AS place
     FROM ${table} x LEFT JOIN "column" c ON x.target_type = 'column' AND c.id = x.target_id
     JOIN dataset d ON d.id = COALESCE(c.dataset_id, x.target_id)
     WHERE x.origin = ? AND x.until_revision IS NULL ORDER BY x.id`,
    ruleOrigin(rule),
  );
}
