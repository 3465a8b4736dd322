/** One column judged: from the rules that its name fulfils to suggestions with evidence. */
import type { LabelRules } from '../dsar/labels.ts';
import { LEVELS, type Level } from '../../model/sensitivity.ts';
import type { Taxonomy } from '../taxonomy/taxonomy.ts';
import type { RuleEntry, TypeFamily } from './files.ts';
import type { Considered, Label, Suggestion } from './input.ts';
import type { Lexicon } from './lexicon.ts';
import type { Form, Match } from './match.ts';
import { means } from './reading.ts';
import * as score from './score.ts';
import type { TableReading } from './table-context.ts';
import { beside, columnsSay, formSays, nameReads, quote, ruledOut, tableSays } from './words-of-evidence.ts';

/** Everything that is known about a column when it is judged. */
export interface Case {
  readonly matches: readonly Match[];
  /** Whether the name looks like an English plural. */
  readonly plural: boolean;
  readonly described: readonly Match[];
  readonly type: TypeFamily | null;
  readonly dataType: string | null;
  readonly labels: readonly Label[];
  /** Rules that labels which say personal data fulfil. */
  readonly labelled: readonly { readonly match: Match; readonly label: Label }[];
  readonly around: score.Surroundings;
  readonly table: TableReading;
  readonly tableName: string;
  /** What other columns hold, as far as it tells that the rows are persons. */
  readonly anchors: readonly string[];
}

export interface Tools {
  readonly lexicon: Lexicon;
  readonly taxonomy: Taxonomy;
  readonly labels: LabelRules;
}

interface Judged {
  readonly match: Match;
  readonly logOdds: number;
  readonly from: 'name' | 'description' | 'label';
  readonly label: Label | null;
  /** Why it is not suggested although the rule is fulfilled. */
  readonly against: string | null;
}

const MOST_SUGGESTIONS = 3;
const PSEUDONYM = 'user.unique_id.pseudonymous';

export function judgeColumn(
  one: Case,
  tools: Tools,
): { suggestions: Suggestion[]; considered: Considered | null } {
  const judged = [
    ...one.matches.map((match) => fromName(match, one)),
    ...one.described.map((match) => fromDescription(match, one)),
    ...one.labelled.map(({ match, label }) => fromLabel(match, label, one)),
  ].sort((a, b) => b.logOdds - a.logOdds || covers(b.match) - covers(a.match));
  const denied = one.labels.find(({ key, value }) => tools.labels.deniesPersonal(key, value));
  const personal = one.labels.find(({ key, value }) => tools.labels.saysPersonal(key, value));
  const delta = denied ? score.TAG_DENIES : personal ? score.TAG_PERSONAL : 0;
  const suggestions: Suggestion[] = [];
  const chosen: Judged[] = [];
  for (const each of judged) {
    if (each.against !== null || suggestions.length === MOST_SUGGESTIONS) continue;
    const confidence = score.probability(each.logOdds + delta + agreement(each, judged));
    if (confidence < score.SUGGEST || chosen.some((other) => sameThing(other, each, tools.taxonomy)))
      continue;
    chosen.push(each);
    const evidence = [
      ...evidenceOf(each, one, tools),
      ...agreed(each, judged),
      ...(personal && each.from !== 'label'
        ? [`the tag ${quote(labelText(personal))} says personal data`]
        : []),
      ...(denied ? [deniedBy(denied)] : []),
    ];
    suggestions.push(suggestion(each, confidence, evidence, tools));
  }
  if (suggestions.length === 0 && personal && !denied) suggestions.push(...byLabelAlone(personal, tools));
  const best = judged[0];
  const considered =
    suggestions.length > 0 || !best ? null : notSuggested(best, one, tools, delta, denied ?? null);
  return { suggestions: suggestions.sort((a, b) => b.confidence - a.confidence), considered };
}

const covers = ({ used }: Match): number => used.reduce((sum, unit) => sum + unit.text.length, 0);

/** The same words read twice, or the same category again. */
function sameThing(a: Judged, b: Judged, taxonomy: Taxonomy): boolean {
  const [one, two] = [categoryOf(a.match), categoryOf(b.match)];
  if (taxonomy.isA(one, two) || taxonomy.isA(two, one)) return true;
  return a.from === b.from ? a.match.used.some((unit) => b.match.used.includes(unit)) : true;
}

function categoryOf({ rule, form }: Match): string {
  return form === 'hashed' && !rule.keepHashed ? PSEUDONYM : rule.category;
}

function fromName(match: Match, one: Case): Judged {
  const { rule } = match;
  let logOdds = score.logit(rule.weight) + score.liftOf(rule.lift, one.around);
  logOdds += score.thingsBeside(match);
  if (match.persons.length > 0) logOdds += score.PERSON_BESIDE;
  if (rule.place && match.postal) logOdds += score.POSTAL_BESIDE;
  if (one.type === 'date' && rule.category.endsWith('date_of_birth')) logOdds += score.TYPE_FITS;
  return { match, logOdds, from: 'name', label: null, against: misfit(rule, one) ?? whyNot(match) };
}

function whyNot(match: Match): string | null {
  return match.ruledOutBy === null ? null : 'name';
}

/** A data type that cannot hold such values. */
function misfit(rule: RuleEntry, { type, dataType, plural }: Case): string | null {
  if (type === null) return rule.needsType ? 'its type is not known' : null;
  if (rule.needsType && plural) return 'a number under a plural is a count';
  const fits = type === 'boolean' ? rule.booleans : (rule.types?.includes(type) ?? true);
  return fits ? null : `the type ${quote(dataType ?? type)} does not fit`;
}

