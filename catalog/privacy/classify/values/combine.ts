/** Names and values together: what agrees is surer, what contradicts is said. */
import type { Taxonomy } from '../../taxonomy/taxonomy.ts';
import type { ColumnResult, Considered, Suggestion } from '../input.ts';
import { STRONG, SUGGEST } from '../score.ts';
import type { ValueFinding, ValueReading } from './classify-values.ts';

/** How much less sure a name is whose values are of another form. */
const CONTRADICTED = 0.55;
/** Values that a contradiction needs. */
const ENOUGH = 20;
/** Categories whose values can be told by form, so that their absence says something. */
const BY_FORM = ['user.contact.email', 'user.financial.bank_account', 'user.device.ip_address'];

export function combine(
  column: ColumnResult,
  values: ValueReading,
  taxonomy: Taxonomy,
): { suggestions: readonly Suggestion[]; considered: Considered | null } {
  const suggestions = column.suggestions.map((one) => judged(one, values, taxonomy));
  for (const finding of values.findings) {
    const { category } = finding;
    if (category === null || suggestions.some((one) => related(taxonomy, one.category, category))) continue;
    // A date of birth by its values alone is any date; with a name that was nearly enough, it is not.
    const hinted = column.considered?.category === category;
    const confidence = hinted ? surer(column.considered.confidence, finding.confidence) : finding.confidence;
    if (confidence >= SUGGEST) suggestions.push(byValues(finding, confidence, values, taxonomy));
  }
  const kept = suggestions
    .filter(({ confidence }) => confidence >= SUGGEST)
    .sort((a, b) => b.confidence - a.confidence);
  return { suggestions: kept, considered: kept.length > 0 ? null : column.considered };
}

function related(taxonomy: Taxonomy, a: string, b: string): boolean {
  return taxonomy.isA(a, b) || taxonomy.isA(b, a);
}

function surer(a: number, b: number): number {
  return Math.round((1 - (1 - a) * (1 - b)) * 100) / 100;
}

function strengthOf(confidence: number): Suggestion['strength'] {
  return confidence >= STRONG ? 'strong' : 'likely';
}

function judged(one: Suggestion, values: ValueReading, taxonomy: Taxonomy): Suggestion {
  if (values.values === 0 && values.empty > 0)
    return { ...one, evidence: [...one.evidence, 'the sample has no values in it'] };
  const agrees = values.findings.find(
    ({ category }) => category !== null && related(taxonomy, category, one.category),
  );
  if (agrees) {
    const confidence = Math.min(0.99, surer(one.confidence, agrees.confidence));
    return {
      ...one,
      confidence,
      strength: strengthOf(confidence),
      evidence: [...one.evidence, found(agrees, values)],
    };
  }
  if (one.form !== 'plain' || values.distinct < ENOUGH || !BY_FORM.includes(one.category)) return one;
  const confidence = Math.round(one.confidence * CONTRADICTED * 100) / 100;
  const against = `of ${values.distinct} different values most do not have its form`;
  return { ...one, confidence, strength: strengthOf(confidence), evidence: [...one.evidence, against] };
}

function found({ share, says }: ValueFinding, { distinct }: ValueReading): string {
  return `${Math.round(share * 100)} % of ${distinct} different values are ${says}`;
}

function byValues(
  finding: ValueFinding,
  confidence: number,
  values: ValueReading,
  taxonomy: Taxonomy,
): Suggestion {
  const category = finding.category!;
  const known = taxonomy.category(category);
  return {
    category,
    sensitivity: known?.defaultSensitivity ?? 'confidential',
    confidence,
    strength: strengthOf(confidence),
    rule: `values:${finding.kind}`,
    form: 'plain',
    gdprArt9: known?.gdprArt9 ?? false,
    gdprArt10: known?.gdprArt10 ?? false,
    cpraSpi: known?.cpraSpi ?? false,
    evidence: [found(finding, values)],
  };
}
