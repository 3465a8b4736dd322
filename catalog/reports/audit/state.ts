/** What holds at one moment: how much there is, how far it is looked after, what is not as it should be. */
import { breathe } from '../../breathe.ts';
import { byText } from '../../past/as-of-parts.ts';
import type { PastCatalog, PastDataset } from '../../past/as-of.ts';
import { coverageOf, type Coverage } from './coverage.ts';
import { exceptionsAt, type ExceptionList } from './exceptions.ts';
import type { Counted } from './ledger.ts';
import { lineagePairs } from './lineage.ts';
import type { CaseAt, MomentPins } from './moment-pins.ts';
import { policyAt, type Policy } from './policy.ts';
import { populationsOf, type Population } from './populations.ts';
import { LEVELS } from '../../model/sensitivity.ts';

export interface Head {
  /** Newest entry at the moment, of any kind. */
  readonly seq: number;
  /** Its hash in hex; null before the first. */
  readonly hash: string | null;
  readonly at: string | null;
}

export interface AuditState {
  readonly revision: number;
  readonly at: string;
  readonly head: Head;
  readonly populations: readonly Population[];
  readonly byKind: readonly Counted[];
  readonly bySource: readonly Counted[];
  readonly byNamespace: readonly Counted[];
  readonly sensitivity: readonly Counted[];
  readonly coverage: readonly Coverage[];
  readonly exceptions: readonly ExceptionList[];
  readonly policy: Policy;
  readonly cases: readonly CaseAt[];
}

/** Those that a source describes at the moment. */
export function describedIn({ datasets }: PastCatalog): PastDataset[] {
  return datasets.filter((one) => one.described && !one.retired);
}

/** @param seq newest entry at the moment */
export async function auditState(
  past: PastCatalog,
  seq: number,
  pins: MomentPins | null,
  signal?: AbortSignal,
): Promise<AuditState> {
  const described = describedIn(past);
  const lineage = lineagePairs(past);
  await breathe();
  signal?.throwIfAborted();
  const coverage = await coverageOf(past, described, pins, lineage);
  signal?.throwIfAborted();
  const exceptions = exceptionsAt(past, described, pins, lineage);
  await breathe();
  return {
    revision: past.revision,
    at: past.at,
    head: headAt(past, seq),
    populations: populationsOf(past, described, seq),
    byKind: tally(described, (one) => [one.kind]),
    bySource: tally(described, (one) => one.importers),
    byNamespace: tally(described, (one) => [one.namespace]),
    sensitivity: [...LEVELS.toReversed(), 'none'].map((key) => ({
      key,
      count: described.filter((one) => (one.sensitivity ?? 'none') === key).length,
    })),
    coverage,
    exceptions,
    policy: policyAt(past),
    cases: pins?.cases ?? [],
  };
}

export function headAt({ db }: Pick<PastCatalog, 'db'>, seq: number): Head {
  const row = db
    .prepare<[number], { at: string; hash: string }>(
      'SELECT at, lower(hex(entry_hash)) AS hash FROM ledger_entry WHERE seq = ?',
    )
    .get(seq);
  return { seq, hash: row?.hash ?? null, at: row?.at ?? null };
}

function tally<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Counted[] {
  const counts = new Map<string, number>();
  for (const item of items) for (const key of keysOf(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || byText(a.key, b.key));
}
