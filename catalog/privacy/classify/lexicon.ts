/** The words of all languages, ready to be looked up: idioms as a trie, single words for cutting. */
import type { WordsFile } from './files.ts';
import { spellings, splitName } from './split.ts';

/** What a word or idiom means in a language. */
export interface Meaning {
  readonly concept: string;
  /** Code of the language; `any` for abbreviations. */
  readonly language: string;
}

export interface WordNode {
  readonly next: Map<string, WordNode>;
  readonly meanings: Meaning[];
}

export interface Lexicon {
  readonly root: WordNode;
  /** Words that need not be cut further. */
  readonly known: ReadonlySet<string>;
  /** Words that a name written in one may be made of. */
  readonly pieces: ReadonlySet<string>;
  readonly stop: ReadonlySet<string>;
  readonly layers: ReadonlySet<string>;
  readonly languages: Readonly<Record<string, string>>;
  /** An English word for each meaning. */
  readonly labels: ReadonlyMap<string, string>;
}

const SHORTEST_PIECE = 4;

export function buildLexicon(file: WordsFile): Lexicon {
  const stop = new Set(list(file.stop).flatMap(spellings));
  const root: WordNode = { next: new Map(), meanings: [] };
  const known = new Set<string>();
  const add = (concept: string, byLanguage: Readonly<Record<string, string>>): void => {
    for (const [language, words] of Object.entries(byLanguage)) {
      for (const phrase of list(words)) {
        for (const spelling of spellings(phrase))
          addPhrase(root, known, stop, spelling, { concept, language });
      }
    }
  };
  for (const group of [file.concepts, file.persons, file.things]) {
    for (const [concept, byLanguage] of Object.entries(group)) add(concept, byLanguage);
  }
  add('agent', file.agents);
  for (const word of list(file.vocabulary)) known.add(spellings(word)[0]!);
  const glued = new Set(list(file.glued).flatMap(spellings));
  const pieces = new Set([...known].filter((word) => word.length >= SHORTEST_PIECE || glued.has(word)));
  return {
    root,
    known: new Set([...known, ...glued]),
    pieces: new Set([...pieces, ...glued]),
    stop,
    layers: new Set(list(file.layers)),
    languages: file.languages,
    labels: labelsOf(file),
  };
}

function labelsOf(file: WordsFile): Map<string, string> {
  const concepts = { ...file.concepts, ...file.persons, ...file.things };
  return new Map([
    ...Object.entries(concepts).map(([concept, { en }]): [string, string] => [
      concept,
      list(en ?? '')[0] ?? concept,
    ]),
    ...Object.entries(file.labels),
  ]);
}

function list(words: string): string[] {
  return words
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function addPhrase(
  root: WordNode,
  known: Set<string>,
  stop: ReadonlySet<string>,
  phrase: string,
  meaning: Meaning,
): void {
  const parts = splitName(phrase);
  const telling = parts.filter((part) => !stop.has(part));
  let node = root;
  for (const part of telling.length > 0 ? telling : parts) {
    known.add(part);
    let next = node.next.get(part);
    if (!next) node.next.set(part, (next = { next: new Map(), meanings: [] }));
    node = next;
  }
  if (!node.meanings.some((one) => one.concept === meaning.concept)) node.meanings.push(meaning);
}
