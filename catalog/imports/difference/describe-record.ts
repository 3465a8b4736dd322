/** Records in the words of a difference: which dataset, what it is called, what it says. */
import { RECORD_TYPES } from '../../store/record-types.ts';
import type { Sql } from '../../store/writer/sql.ts';

export interface Described {
  readonly type: string;
  readonly namespace: string;
  readonly dataset: string;
  readonly name: string;
  /** What it says now; null where the statement's value does (see {@link saidText}). */
  readonly text: string | null;
  readonly pair: string | null;
}

const T = RECORD_TYPES;
const PATH = (column: string) => `replace(${column}.path, char(31), '.')`;
/** Ends of a target: dataset, column, job or run. */
const TARGET = `LEFT JOIN "column" c ON x.target_type = 'column' AND c.id = x.target_id
  LEFT JOIN dataset d ON d.id = CASE x.target_type WHEN 'dataset' THEN x.target_id WHEN 'column' THEN c.dataset_id END
  LEFT JOIN job j ON x.target_type = 'job' AND j.id = x.target_id`;
const OF_TARGET = `COALESCE(d.namespace, j.namespace, '') AS namespace, COALESCE(d.name, '') AS dataset`;
const WHERE_SAID = `COALESCE(${PATH('c')}, j.name, '')`;

interface Query {
  readonly type: string;
  readonly sql: string;
  /** What is said of the name that was found, where it does not stand by itself. */
  readonly said?: (name: string) => string;
}

const QUERIES: Readonly<Record<number, Query>> = {
  [T.source]: {
    type: 'dataset',
    sql: `SELECT d.namespace, d.name AS dataset, d.name, NULL AS text, NULL AS pair FROM dataset_source x JOIN dataset d ON d.id = x.dataset_id WHERE x.id = ?`,
  },
  [T.alias]: {
    type: 'alias',
    sql: `SELECT d.namespace, d.name AS dataset, x.namespace || ' ' || x.name AS name, x.status AS text, NULL AS pair FROM alias x JOIN dataset d ON d.id = x.dataset_id WHERE x.id = ?`,
  },
  [T.column]: {
    type: 'column',
    sql: `SELECT d.namespace, d.name AS dataset, ${PATH('x')} AS name, NULL AS text, NULL AS pair FROM "column" x JOIN dataset d ON d.id = x.dataset_id WHERE x.id = ?`,
  },
  [T.job]: {
    type: 'job',
    sql: `SELECT x.namespace, '' AS dataset, x.name, NULL AS text, NULL AS pair FROM job x WHERE x.id = ?`,
  },
  [T.jobInput]: {
    type: 'io',
    said: (job) => `read by ${job}`,
    sql: `SELECT d.namespace, d.name AS dataset, j.name, NULL AS text, NULL AS pair FROM job_input x JOIN dataset d ON d.id = x.dataset_id JOIN job j ON j.id = x.job_id WHERE x.id = ?`,
  },
  [T.jobOutput]: {
    type: 'io',
    said: (job) => `written by ${job}`,
    sql: `SELECT d.namespace, d.name AS dataset, j.name, NULL AS text, NULL AS pair FROM job_output x JOIN dataset d ON d.id = x.dataset_id JOIN job j ON j.id = x.job_id WHERE x.id = ?`,
  },
  [T.jobFlow]: {
    type: 'flow',
    sql: `SELECT d.namespace, d.name AS dataset, f.name || ' → ' || d.name AS name, NULL AS text, NULL AS pair FROM job_flow x JOIN dataset f ON f.id = x.from_id JOIN dataset d ON d.id = x.to_id WHERE x.id = ?`,
  },
  [T.jobEdge]: {
    type: 'job_edge',
    sql: `SELECT t.namespace, '' AS dataset, f.name || ' → ' || t.name AS name, x.kind AS text, NULL AS pair FROM job_edge x JOIN job f ON f.id = x.from_id JOIN job t ON t.id = x.to_id WHERE x.id = ?`,
  },
  [T.columnEdge]: {
    type: 'column_edge',
    sql: `SELECT d.namespace, d.name AS dataset, fd.name || '.' || ${PATH('f')} || ' → ' || ${PATH('t')} AS name, NULL AS text, NULL AS pair
      FROM column_edge x JOIN "column" f ON f.id = x.from_id JOIN dataset fd ON fd.id = f.dataset_id JOIN "column" t ON t.id = x.to_id JOIN dataset d ON d.id = t.dataset_id WHERE x.id = ?`,
  },
  [T.influence]: {
    type: 'influence',
    sql: `SELECT d.namespace, d.name AS dataset, fd.name || '.' || ${PATH('f')} AS name, NULL AS text, NULL AS pair
      FROM influence x JOIN "column" f ON f.id = x.from_id JOIN dataset fd ON fd.id = f.dataset_id JOIN dataset d ON d.id = x.to_id WHERE x.id = ?`,
  },
  [T.tag]: {
    type: 'tag',
    sql: `SELECT ${OF_TARGET}, ${WHERE_SAID} AS name, CASE x.key WHEN '' THEN x.value ELSE x.key || '=' || x.value END AS text,
      CASE WHEN x.kind = 'sensitivity' OR x.key <> '' THEN 'tag|' || x.target_type || x.target_id || '|' || x.kind || '|' || x.key || '|' || x.origin END AS pair
      FROM tag x ${TARGET} WHERE x.id = ?`,
  },
  [T.owner]: {
    type: 'owner',
    sql: `SELECT ${OF_TARGET}, ${WHERE_SAID} AS name, x.name || CASE WHEN x.email IS NULL THEN '' ELSE ' <' || x.email || '>' END || CASE x.role WHEN '' THEN '' ELSE ' (' || x.role || ')' END AS text,
      'owner|' || x.target_type || x.target_id || '|' || x.role || '|' || x.origin AS pair FROM owner x ${TARGET} WHERE x.id = ?`,
  },
  [T.description]: {
    type: 'description',
    sql: `SELECT ${OF_TARGET}, ${WHERE_SAID} AS name, substr(x.text, 1, 2000) AS text, 'description|' || x.target_type || x.target_id || '|' || x.origin AS pair FROM description x ${TARGET} WHERE x.id = ?`,
  },
  [T.property]: {
    type: 'property',
    sql: `SELECT ${OF_TARGET}, TRIM(${WHERE_SAID} || ' ' || x.key) AS name, substr(x.value, 1, 2000) AS text, NULL AS pair FROM property x ${TARGET} WHERE x.id = ?`,
  },
  [T.test]: {
    type: 'test',
    sql: `SELECT d.namespace, d.name AS dataset, x.name, NULL AS text, NULL AS pair FROM test x JOIN dataset d ON d.id = x.dataset_id WHERE x.id = ?`,
  },
};

