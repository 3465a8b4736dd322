/** As of which revision the radius of a breach is worked out. */
import type { Database } from 'better-sqlite3';
import type { BreachRecord } from './read.ts';

export interface RadiusMoment {
  readonly revision: number;
  /** Why this one, in words. */
  readonly words: string;
  /** The catalog knew nothing yet at the time of the breach, so a later revision stands in for it. */
  readonly later: boolean;
}

/** Work on breaches, documents, cases and reports changes nothing that a radius is made of. */
const BESIDE = `action NOT IN ('breach.edit', 'document.edit') AND action NOT LIKE 'report.%' AND action NOT LIKE 'case.%'`;

/** @param upTo newest revision that counts */
export function radiusMoment(db: Database, record: BreachRecord, upTo: number): RadiusMoment {
  const latest = newest(db, upTo, null);
  if (record.values.asOf === 'latest')
    return { revision: latest, words: 'the newest state of the catalog, as chosen', later: false };
  const time = record.values.exposedUntil ?? record.awareAt;
  const of = record.values.exposedUntil === undefined ? 'the breach became known' : 'the exposure ended';
  const then = newest(db, upTo, new Date(time).toISOString());
  const known = db
    .prepare<[number], { n: number }>('SELECT COUNT(*) AS n FROM dataset WHERE since_revision <= ? LIMIT 1')
    .get(then)!.n;
  return known > 0
    ? { revision: then, words: `the catalog as it was when ${of}`, later: false }
    : {
        revision: latest,
        words: `the newest state: when ${of}, nothing had been imported yet`,
        later: true,
      };
}

/** The newest state of the catalog that a radius can be made of. */
export function latestMoment(db: Database, record: BreachRecord, upTo: number): number {
  return radiusMoment(db, { ...record, values: { ...record.values, asOf: 'latest' } }, upTo).revision;
}

function newest(db: Database, upTo: number, time: string | null): number {
  return db
    .prepare<[object], { seq: number }>(
      `SELECT COALESCE(MAX(seq), 0) AS seq FROM ledger_entry WHERE seq <= @upTo AND (@time IS NULL OR at <= @time) AND ${BESIDE}`,
    )
    .get({ upTo, time })!.seq;
}
