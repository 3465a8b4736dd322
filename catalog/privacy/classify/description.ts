/** What a description says a column is: its first phrase, read like a name. */
import { matchRules, type Match, type RuleIndex } from './match.ts';
import { means, type Reader } from './reading.ts';

const READ = 300;
/** Descriptions that speak about something else than the value, deny, or only tell where it came from. */
const ABOUT =
  /^\W*(the |a |an )?(whether|if |flag|indicates?|indicator|number of|count of|total|hash of|true |false |no |not |ob |gibt an|anzahl|indique si|nombre de|indica si|cantidad de|número de|numero di|aantal|from |derived |based on |comput|calculat|estimated |looked up |abgeleitet|berechnet |aus der |aus dem |d'après |calculé|à partir |a partir |calculad|derivad|calcolat|berekend|afgeleid)/i;
/** Words after which a phrase ends. */
const ENDS =
  /[.,;:()[\]"]| (?:is|are|was|were|that|which|who|when|where|if|used|for|from|by|with|in|on|at|as|to|ist|sind|der|die|das beim|für|qui|que|pour|para|usado|per|voor) /i;
const LEADS = /^(the|a|an|this|stores?|contains?|holds?|unique|full|der|die|das|le|la|les|el|il|de|het)\s+/i;

/** Beside what it holds, they say that it holds something about it: “strength of the medication”. */
const ASIDE = ['attribute', 'aggregate', 'flag', 'check', 'time', 'date'];

/** Rules that the description's first phrase fulfils; empty for one that says nothing of the kind. */
export function readDescription(reader: Reader, index: RuleIndex, text: string): Match[] {
  const start = text.slice(0, READ).trim();
  if (start === '' || ABOUT.test(start)) return [];
  let phrase = start;
  for (let times = 0; times < 3; times++) phrase = phrase.replace(LEADS, '');
  phrase = phrase.split(ENDS)[0] ?? '';
  const words = reader.words(phrase);
  if (words.length === 0 || words.length > 8) return [];
  const units = reader.units(words);
  return matchRules(units, index).filter(
    ({ rule, ruledOutBy, used }) =>
      ruledOutBy === null &&
      rule.lift !== 'subject' &&
      !units.some((unit) => !used.includes(unit) && ASIDE.some((one) => means(unit, one))),
  );
}
