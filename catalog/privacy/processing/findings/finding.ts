/** What a finding is, and what the rules that make them are given. */
import type { Derived } from '../derived.ts';
import type { Activity } from '../register/activity.ts';
import type { PurposeEntry } from '../register/purpose.ts';
import type { Terms } from '../terms.ts';

/** `missing`: the provision asks for it; `differs`: the data say otherwise; `note`: to be looked at. */
export type FindingTone = 'missing' | 'differs' | 'note';

export interface Finding {
  readonly rule: string;
  readonly tone: FindingTone;
  /** The provision that it is about; empty where it is about the register itself. */
  readonly provision: string;
  readonly message: string;
  readonly evidence: readonly string[];
  /** A name or row to add to a field, which settles it. */
  readonly fix: { readonly field: string; readonly add: string } | null;
}

export interface FindingInput {
  readonly activity: Activity;
  readonly derived: Derived;
  readonly terms: Terms;
  /** By key. */
  readonly purposes: ReadonlyMap<string, PurposeEntry>;
  /** ISO 3166-1; empty where the settings name none. */
  readonly country: string;
  /** Civil date of the moment that is looked at. */
  readonly today: string;
  readonly assessed: boolean;
  /** What the screening says, where it asks for an assessment. */
  readonly assessmentNeeded: string | null;
}

export type Rule = (input: FindingInput) => Finding[];

export function finding(
  rule: string,
  tone: FindingTone,
  provision: string,
  message: string,
  evidence: readonly string[] = [],
  fix: Finding['fix'] = null,
): Finding {
  return { rule, tone, provision, message, evidence, fix };
}
