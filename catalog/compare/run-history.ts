/** A run among the runs of its job: what came before and after, and what stands out against them. */
import type { Catalog } from '../catalog.ts';
import { comparison } from './compare.ts';
import type { Judged } from './model.ts';
import { RunRecords, type RunRecord } from './run-records.ts';
import { actorOf } from './run-aspects.ts';

/** Findings that are told on the page of a run; the comparison has all. */
const SHOWN = 5;

export interface RunHistory {
  readonly previous: RunRecord | null;
  readonly next: RunRecord | null;
  /** The latest run before that ended well. */
  readonly previousGood: RunRecord | null;
  /** Against that one, with everything upstream; the most suspicious first. */
  readonly findings: readonly Judged[];
  readonly findingsTotal: number;
  readonly startedBy: string | null;
  /** What the run's events said of the code: repository, version, path … */
  readonly code: readonly (readonly [string, string])[];
  readonly engine: string | null;
  /** Rows that went in and came out, where the run tells both. */
  readonly rowsRead: number | null;
  readonly rowsWritten: number | null;
  /** Rows that were rejected or dropped and why, where a facet tells. */
  readonly dropped: readonly { readonly rows: number; readonly reason: string | null }[];
}

/** Null where there is no such run. */
export async function runHistory(catalog: Catalog, id: number): Promise<RunHistory | null> {
  const records = new RunRecords(catalog);
  const run = records.run(id);
  if (!run) return null;
  const previousGood = records.before(run, 1)[0] ?? null;
  const compared = previousGood
    ? await comparison(catalog, { kind: 'runs', a: previousGood.id, b: id })
    : null;
  const findings = (compared?.page(0, compared.differences) ?? []).filter(
    ({ reasons }) => reasons.length > 0,
  );
  const properties = records.properties(id);
  return {
    previous: records.before(run, 1, true)[0] ?? null,
    next: records.after(run) ?? null,
    previousGood,
    findings: findings.slice(0, SHOWN),
    findingsTotal: findings.length,
    startedBy: actorOf(properties),
    code: locationOf(records.seen(run.code)?.['location']),
    engine: engineOf(properties.get('processing_engine')),
    rowsRead: sumOf(records.inputs(id).map(({ rows }) => rows)),
    rowsWritten: sumOf(records.outputs(id).map(({ rows }) => rows)),
    dropped: droppedOf(properties),
  };
}

function locationOf(location: unknown): [string, string][] {
  if (typeof location !== 'object' || location === null) return [];
  return Object.entries(location).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' && value !== '' ? [[key, value]] : [],
  );
}

function engineOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, version } = value as { name?: unknown; version?: unknown };
  const words = [name, version].filter((one) => typeof one === 'string').join(' ');
  return words === '' ? null : words;
}

function sumOf(rows: readonly (number | null)[]): number | null {
  const told = rows.filter((one) => one !== null);
  return told.length > 0 ? told.reduce((sum, one) => sum + one, 0) : null;
}

const DROPPED = /(?:dropped|rejected|filtered|discarded|skipped|invalid)_?(?:rows?|records?)?(?:_?count)?$/i;
const REASON = /reason|cause|message/i;

/** No facet of the specification tells of dropped rows; producers do in facets of their own. */
function droppedOf(properties: ReadonlyMap<string, unknown>): { rows: number; reason: string | null }[] {
  return [...properties.values()].flatMap((facet) => {
    if (typeof facet !== 'object' || facet === null || Array.isArray(facet)) return [];
    const entries = Object.entries(facet);
    const rows = entries.find(([key, value]) => DROPPED.test(key) && typeof value === 'number')?.[1] as
      number | undefined;
    if (rows === undefined) return [];
    const reason = entries.find(([key, value]) => REASON.test(key) && typeof value === 'string')?.[1] as
      string | undefined;
    return [{ rows, reason: reason ?? null }];
  });
}
