/** What each part of an audit report found, in numbers: what controls are mapped to. */
import { counted } from '../../counted.ts';
import type { Verification } from '../../ledger/verify.ts';
import type { Activity } from './activity.ts';
import type { CoverageKey } from './coverage.ts';
import type { Custody } from './recipe.ts';
import type { AuditState } from './state.ts';

export const SECTION_KEYS = [
  'inventory',
  'ownership',
  'classification',
  'description',
  'review',
  'purpose',
  'legal-basis',
  'retention',
  'freshness',
  'lineage',
  'imports',
  'changes',
  'approvals',
  'disclosures',
  'cases',
  'exceptions',
  'policy',
  'ledger',
] as const;
export type SectionKey = (typeof SECTION_KEYS)[number];

/** Where the section stands in the report. */
export const SECTION_NAMES: Readonly<Record<SectionKey, string>> = {
  inventory: 'State of the catalog',
  ownership: 'Coverage: owners',
  classification: 'Coverage: sensitivity',
  description: 'Coverage: descriptions',
  review: 'Coverage: reviews',
  purpose: 'Coverage: purposes',
  'legal-basis': 'Coverage: legal bases',
  retention: 'Coverage: retention',
  freshness: 'Coverage: freshness',
  lineage: 'Coverage: lineage',
  imports: 'Imports',
  changes: 'Changes',
  approvals: 'Approvals and decisions',
  disclosures: 'Access and disclosures',
  cases: 'Requests of data subjects',
  exceptions: 'Exceptions',
  policy: 'Rules and policy',
  ledger: 'Integrity of the ledger',
};

export interface Found {
  readonly count: number;
  /** Out of how many; null where there is no such number. */
  readonly of: number | null;
  readonly words: string;
}

export interface SectionInput {
  readonly end: AuditState;
  readonly activity: Pick<Activity, 'imports' | 'changes' | 'decisions' | 'disclosures'>;
  readonly ledger: Pick<Verification, 'verdict' | 'entries' | 'payloadsErased'>;
  readonly custody: Custody | null;
}

export function sectionsOf(input: SectionInput): Record<SectionKey, Found> {
  return { ...ofState(input.end), ...ofActivity(input), ...ofLedger(input) };
}

type StateKey = Exclude<SectionKey, 'imports' | 'changes' | 'approvals' | 'disclosures' | 'ledger'>;

function ofState({
  coverage,
  populations,
  bySource,
  exceptions,
  cases,
  policy,
}: AuditState): Record<StateKey, Found> {
  const covered = (key: CoverageKey, what: string): Found => {
    const one = coverage.find((each) => each.key === key);
    return one
      ? { count: one.covered, of: one.of, words: `${one.covered} of ${one.of} ${what}` }
      : { count: 0, of: null, words: 'not recorded' };
  };
  const count = (what: string) => populations.find((one) => one.what === what)?.count ?? 0;
  const open = cases.filter(({ done }) => !done).length;
  const overdue = cases.filter((one) => one.overdue).length;
  const points = exceptions.reduce((sum, one) => sum + one.count, 0);
  const on = policy.rules.filter(({ enabled }) => enabled).length;
  return {
    inventory: {
      count: count('Datasets'),
      of: null,
      words: `${counted(count('Datasets'), 'dataset')} with ${counted(count('Columns'), 'column')} from ${counted(bySource.length, 'kind')} of sources`,
    },
    ownership: covered('owned', 'datasets with an owner'),
    classification: covered('classified', 'datasets with a sensitivity level'),
    description: covered('described', 'datasets with a description'),
    review: covered('reviewed', 'datasets reviewed as they were'),
    purpose: covered('purpose', 'datasets with a data category have a purpose'),
    'legal-basis': covered('legal-basis', 'datasets with a data category have a legal basis'),
    retention: covered('retention', 'datasets with a data category have a retention period'),
    freshness: covered('fresh', 'datasets known from runs used lately'),
    lineage: covered('observed', 'pairs of datasets with lineage shown by a run'),
    cases: {
      count: cases.length,
      of: null,
      words: `${counted(cases.length, 'request')}, ${open} open, ${overdue} overdue`,
    },
    exceptions: {
      count: points,
      of: null,
      words: `${counted(points, 'exception')} of ${counted(exceptions.length, 'kind')}`,
    },
    policy: {
      count: on,
      of: policy.rules.length,
      words: `${on} of ${counted(policy.rules.length, 'rule')} switched on, ${counted(policy.carrying.length, 'rule')} for carrying tags, ${counted(policy.blocks, 'block')}`,
    },
  };
}

function ofActivity({
  activity: { imports, changes, decisions, disclosures },
}: SectionInput): Record<'imports' | 'changes' | 'approvals' | 'disclosures', Found> {
  const files = imports.reduce((sum, one) => sum + one.files.length, 0);
  const refused = imports.reduce((sum, one) => sum + one.rejected, 0);
  return {
    imports: {
      count: imports.length,
      of: null,
      words: `${counted(imports.length, 'import')} of ${counted(files, 'file')} with digests, ${counted(refused, 'part')} refused`,
    },
    changes: {
      count: changes.rows.length,
      of: null,
      words: `${counted(changes.rows.length, 'ledger entry', 'ledger entries')} by ${counted(changes.byActor.length, 'actor')}`,
    },
    approvals: { count: decisions.length, of: null, words: counted(decisions.length, 'decision') },
    disclosures: { count: disclosures.length, of: null, words: counted(disclosures.length, 'disclosure') },
  };
}

function ofLedger({ ledger, custody }: SectionInput): Record<'ledger', Found> {
  const chain = { intact: 'chain intact', tampered: 'chain broken', undecided: 'nothing to verify' }[
    ledger.verdict
  ];
  const signed = custody === null ? '' : `, ${counted(custody.checkpoints, 'signed checkpoint')}`;
  return {
    ledger: {
      count: ledger.entries,
      of: ledger.entries,
      words: `${counted(ledger.entries, 'entry', 'entries')} verified, ${chain}${signed}`,
    },
  };
}
