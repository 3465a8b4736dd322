/** Forms of the engine's sentences: `{columns} in {datasets}` with what stands in its places. */

const PLACE = /\{(\w+)\}/g;
/** What fits a place by its name, whatever number follows it; where nothing is said, anything does. */
const FITTING: Readonly<Record<string, string>> = {
  // A number, and what begins with one: a name fits neither.
  n: String.raw`(-?\d[\d.,]*)`,
  counted: String.raw`(\d[^]*?)`,
  // `2 datasets and 1 column`
  amounts: String.raw`(\d[\d,]* [a-z]+(?: and \d[\d,]* [a-z]+)*)`,
  level: '(public|internal|confidential|restricted)',
};
const ANYTHING = '([^]*?)';
/** Of a number, of more than one sentence or label, or of one. */
const holds = (kind: string): Place['holds'] =>
  kind === 'n' ? 'number' : kind === 'several' ? 'several' : 'one';
const kindOf = (name: string): string => name.replace(/\d+$/, '');
export const WORD = /[\p{L}\p{N}]+/gu;

export interface Place {
  readonly name: string;
  readonly holds: 'number' | 'several' | 'one';
  /** What stands between quotation marks is shown as somebody wrote it. */
  readonly quoted: boolean;
}

export interface Form {
  /** In their order, each name once. */
  readonly places: readonly Place[];
  readonly pattern: RegExp;
  /** Letters of its own: of two forms that fit, the one that says more itself is meant. */
  readonly weight: number;
  readonly message: string;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** @param key English, with `{name}` where something else stands */
export function formOf(key: string, message: string): Form {
  const parts = key.split(PLACE);
  const source = parts.map((part, at) =>
    at % 2 === 0 ? escaped(part) : (FITTING[kindOf(part)] ?? ANYTHING),
  );
  return {
    places: parts.flatMap((name, at) =>
      at % 2 === 0 ? [] : [{ name, holds: holds(kindOf(name)), quoted: parts[at - 1]!.endsWith('“') }],
    ),
    pattern: new RegExp(`^${source.join('')}$`),
    weight: parts.filter((_, at) => at % 2 === 0).join('').length,
    message,
  };
}

/** The words of a form that stand whole in every text of the form. */
function wholeWords(key: string): string[] {
  return [...key.replaceAll(PLACE, '\0').matchAll(WORD)]
    .filter(({ 0: word, index, input }) => input[index - 1] !== '\0' && input[index + word.length] !== '\0')
    .map(([word]) => word);
}

/**
 * Finds the forms that a text may have by the words in it, so that few are tried.
 * @param messages form to its message
 */
export function formsByWord(messages: Readonly<Record<string, string>>): (text: string) => Form[] {
  const byWord = new Map<string, string[]>();
  const wordless: string[] = [];
  const often = new Map<string, number>();
  const keys = Object.keys(messages).filter((key) => key.includes('{'));
  for (const key of keys)
    for (const word of new Set(wholeWords(key))) often.set(word, (often.get(word) ?? 0) + 1);
  for (const key of keys) {
    const rarest = wholeWords(key).reduce<string | null>(
      (best, word) => (best === null || often.get(word)! < often.get(best)! ? word : best),
      null,
    );
    if (rarest === null) wordless.push(key);
    else byWord.set(rarest, [...(byWord.get(rarest) ?? []), key]);
  }
  const made = new Map<string, Form>();
  const form = (key: string): Form => {
    let found = made.get(key);
    if (found === undefined) made.set(key, (found = formOf(key, messages[key]!)));
    return found;
  };
  return (text) => {
    const words = new Set([...text.matchAll(WORD)].map(([word]) => word));
    const candidates = [...wordless, ...[...words].flatMap((word) => byWord.get(word) ?? [])].map(form);
    return candidates.toSorted((a, b) => b.weight - a.weight);
  };
}