function fromDescription(match: Match, one: Case): Judged {
  const logOdds =
    score.logit(match.rule.weight) +
    score.liftOf(match.rule.lift, one.around) +
    score.DESCRIPTION_ALONE +
    (match.persons.length > 0 ? score.PERSON_BESIDE : 0) +
    score.thingsBeside(match);
  return { match, logOdds, from: 'description', label: null, against: misfit(match.rule, one) };
}

function fromLabel(match: Match, label: Label, one: Case): Judged {
  const logOdds = score.logit(0.9) + Math.max(0, score.liftOf('none', one.around));
  return { match, logOdds, from: 'label', label, against: misfit(match.rule, one) };
}

/** Name and description, or name and label, that come to the same. */
function agreement(each: Judged, judged: readonly Judged[]): number {
  const says = (from: Judged['from']) =>
    from !== each.from &&
    judged.some(
      (other) =>
        other.from === from && other.against === null && categoryOf(other.match) === categoryOf(each.match),
    );
  return (says('description') ? score.DESCRIPTION_AGREES : 0) + (says('label') ? score.TAG_AGREES : 0);
}

function suggestion(
  { match, from }: Judged,
  confidence: number,
  evidence: readonly string[],
  tools: Tools,
): Suggestion {
  return {
    ...flagsOf(categoryOf(match), match.form, tools.taxonomy),
    confidence: rounded(confidence),
    strength: confidence >= score.STRONG ? 'strong' : 'likely',
    rule: from === 'name' ? match.rule.id : `${from}:${match.rule.id}`,
    form: match.form,
    evidence,
  };
}

function agreed(each: Judged, judged: readonly Judged[]): string[] {
  return each.from === 'name' && agreement(each, judged) > 0
    ? ['the description or a tag says the same']
    : [];
}

function deniedBy(label: Label): string {
  return `the tag ${quote(labelText(label))} says that it is not personal data`;
}

function rounded(confidence: number): number {
  return Math.round(Math.min(0.99, Math.max(0.01, confidence)) * 100) / 100;
}

function evidenceOf(each: Judged, one: Case, { lexicon }: Tools): string[] {
  const { match } = each;
  const lines: string[] = [];
  if (each.from === 'name') lines.push(nameReads(match, lexicon));
  else if (each.from === 'description') lines.push(nameReads(match, lexicon, 'the description'));
  else lines.push(nameReads(match, lexicon, `the tag ${quote(labelText(each.label!))}`));
  if (match.form !== 'plain') lines.push(formSays(match.form));
  lines.push(...beside(match));
  const table = tableSays(one.table, one.tableName);
  if (table !== null && match.rule.lift !== 'none') lines.push(table);
  if (one.anchors.length > 0 && match.rule.lift !== 'none') lines.push(columnsSay(one.anchors));
  if (one.type !== null && match.rule.types) lines.push(`the type ${quote(one.dataType ?? one.type)} fits`);
  return lines;
}

function labelText({ key, value }: Label): string {
  return key === '' ? value : `${key}=${value}`;
}

/** Flags and sensitivity of a category; a masked value is one level more open than the value itself. */
function flagsOf(category: string, form: Form, taxonomy: Taxonomy) {
  const found = taxonomy.category(category);
  const own = found?.defaultSensitivity ?? 'confidential';
  return {
    category,
    sensitivity: form === 'masked' ? opener(own) : own,
    gdprArt9: found?.gdprArt9 ?? false,
    gdprArt10: found?.gdprArt10 ?? false,
    cpraSpi: found?.cpraSpi ?? false,
  };
}

function opener(level: Level): Level {
  return LEVELS[Math.max(1, LEVELS.indexOf(level) - 1)]!;
}

/** A source says that the column is personal; nobody says what it holds. */
function byLabelAlone(label: Label, { taxonomy }: Tools): Suggestion[] {
  return [
    {
      ...flagsOf('user', 'plain', taxonomy),
      confidence: 0.6,
      strength: 'likely',
      rule: 'label:personal',
      form: 'plain',
      evidence: [`the tag ${quote(labelText(label))} says personal data, not which`],
    },
  ];
}

function notSuggested(
  best: Judged,
  one: Case,
  tools: Tools,
  delta: number,
  denied: Label | null,
): Considered {
  const reasons = [
    ...(best.match.ruledOutBy === null ? [] : [ruledOut(best.match, tools.lexicon)]),
    ...(best.against !== null && best.against !== 'name' ? [best.against] : []),
    ...(denied ? [deniedBy(denied)] : []),
  ];
  const plain = score.probability(best.logOdds + delta);
  return {
    category: categoryOf(best.match),
    rule: best.match.rule.id,
    confidence: rounded(best.against === null ? plain : Math.min(plain, 0.1)),
    evidence: [
      ...(best.from === 'name' ? [nameReads(best.match, tools.lexicon)] : []),
      ...reasons,
      ...(reasons.length > 0
        ? []
        : [tableSays(one.table, one.tableName) ?? 'nothing beside it says that it is about a person']),
    ],
  };
}

/** Whether a match says that it holds something about health. */
export const aboutHealth = (match: Match): boolean =>
  match.rule.category.startsWith('user.health_and_medical') ||
  match.used.some((unit) => means(unit, 'health'));
