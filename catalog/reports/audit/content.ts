/** Everything that an audit report says, before any wording: both ends of a period, and what lies between. */
import type { Database } from 'better-sqlite3';
import { breathe } from '../../breathe.ts';
import { verifyLedger, type Verification } from '../../ledger/verify.ts';
import { loadPast, type PastCatalog, type PastDataset } from '../as-of.ts';
import { decisionsOf, disclosuresOf, type Decision, type EntryWithDetail } from './activity.ts';
import { controlsAt, type MappedFramework } from './controls.ts';
import { changesIn, countBy, importsIn, type ChangeLog, type ChangeRow, type Counted } from './ledger.ts';
import type { ImportRow } from './ledger.ts';
import { endsOf, within, type Ends, type Period } from './period.ts';
import type { AuditRecipe } from './recipe.ts';
import { sectionsOf, type Found, type SectionKey } from './sections.ts';
import { auditState, describedIn, type AuditState } from './state.ts';

export interface Issue {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
  readonly example: string;
}

/** What happened between the two ends. */
export interface Activity {
  readonly imports: readonly ImportRow[];
  readonly issues: readonly Issue[];
  readonly changes: ChangeLog;
  readonly decisions: readonly Decision[];
  readonly decisionsByKind: readonly Counted[];
  readonly disclosures: readonly ChangeRow[];
  readonly disclosuresByAction: readonly Counted[];
}

export interface AuditContent {
  readonly recipe: AuditRecipe;
  readonly ends: Ends;
  /** Revision from which the report was made, and its time. */
  readonly revision: number;
  readonly at: string;
  /** Null: the catalog held nothing when the period began. */
  readonly start: AuditState | null;
  readonly end: AuditState;
  /** Of the end. */
  readonly described: readonly PastDataset[];
  readonly activity: Activity;
  readonly sections: Readonly<Record<SectionKey, Found>>;
  readonly frameworks: readonly MappedFramework[];
  readonly ledger: Verification & { readonly headSeq: number };
  /** Suggested names that nobody had decided on when the report was made. */
  readonly openSuggestions: number;
}

export async function auditContent(
  past: PastCatalog,
  resourcesDir: string,
  recipe: AuditRecipe,
  signal?: AbortSignal,
): Promise<AuditContent> {
  const headSeq = recipe.ledgerSeq ?? past.revision;
  const ends = recipe.ends ?? endsOf(past.db, recipe, headSeq);
  const verification = await verifyLedger(past.db, { upTo: headSeq, ...(signal ? { signal } : {}) });
  const start =
    ends.start === 0
      ? null
      : await auditState(
          await loadPast(past.db, { revision: ends.start, pins: past.pins }, signal),
          ends.startSeq,
          recipe.atStart,
          signal,
        );
  const last =
    ends.end === past.revision
      ? past
      : await loadPast(past.db, { revision: ends.end, pins: past.pins }, signal);
  const end = await auditState(last, ends.endSeq, recipe.atEnd, signal);
  signal?.throwIfAborted();
  const activity = activityIn(past.db, headSeq, recipe);
  await breathe();
  const ledger = { ...verification, headSeq };
  const sections = sectionsOf({ end, activity, ledger, custody: recipe.custody });
  return {
    recipe,
    ends,
    revision: past.revision,
    at: past.at,
    start,
    end,
    described: describedIn(last),
    activity,
    sections,
    frameworks: controlsAt(past.db, resourcesDir, past.revision, recipe.frameworks),
    ledger,
    openSuggestions: past.pins.openSuggestions,
  };
}

export function activityIn(db: Database, upTo: number, period: Period): Activity {
  const changes = changesIn(db, upTo, period);
  const decisions = decisionsOf(withDetail(db, changes.rows));
  const disclosures = disclosuresOf(changes.rows);
  return {
    imports: importsIn(db, upTo, period),
    issues: issuesIn(db, upTo, period),
    changes,
    decisions,
    decisionsByKind: countBy(decisions, ({ kind }) => kind),
    disclosures,
    disclosuresByAction: countBy(disclosures, ({ action }) => action),
  };
}

/** What tells decisions apart from other changes of the same action. */
function withDetail(db: Database, rows: readonly ChangeRow[]): EntryWithDetail[] {
  const detail = db
    .prepare<[number], string | null>(
      `SELECT CASE WHEN json_valid(payload) THEN COALESCE(json_extract(payload, '$.event'), json_extract(payload, '$.decision')) END
       FROM ledger_payload WHERE seq = ?`,
    )
    .pluck();
  return rows.map((row) => ({
    ...row,
    detail: row.action === 'case.event' || row.action === 'tag.edit' ? (detail.get(row.seq) ?? null) : null,
  }));
}

function issuesIn(db: Database, upTo: number, { from, to }: Period): Issue[] {
  return db
    .prepare<[object], Issue>(
      `SELECT i.code, i.severity, COUNT(*) AS count, MIN(i.message) AS example FROM import_issue i JOIN import_batch b ON b.id = i.import_id
       WHERE b.revision <= @upTo AND ${within('b.at')}
       GROUP BY i.code, i.severity ORDER BY i.severity, count DESC, i.code`,
    )
    .all({ upTo, from, to });
}
