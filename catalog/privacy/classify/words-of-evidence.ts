/** Evidence in words. */
import type { Lexicon } from './lexicon.ts';
import type { Form, Match } from './match.ts';
import { means, type Unit } from './reading.ts';
import type { TableReading } from './table-context.ts';

const SHOWN = 60;

export function quote(text: string): string {
  return `“${text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text}”`;
}

/** `“naiss” (birth, French)`; a word that is its own explanation stands alone. */
function explain(unit: Unit, concept: string, lexicon: Lexicon): string {
  const wanted = concept.split('|');
  const meaning = unit.meanings.find((one) =>
    wanted.some((want) => one.concept === want || one.concept.startsWith(`${want}:`)),
  );
  if (!meaning) return quote(unit.text);
  const label = lexicon.labels.get(meaning.concept) ?? meaning.concept;
  const language =
    meaning.language === 'en' ? '' : `, ${lexicon.languages[meaning.language] ?? meaning.language}`;
  return label === unit.text ? quote(unit.text) : `${quote(unit.text)} (${label}${language})`;
}

export function nameReads({ rule, used }: Match, lexicon: Lexicon, what = 'the name'): string {
  const [one = '', ...others] = used.map((unit, at) => explain(unit, rule.all[at]!, lexicon));
  return others.length === 0
    ? `${what} reads ${one}: ${rule.says}`
    : `${what} reads ${one} and ${others.join(' and ')}: ${rule.says}`;
}

export function beside({ persons, things }: Match): string[] {
  return [
    ...persons.slice(0, 1).map((unit) => `${quote(unit.text)} beside it is a word for persons`),
    ...things.slice(0, 1).map((unit) => `${quote(unit.text)} beside it is not a word for persons`),
  ];
}

/** Why a word of the name rules the rule out. */
export function ruledOut({ ruledOutBy: unit }: Match, lexicon: Lexicon): string {
  if (!unit) return '';
  const why = (): string => {
    if (unit.meanings.length === 0) return 'is not known, and the rule admits words for persons only';
    if (means(unit, 'flag') || means(unit, 'check')) return 'makes it a yes or no';
    if (means(unit, 'aggregate')) return 'makes it an aggregate';
    if (['time', 'date', 'year', 'lastuse'].some((one) => means(unit, one))) return 'makes it a time';
    if (means(unit, 'thing')) return 'is not a word for persons';
    return `makes it something else (${lexicon.labels.get(unit.meanings[0]!.concept) ?? unit.text})`;
  };
  return `${quote(unit.text)} rules it out: it ${why()}`;
}

export function tableSays(table: TableReading, name: string): string | null {
  if (table.word === null || table.score === 0) return null;
  const shown = quote(name);
  if (!table.person) return `the table ${shown} does not look like one of persons (${quote(table.word)})`;
  const who = table.subjects.length > 0 ? table.subjects.join(', ').replaceAll('_', ' ') : 'persons';
  return table.score >= 0.5
    ? `the table ${shown} looks like one of persons (${who})`
    : `the table ${shown} speaks of persons (${who})`;
}

export function columnsSay(anchors: readonly string[]): string {
  return `other columns hold ${anchors.slice(0, 3).join(', ')}`;
}

const FORM_SAYS: Readonly<Record<Exclude<Form, 'plain'>, string>> = {
  hashed: 'a hash or pseudonym instead of the value',
  masked: 'the value masked or in part',
  encrypted: 'the value encrypted or encoded',
};

export function formSays(form: Exclude<Form, 'plain'>): string {
  return `the name says that it holds ${FORM_SAYS[form]}`;
}
