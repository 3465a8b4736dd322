/**
 * What sources and people state, in words: `column email`, `refusal of owner Ana (steward) on id`. The catalog puts
 * them together as it reads them, from names, so that no form of a sentence tells them apart from other texts.
 */
import { SENSITIVITY_LEVELS } from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { levelWord } from '../../lineage/model/words.ts';
import { roleName } from '../../stewardship/model/words.ts';

type Form = readonly [pattern: RegExp, words: (...places: string[]) => string];

/** The words of the first form that fits; null where none does. */
function byForm(forms: readonly Form[], text: string): string | null {
  for (const [pattern, words] of forms) {
    const fits = pattern.exec(text);
    if (fits) return words(...fits.slice(1));
  }
  return null;
}

function level(value: string): string {
  const known = SENSITIVITY_LEVELS.find((one) => one === value);
  return known ? levelWord(known) : value;
}

/** Kinds of statements, each with its value. */
const TAGS: readonly Form[] = [
  [/^sensitivity (.+)$/s, (value = '') => say('sensitivity {value}', { value: level(value) })],
  [/^category (.+)$/s, (value = '') => say('category {value}', { value })],
  [/^label (.+)$/s, (value = '') => say('label {value}', { value })],
  [/^criticality (.+)$/s, (value = '') => say('criticality {value}', { value: graded(value) })],
  [/^certification (.+)$/s, (value = '') => say('certification {value}', { value: marked(value) })],
  [/^domain (.+)$/s, (value = '') => say('domain {value}', { value })],
  [/^term (.+)$/s, (value = '') => say('term {value}', { value })],
  [/^purpose (.+)$/s, (value = '') => say('purpose {value}', { value })],
  [/^legal-basis (.+)$/s, (value = '') => say('legal-basis {value}', { value })],
  [/^retention (.+)$/s, (value = '') => say('retention {value}', { value })],
  [/^subject (.+)$/s, (value = '') => say('subject {value}', { value })],
  [/^origin (.+)$/s, (value = '') => say('origin {value}', { value })],
  [/^property (.+)$/s, (value = '') => say('property {value}', { value })],
  [/^review$/, () => sayIn('a look by a person', 'review')],
];

const GRADES: Readonly<Record<string, string>> = {
  low: sayIn('criticality', 'low'),
  medium: sayIn('criticality', 'medium'),
  high: sayIn('criticality', 'high'),
  critical: say('critical'),
};
const graded = (value: string): string => GRADES[value] ?? value;

const MARKS: Readonly<Record<string, string>> = {
  certified: sayIn('a mark on a dataset', 'certified'),
  deprecated: sayIn('a mark on a dataset', 'deprecated'),
};
const marked = (value: string): string => MARKS[value] ?? value;

/** `sensitivity restricted`, of a column with its name before it: `address.street: category user.contact`. */
export function tagWords(tag: string): string {
  const whole = byForm(TAGS, tag);
  if (whole !== null) return whole;
  const [, column, of = ''] = /^(.+?): (.+)$/s.exec(tag) ?? [];
  const words = byForm(TAGS, of);
  return column === undefined || words === null ? tag : `${column}: ${words}`;
}

const CHANGES: readonly Form[] = [
  ...TAGS,
  [/^column (.+)$/s, (name = '') => say('column {name}', { name })],
  [/^description$/, () => sayIn('a text about a dataset', 'description')],
  [/^description of (.+)$/s, (column = '') => say('description of {column}', { column })],
  [
    /^owner (.+) \(([^()]*)\)$/s,
    (name = '', role = '') => say('owner {name} ({role})', { name, role: roleName(role) }),
  ],
  [/^known to (.+?) as (.+)$/s, (source = '', id = '') => say('known to {source} as {id}', { source, id })],
  [/^alias (.+)$/s, (name = '') => say('alias {name}', { name })],
  [/^edge to (.+)$/s, (name = '') => say('edge to {name}', { name })],
  [/^edge from (.+)$/s, (name = '') => say('edge from {name}', { name })],
  [/^test (.+)$/s, (name = '') => say('test {name}', { name })],
  [/^comment (\d+)$/, (number = '') => say('comment {number}', { number })],
  [/^comment (\d+) as settled$/, (number = '') => say('comment {number} as settled', { number })],
];

/** What may stand after what was stated of a column. */
const OF_COLUMN = /^(.+) on (.+)$/s;
/** Names in these may hold an `on`. */
const WHOLE = /^(?:known to|alias|edge|column|description) /;

/** What a change of the catalog added or removed. */
export function changeWords(what: string): string {
  const refused = /^refusal of (.+)$/s.exec(what)?.[1];
  if (refused !== undefined) return say('refusal of {what}', { what: changeWords(refused) });
  const [, stated, column] = (WHOLE.test(what) ? null : OF_COLUMN.exec(what)) ?? [];
  if (stated !== undefined && column !== undefined)
    return say('{stated} on {column}', { stated: changeWords(stated), column });
  const [, ruled, rule] = /^(.+) \(rule (\d+)\)$/s.exec(what) ?? [];
  if (ruled !== undefined && rule !== undefined)
    return say('{stated} (rule {rule})', { stated: changeWords(ruled), rule });
  return byForm(CHANGES, what) ?? what;
}

const STATEMENTS: readonly Form[] = [
  [/^described as (.+)$/s, (id = '') => say('described as {id}', { id })],
  [/^also named (.+)$/s, (name = '') => say('also named {name}', { name })],
  [/^column (.+)$/s, (name = '') => say('column {name}', { name })],
  [/^read by run (\S+) of (.+)$/s, (run = '', job = '') => say('read by run {run} of {job}', { run, job })],
  [
    /^written by run (\S+) of (.+)$/s,
    (run = '', job = '') => say('written by run {run} of {job}', { run, job }),
  ],
  [/^read by (.+)$/s, (job = '') => say('read by {job}', { job })],
  [/^written by (.+)$/s, (job = '') => say('written by {job}', { job })],
  [/^feeds (.+)$/s, (name = '') => say('feeds {name}', { name })],
  [/^fed by (.+)$/s, (name = '') => say('fed by {name}', { name })],
  [/^tag (.+) of (.+)$/s, (tag = '', column = '') => say('tag {tag} of {column}', { tag, column })],
  [/^tag (.+)$/s, (tag = '') => say('tag {tag}', { tag })],
  [/^owner (.+)$/s, (name = '') => say('owner {name}', { name })],
  [/^description$/, () => sayIn('a text about a dataset', 'description')],
  [/^property (.+)$/s, (value = '') => say('property {value}', { value })],
  [/^test (.+)$/s, (name = '') => say('test {name}', { name })],
  [
    /^(.+) of (.+) → (.+)$/s,
    (from = '', dataset = '', to = '') => say('{from} of {dataset} → {to}', { from, dataset, to }),
  ],
];

/** What one source states of a dataset. */
export function statementWords(statement: string): string {
  const [, stated, rule] = /^(.+), by import rule (.+)$/s.exec(statement) ?? [];
  if (stated !== undefined && rule !== undefined)
    return say('{stated}, by import rule {rule}', { stated: statementWords(stated), rule });
  return byForm(STATEMENTS, statement) ?? statement;
}
