/** The shapes of the classifier's two tables in `resources/privacy/classify/`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Words separated by commas; several words in a row are an idiom. */
const words = z.string();
const byLanguage = z.record(z.string(), words);

const wordsFile = z.strictObject({
  version: z.string(),
  note: z.string(),
  /** Language codes and their English names. */
  languages: z.record(z.string(), z.string()),
  /** What a meaning is called in evidence; otherwise its first English word. */
  labels: z.record(z.string(), z.string()),
  /** Words that carry no meaning in a name. */
  stop: words,
  /** Short words that may be part of a name written in one: `custno`, `telnr`. */
  glued: words,
  concepts: z.record(z.string(), byLanguage),
  /** Kinds of persons, `person:` and the subject of the taxonomy. */
  persons: z.record(z.string().startsWith('person:'), byLanguage),
  /** Persons by what they did: `created by`. */
  agents: byLanguage,
  /** What is not a person. */
  things: z.record(z.string().startsWith('thing:'), byLanguage),
  /** Words of table names that say nothing about the content: layers, copies. */
  layers: words,
  /** Other common words, so that names written in one are cut at the right places. */
  vocabulary: words,
});
export type WordsFile = z.infer<typeof wordsFile>;

/** Families of data types. */
export const TYPE_FAMILIES = [
  'text',
  'number',
  'boolean',
  'date',
  'timestamp',
  'time',
  'binary',
  'struct',
] as const;
export type TypeFamily = (typeof TYPE_FAMILIES)[number];

const LIFTS = ['none', 'some', 'strong', 'health', 'contact', 'subject', 'address'] as const;
export type Lift = (typeof LIFTS)[number];

const ruleEntry = z.strictObject({
  id: z.string(),
  category: z.string(),
  all: z.array(z.string()).min(1).max(3),
  weight: z.number().gt(0).lt(1),
  lift: z.enum(LIFTS),
  says: z.string(),
  rest: z.enum(['any', 'person', 'company', 'none']).default('any'),
  block: z.array(z.string()).default([]),
  allow: z.array(z.string()).default([]),
  types: z.array(z.enum(TYPE_FAMILIES)).optional(),
  adjacent: z.boolean().default(false),
  needsType: z.boolean().default(false),
  booleans: z.boolean().default(false),
  things: z.boolean().default(false),
  place: z.boolean().default(false),
  keepHashed: z.boolean().default(false),
  anchor: z.boolean().default(false),
});
export type RuleEntry = z.infer<typeof ruleEntry>;

const rulesFile = z.strictObject({ version: z.string(), note: z.string(), rules: z.array(ruleEntry) });
export type RulesFile = z.infer<typeof rulesFile>;

export interface ClassifierFiles {
  readonly words: WordsFile;
  readonly rules: RulesFile;
}

/** @throws a zod error that names the member at fault */
export function loadClassifierFiles(resourcesDir: string): ClassifierFiles {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(resourcesDir, 'privacy', 'classify', name), 'utf8'));
  return { words: wordsFile.parse(read('words.json')), rules: rulesFile.parse(read('rules.json')) };
}
