/** What the ledger says happened after one entry, up to another. */
import type { Database } from 'better-sqlite3';
import { activityIn, type Activity } from './activity.ts';
import { changeLog, countBy } from './ledger.ts';
import type { Period } from './period.ts';

/** @param period narrows it further: that of an audit report */
export function activityBetween(
  db: Database,
  after: number,
  upTo: number,
  period: Period = { from: null, to: null },
): Activity {
  const all = activityIn(db, upTo, { from: period.from, to: period.to });
  if (after === 0) return all;
  const later = <Row extends { readonly seq: number }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ seq }) => seq > after);
  const decisions = later(all.decisions);
  const disclosures = later(all.disclosures);
  return {
    imports: all.imports.filter(({ revision }) => revision > after),
    issues: [],
    changes: changeLog(later(all.changes.rows)),
    decisions,
    decisionsByKind: countBy(decisions, ({ kind }) => kind),
    disclosures,
    disclosuresByAction: countBy(disclosures, ({ action }) => action),
  };
}
