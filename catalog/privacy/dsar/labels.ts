/**
 * What labels say about personal data. Sources mark data as personal in many ways (`classification=PII`,
 * `pii=true`, a tag `contains-pii`) without naming a category; the ways are a table in
 * `resources/privacy/personal-data-labels.json`, compared by whole tokens.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TagRow } from '../../browse/in-force.ts';
import { sourceName } from '../../reports/tables.ts';

const phrases = z.array(z.string().regex(/^[a-z0-9]+( [a-z0-9]+)*$/));

const rulesSchema = z.object({
  version: z.string(),
  note: z.string(),
  /** Keys that say it by themselves, unless the value says no. */
  flags: phrases,
  /** Keys whose value may say it. */
  classes: phrases,
  /** Say it wherever they stand in a value or a tag. */
  words: phrases,
  /** Say it only in the value of one of the `classes`. */
  classWords: phrases,
  /** Turn the part of a value that they stand in round. */
  negatives: phrases,
  /** Values of a flag that mean no, or that nobody knows. */
  no: phrases,
  /** Say that a column holds text that somebody wrote freely. */
  freeText: phrases,
});

/** A label that says that data are personal. */
export interface PersonalLabel {
  /** As the source writes it: `pii=true`, or the tag alone. */
  readonly label: string;
  /** Who said it: a kind of source, or a steward. */
  readonly by: string;
}

/** Values of a flag that deny it, unlike those that say that nobody knows. */
const DENIED = new Set(['false', 'no', 'n', '0', 'none', 'not personal']);

type Label = Pick<TagRow, 'kind' | 'key' | 'value' | 'origin' | 'actor'>;

export interface LabelRules {
  readonly saysPersonal: (key: string, value: string) => boolean;
  /** A label that says in so many words that data are not personal: `pii=false`. */
  readonly deniesPersonal: (key: string, value: string) => boolean;
  readonly saysFreeText: (key: string, value: string) => boolean;
  /** Those of the tags that say personal data, each once, in the order given. */
  readonly personal: (tags: readonly Label[]) => PersonalLabel[];
}

/** Longest part of a label that is read, in UTF-16 units. */
const READ = 512;
/** Longest label that a report shows. */
const SHOWN = 80;

/** @throws a zod error that names the member at fault */
export function loadLabelRules(resourcesDir: string): LabelRules {
  const path = join(resourcesDir, 'privacy', 'personal-data-labels.json');
  const rules = rulesSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const [flags, classes, no] = [new Set(rules.flags), new Set(rules.classes), new Set(rules.no)];
  const negated = (words: string) => rules.negatives.some((one) => contains(words, one));
  const says = (value: string, wanted: readonly string[]) =>
    value
      .slice(0, READ)
      .split(/[,;|]/)
      .map(words)
      .some((part) => !negated(part) && wanted.some((one) => contains(part, one)));

  const saysPersonal = (key: string, value: string): boolean => {
    const pair = key === '' ? /^([^:=]+)[:=](.+)$/s.exec(value) : null;
    if (pair) return saysPersonal(pair[1]!, pair[2]!);
    const names = keyNames(key);
    if (names.some((name) => flags.has(name))) {
      const given = words(value);
      return !no.has(given) && !negated(given);
    }
    if (names.some((name) => classes.has(name))) return says(value, [...rules.words, ...rules.classWords]);
    return key === '' && says(value, rules.words);
  };
  const deniesPersonal = (key: string, value: string): boolean => {
    const pair = key === '' ? /^([^:=]+)[:=](.+)$/s.exec(value) : null;
    if (pair) return deniesPersonal(pair[1]!, pair[2]!);
    const given = words(value);
    return keyNames(key).some((name) => flags.has(name)) && DENIED.has(given);
  };
  return {
    saysPersonal,
    deniesPersonal,
    saysFreeText: (key, value) => rules.freeText.some((one) => contains(words(`${key} ${value}`), one)),
    personal: (tags) => {
      const found = tags.filter((tag) => tag.kind === 'label' && saysPersonal(tag.key, tag.value)).map(shown);
      const seen = new Set<string>();
      return found.filter(({ label, by }) => {
        const key = `${label}\u0000${by}`;
        return !seen.has(key) && seen.add(key);
      });
    },
  };
}

function shown(tag: Label): PersonalLabel {
  const text = tag.key === '' ? tag.value : `${tag.key}=${tag.value}`;
  return {
    label: text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text,
    by: tag.origin === 'steward' ? `${tag.actor ?? 'a person'} (steward)` : sourceName(tag.origin),
  };
}

/** A key by its whole name and by its last segment: `governance/pii` is read as `pii` too. */
function keyNames(key: string): string[] {
  return [words(key), words(key.slice(-READ).split(/[./:]/).at(-1) ?? '')];
}

/** Lower-cased tokens, a space between each two: `isPII`, `is_pii` and `IS-PII` are all `is pii`. */
export function words(text: string): string {
  return text
    .slice(0, READ)
    .normalize('NFKC')
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '')
    .join(' ');
}

function contains(tokens: string, phrase: string): boolean {
  return ` ${tokens} `.includes(` ${phrase} `);
}
