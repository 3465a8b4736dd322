/**
 * Where what people state of an activity and what the catalog knows of its datasets differ, and what the provisions ask
 * for and nobody has stated. Each finding says what it rests on, and where one can, the words that would settle it.
 */
import { categories, linked, purposes, recipients, subjects } from './data.ts';
import type { Finding, FindingInput, Rule } from './finding.ts';
import { decisions, duties, legalBases, retention, special, transfers } from './provisions.ts';

const RULES: readonly Rule[] = [
  purposes,
  legalBases,
  categories,
  subjects,
  special,
  recipients,
  transfers,
  retention,
  decisions,
  duties,
  linked,
];

/** About what Art. 30(1)(b) and (c) ask of controllers, and Art. 30(2) not of processors. */
const OF_CONTROLLERS: ReadonlySet<Rule> = new Set([purposes, categories, subjects]);
/** Where the same is asked of processors. */
const OF_PROCESSORS: Readonly<Record<string, string>> = {
  'Art. 30(1)(d)': 'Art. 28(2) and (4)',
  'Art. 30(1)(e)': 'Art. 30(2)(c)',
  'Art. 30(1)(e), Art. 44 to 49': 'Art. 30(2)(c), Art. 44 to 49',
};

export function findingsOf(input: FindingInput): Finding[] {
  if (input.activity.role !== 'processor') return RULES.flatMap((rule) => rule(input));
  return RULES.filter((rule) => !OF_CONTROLLERS.has(rule))
    .flatMap((rule) => rule(input))
    .map((one) => ({ ...one, provision: OF_PROCESSORS[one.provision] ?? one.provision }));
}
