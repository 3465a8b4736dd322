/** Rules over the words of a name: which categories it may mean, and why not others. */
import type { RuleEntry } from './files.ts';
import { means, type Unit } from './reading.ts';

/** What happened to the value that a name speaks of. */
export type Form = 'plain' | 'hashed' | 'masked' | 'encrypted';

export interface Match {
  readonly rule: RuleEntry;
  /** The units that the rule's meanings were found in, in the rule's order. */
  readonly used: readonly Unit[];
  /** Words for persons beside them. */
  readonly persons: readonly Unit[];
  /** Words for things beside them, which make it less likely. */
  readonly things: readonly Unit[];
  /** The word that rules it out; null if none does. */
  readonly ruledOutBy: Unit | null;
  readonly form: Form;
  /** A word for the use of an address stands beside: `shipping_city`. */
  readonly postal: boolean;
}

const BLOCKING = [
  'attribute',
  'aggregate',
  'time',
  'date',
  'year',
  'flag',
  'check',
  'lastuse',
  'consent',
  'modifier',
];
const QUALIFYING = ['neutral', 'postaluse', 'first', 'last', 'by', 'display', 'preferred'];
const FORMS = ['hashed', 'masked', 'encrypted'] as const;

type Kind = 'qualifier' | 'person' | 'form' | 'blocking' | 'thing' | 'other' | 'unknown';

function kindOf(unit: Unit): Kind {
  if (unit.empty) return 'qualifier';
  if (unit.meanings.length === 0) return 'unknown';
  if (QUALIFYING.some((concept) => means(unit, concept))) return 'qualifier';
  if (FORMS.some((form) => means(unit, form))) return 'form';
  if (BLOCKING.some((concept) => means(unit, concept))) return 'blocking';
  if (means(unit, 'person') || means(unit, 'agent') || means(unit, 'doer')) return 'person';
  return means(unit, 'thing') ? 'thing' : 'other';
}

/** What does not matter before words that stand together at the end: `crm_customer_id`. */
function noMatter(unit: Unit, kind: Kind): boolean {
  if (kind === 'blocking') return !DECISIVE.some((concept) => means(unit, concept));
  return kind === 'unknown' || kind === 'thing' || kind === 'other';
}

const DECISIVE = ['aggregate', 'time', 'date', 'year', 'flag', 'check', 'consent'];

export interface RuleIndex {
  readonly byConcept: ReadonlyMap<string, readonly RuleEntry[]>;
}

export function indexRules(rules: readonly RuleEntry[]): RuleIndex {
  const byConcept = new Map<string, RuleEntry[]>();
  for (const rule of rules) {
    for (const concept of rule.all[0]!.split('|')) {
      const group = byConcept.get(concept);
      if (group) group.push(rule);
      else byConcept.set(concept, [rule]);
    }
  }
  return { byConcept };
}

/** Every rule whose meanings stand in the name, ruled out or not. */
export function matchRules(units: readonly Unit[], index: RuleIndex): Match[] {
  const candidates = new Set<RuleEntry>();
  for (const unit of units) {
    for (const { concept } of unit.meanings) {
      for (const rule of index.byConcept.get(concept) ?? []) candidates.add(rule);
      if (concept.startsWith('person:')) {
        for (const rule of index.byConcept.get('person') ?? []) candidates.add(rule);
      }
    }
  }
  const matches: Match[] = [];
  for (const rule of candidates) {
    const used = assign(rule.all, units, []);
    if (used) matches.push(judge(rule, used, units));
  }
  return matches;
}

/** Different units for all meanings of a rule; null if there are none. The last fitting unit comes first. */
function assign(all: readonly string[], units: readonly Unit[], taken: readonly Unit[]): Unit[] | null {
  const wanted = all[taken.length];
  if (wanted === undefined) return [...taken];
  const concepts = wanted.split('|');
  for (let at = units.length - 1; at >= 0; at--) {
    const unit = units[at]!;
    if (taken.includes(unit) || !concepts.some((concept) => means(unit, concept))) continue;
    const found = assign(all, units, [...taken, unit]);
    if (found) return found;
  }
  return null;
}

function judge(rule: RuleEntry, used: readonly Unit[], units: readonly Unit[]): Match {
  const persons: Unit[] = [];
  const things: Unit[] = [];
  let ruledOutBy: Unit | null = null;
  let form: Form = 'plain';
  let postal = false;
  const first = Math.min(...used.map((unit) => units.indexOf(unit)));
  const atEnd = rule.adjacent && units.length - first === used.length;
  for (const [at, unit] of units.entries()) {
    if (used.includes(unit)) continue;
    const kind = rule.rest === 'any' && at < first && means(unit, 'modifier') ? 'qualifier' : kindOf(unit);
    if (means(unit, 'postaluse')) postal = true;
    if (kind === 'form') form = FORMS.find((one) => means(unit, one)) ?? form;
    else if (kind === 'person') persons.push(unit);
    else if (kind === 'thing') things.push(unit);
    if (ruledOutBy === null && !(atEnd && noMatter(unit, kind)) && rulesOut(rule, unit, kind))
      ruledOutBy = unit;
  }
  return { rule, used, persons, things, ruledOutBy, form, postal };
}

function rulesOut(rule: RuleEntry, unit: Unit, kind: Kind): boolean {
  if (rule.block.some((concept) => means(unit, concept))) return true;
  if (rule.allow.some((concept) => means(unit, concept))) return false;
  switch (kind) {
    case 'qualifier':
    case 'form':
      return false;
    case 'blocking':
      return true;
    case 'person':
      return rule.rest === 'none';
    case 'thing':
      return rule.rest === 'company' ? !means(unit, 'thing:org') : rule.rest !== 'any';
    case 'other':
      return rule.rest === 'company' ? !means(unit, 'name') : rule.rest !== 'any';
    case 'unknown':
      return rule.rest !== 'any';
  }
}