export function describeRecord(sql: Sql, code: number, id: number): Described | undefined {
  const query = QUERIES[code];
  if (!query) return undefined;
  const row = sql.get<Omit<Described, 'type'>>(query.sql, id);
  return row && { type: query.type, ...row, name: query.said?.(row.name) ?? row.name };
}

/** What a statement says in particular, in words. */
export function saidText(sql: Sql, code: number, id: number, value: string | null): string | null {
  if (value === null) return null;
  switch (code) {
    case T.source:
      return value.replace(/^~/, '');
    case T.column: {
      const type = value.slice(value.indexOf('|') + 1);
      return type === '' ? null : type;
    }
    case T.property:
      return (
        sql.get<{ value: string }>(
          'SELECT substr(value, 1, 2000) AS value FROM property_value WHERE property_id = ? AND digest = ?',
          id,
          value,
        )?.value ?? null
      );
    case T.job:
      return (JSON.parse(value) as (string | null)[])[0] ?? null;
    case T.columnEdge:
      return steps((JSON.parse(value) as (string | null)[])[1] ?? '[]');
    case T.influence:
      return steps((JSON.parse(value) as (string | null)[])[0] ?? '[]');
    case T.test:
      return (JSON.parse(value) as (string | number | null)[]).slice(3).filter(Boolean).join(', ') || null;
    case T.jobFlow: {
      const confidence = (JSON.parse(value) as (number | null)[])[0];
      return typeof confidence === 'number' ? `confidence ${confidence}` : null;
    }
    default:
      return null;
  }
}

function steps(json: string): string | null {
  const all = JSON.parse(json) as { type: string; subtype?: string; masking?: boolean }[];
  const text = all
    .map((one) => [one.subtype ?? one.type, ...(one.masking ? ['masked'] : [])].join(' '))
    .join(', ')
    .toLowerCase();
  return text === '' ? null : text;
}
