/** Everything that an audit report says, before any wording: both ends of a period, and what lies between. */
import { breathe } from '../../breathe.ts';
import { verifyLedger, type Verification } from '../../ledger/verify.ts';
import { loadPast, type PastCatalog, type PastDataset } from '../../past/as-of.ts';
import { activityIn, type Activity } from './activity.ts';
import { controlsAt, type MappedFramework } from './controls.ts';
import { endsOf, type Ends } from './period.ts';
import type { AuditRecipe } from './recipe.ts';
import { sectionsOf, type Found, type SectionKey } from './sections.ts';
import { auditState, describedIn, type AuditState } from './state.ts';

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
