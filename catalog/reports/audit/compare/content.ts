/** Two moments of the catalog beside each other: what changed of coverage, exceptions, controls, people and imports. */
import { breathe } from '../../../breathe.ts';
import { verifyLedger } from '../../../ledger/verify.ts';
import { loadPast, type PastCatalog } from '../../../past/as-of.ts';
import { controlsAt, type Control, type Framework } from '../controls.ts';
import { activityBetween } from '../activity-between.ts';
import type { Activity } from '../activity.ts';
import type { Coverage } from '../coverage.ts';
import type { ExceptionItem } from '../exceptions.ts';
import { sectionsOf, type Found, type SectionKey } from '../sections.ts';
import { auditState, type AuditState } from '../state.ts';
import type { ComparisonRecipe, Side } from './recipe.ts';

export interface ComparedSide {
  readonly side: Omit<Side, 'pins'>;
  readonly state: AuditState;
  /** Of the period where the side is a report; of everything up to the moment for a day. */
  readonly activity: Activity;
  readonly sections: Readonly<Record<SectionKey, Found>>;
}

export interface CoverageChange {
  readonly key: string;
  readonly what: string;
  readonly earlier: Coverage | null;
  readonly later: Coverage | null;
}

export interface ExceptionChange {
  readonly code: string;
  readonly text: string;
  readonly earlier: number;
  readonly later: number;
  /** Null where single ones are not known at one of the two moments. */
  readonly appeared: readonly ExceptionItem[] | null;
  readonly gone: readonly ExceptionItem[] | null;
}

export interface ControlChange extends Pick<Control, 'id' | 'title' | 'support'> {
  readonly evidence: readonly {
    readonly section: SectionKey;
    readonly earlier: string;
    readonly later: string;
  }[];
}

export interface ComparisonContent {
  readonly recipe: ComparisonRecipe;
  readonly revision: number;
  readonly at: string;
  readonly earlier: ComparedSide;
  readonly later: ComparedSide;
  readonly populations: readonly {
    readonly what: string;
    readonly earlier: number;
    readonly later: number;
  }[];
  readonly coverage: readonly CoverageChange[];
  readonly exceptions: readonly ExceptionChange[];
  readonly actors: readonly {
    readonly actor: string;
    readonly earlier: number;
    readonly later: number;
  }[];
  /** What happened after the earlier moment, up to the later one. */
  readonly between: Activity;
  readonly frameworks: readonly (Omit<Framework, 'controls'> & {
    readonly total: number;
    readonly changed: readonly ControlChange[];
  })[];
}

export async function comparisonContent(
  past: PastCatalog,
  resourcesDir: string,
  recipe: ComparisonRecipe,
  signal?: AbortSignal,
): Promise<ComparisonContent> {
  const earlier = await compared(past, recipe.earlier, signal);
  const later = await compared(past, recipe.later, signal);
  return {
    recipe,
    revision: past.revision,
    at: past.at,
    earlier,
    later,
    populations: later.state.populations.map(({ what, count }) => ({
      what,
      earlier: earlier.state.populations.find((one) => one.what === what)?.count ?? 0,
      later: count,
    })),
    coverage: coverageChanges(earlier.state, later.state),
    exceptions: exceptionChanges(earlier.state, later.state),
    actors: actorsOf(earlier.activity, later.activity),
    between: activityBetween(past.db, recipe.earlier.seq, recipe.later.seq),
    frameworks: controlsAt(past.db, resourcesDir, past.revision, recipe.frameworks).map(
      ({ key, name, edition, controls }) => ({
        key,
        name,
        edition,
        total: controls.length,
        changed: controls.flatMap((control) => controlChange(control, earlier, later) ?? []),
      }),
    ),
  };
}

async function compared(
  past: PastCatalog,
  { pins, ...side }: Side,
  signal?: AbortSignal,
): Promise<ComparedSide> {
  const then =
    side.revision === past.revision
      ? past
      : await loadPast(past.db, { revision: side.revision, pins: past.pins }, signal);
  const state = await auditState(then, side.seq, pins, signal);
  const ledger = await verifyLedger(past.db, { upTo: side.seq, ...(signal ? { signal } : {}) });
  await breathe();
  const activity = activityBetween(past.db, 0, side.seq, side);
  return { side, state, activity, sections: sectionsOf({ end: state, activity, ledger, custody: null }) };
}

function coverageChanges(earlier: AuditState, later: AuditState): CoverageChange[] {
  const keys = [...new Set([...later.coverage, ...earlier.coverage].map(({ key }) => key))];
  return keys.map((key) => {
    const [was, is] = [earlier, later].map(
      (state) => state.coverage.find((one) => one.key === key) ?? null,
    ) as [Coverage | null, Coverage | null];
    return { key, what: (is ?? was)?.what ?? key, earlier: was, later: is };
  });
}

function exceptionChanges(earlier: AuditState, later: AuditState): ExceptionChange[] {
  const codes = [...new Set([...later.exceptions, ...earlier.exceptions].map(({ code }) => code))];
  return codes.map((code) => {
    const was = earlier.exceptions.find((one) => one.code === code);
    const is = later.exceptions.find((one) => one.code === code);
    const known = (was?.listed ?? 'all') === 'all' && (is?.listed ?? 'all') === 'all';
    const without = (items: readonly ExceptionItem[], others: readonly ExceptionItem[]) => {
      const keys = new Set(others.map(({ key }) => key));
      return items.filter(({ key }) => !keys.has(key));
    };
    const [before, now] = [was?.items ?? [], is?.items ?? []];
    return {
      code,
      text: (is ?? was)?.text ?? code,
      earlier: was?.count ?? 0,
      later: is?.count ?? 0,
      appeared: known ? without(now, before) : null,
      gone: known ? without(before, now) : null,
    };
  });
}

function actorsOf(earlier: Activity, later: Activity): ComparisonContent['actors'] {
  const of = ({ changes }: Activity) => new Map(changes.byActor.map(({ key, count }) => [key, count]));
  const [before, now] = [of(earlier), of(later)];
  return [...new Set([...before.keys(), ...now.keys()])].sort().map((actor) => ({
    actor,
    earlier: before.get(actor) ?? 0,
    later: now.get(actor) ?? 0,
  }));
}

function controlChange(
  { id, title, support, evidence }: Control,
  earlier: ComparedSide,
  later: ComparedSide,
): ControlChange | null {
  const changed = evidence
    .map(({ section }) => ({
      section,
      earlier: earlier.sections[section].words,
      later: later.sections[section].words,
    }))
    .filter((one) => one.earlier !== one.later);
  return changed.length === 0 ? null : { id, title, support, evidence: changed };
}
