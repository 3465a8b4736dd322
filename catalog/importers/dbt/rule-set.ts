/** Import rules made ready for use: looked up by key or word, patterns compiled once. */
import type { Json } from '../../model/facts.ts';
import { levelOf, word, type Classification, type ImportRule, type ValueTest } from '../import-rule.ts';
import { DEFAULT_RULES } from './rules.ts';
import { isRecord, isYes, list, type JsonRecord } from './values.ts';
import { rankOf, type Level } from '../../model/sensitivity.ts';

/** What a rule makes of a word or value. */
export type Reading =
  | { readonly says: 'classification'; readonly classification: Classification; readonly rule: string }
  | { readonly says: 'level'; readonly level: Level; readonly rule: string }
  /** A level was expected here and something else stands there. */
  | { readonly says: 'no-level'; readonly rule: string };

export interface OwnerReading {
  readonly path: string;
  readonly value: Json;
  readonly role: string;
  readonly rule: string;
}

interface Pattern {
  readonly rule: ImportRule;
  readonly glob: readonly string[];
}

/** Deepest nesting of `meta` that is looked at. */
const META_DEPTH = 6;

export class RuleSet {
  readonly #meta: ImportRule[] = [];
  readonly #metaExact = new Map<string, ImportRule[]>();
  readonly #metaPatterns: Pattern[] = [];
  readonly #words = new Map<string, ImportRule>();
  readonly #negative = new Set<string>();
  readonly #tagPatterns: Pattern[] = [];
  readonly #classifiers = new Map<string, ImportRule>();
  /** The members of a block in which the settings lie. */
  readonly settingMembers = new Set<string>();
  /** Paths whose values become labels, in order. */
  readonly settings: { readonly path: readonly string[]; readonly key: string; readonly rule: string }[] = [];

  constructor(rules: readonly ImportRule[] = DEFAULT_RULES) {
    for (const rule of rules) if (rule.enabled) this.#add(rule);
  }

  #add(rule: ImportRule): void {
    const { place, match, effect } = rule;
    const pattern = match.includes('*');
    if (place === 'meta') {
      this.#meta.push(rule);
      if (pattern) this.#metaPatterns.push({ rule, glob: globOf(word(match)) });
      else this.#metaExact.set(word(match), [...(this.#metaExact.get(word(match)) ?? []), rule]);
    } else if (place === 'tag') {
      if (pattern) this.#tagPatterns.push({ rule, glob: globOf(match.trim().toLowerCase()) });
      else if (effect.does === 'negate') this.#negative.add(match.trim().toLowerCase());
      else if (!this.#words.has(match.trim().toLowerCase()))
        this.#words.set(match.trim().toLowerCase(), rule);
    } else if (place === 'classifier') {
      this.#classifiers.set(match.trim().toLowerCase(), rule);
    } else if (effect.does === 'label') {
      const path = match.split('.');
      this.settings.push({ path, key: effect.key, rule: rule.id });
      this.settingMembers.add(path[0] ?? '');
    }
  }

  /** What a tag says; a negated word says nothing. */
  tag(tag: string): Reading | null {
    const text = tag.trim().toLowerCase();
    const found: Reading[] = [];
    for (const { rule, glob } of this.#tagPatterns) {
      const rest = globMatch(glob, text);
      if (rest === null) continue;
      if (rule.effect.does === 'negate') return null;
      const reading = readingOf(rule, rest);
      if (rule.effect.does === 'level') return reading;
      if (reading) found.push(reading);
    }
    // `pii:false`, `pii=no`: a key that is denied.
    if (/[:=]\s*(?:false|no|none|n|0)\s*$/.test(text)) return null;
    const words = text.split(/[^\p{L}\p{N}]+/u);
    if (words.some((part) => this.#negative.has(part)) || this.#negative.has(text)) return null;
    for (const part of new Set([...words, text])) {
      const rule = this.#words.get(part);
      const reading = rule && readingOf(rule, part);
      if (reading) found.push(reading);
    }
    return found.reduce<Reading | null>((best, one) => (best ? stricter(best, one) : one), null);
  }

  classifier(name: string): Reading | null {
    const rule = this.#classifiers.get(name.trim().toLowerCase());
    return rule ? readingOf(rule, name) : null;
  }

  /** What `meta` says, key by key; `at` is the path below it. */
  meta(block: JsonRecord): { readonly at: string; readonly value: Json; readonly reading: Reading }[] {
    return [...walk(block)].flatMap(({ key, at, value }) =>
      this.#rulesOn(key).flatMap((rule) => {
        if (!passes(rule.test, value)) return [];
        const reading = readingOf(rule, typeof value === 'string' ? value : '');
        return reading ? [{ at, value, reading }] : [];
      }),
    );
  }

  /** Values of `meta` that name owners, in the order of the rules. */
  owners(block: JsonRecord): OwnerReading[] {
    const places = [...walk(block)];
    return this.#meta.flatMap((rule) => {
      const { effect } = rule;
      if (effect.does !== 'owner') return [];
      return places
        .filter(({ key, value }) => this.#rulesOn(key).includes(rule) && passes(rule.test, value))
        .map(({ at, value }) => ({ path: at, value, role: effect.role, rule: rule.id }));
    });
  }

  #rulesOn(key: string): readonly ImportRule[] {
    const exact = this.#metaExact.get(key) ?? [];
    if (this.#metaPatterns.length === 0) return exact;
    return [
      ...exact,
      ...this.#metaPatterns.filter(({ glob }) => globMatch(glob, key) !== null).map(({ rule }) => rule),
    ];
  }
}

function readingOf({ id, effect }: ImportRule, value: string): Reading | null {
  if (effect.does === 'classify') {
    const { sensitivity, category } = effect;
    const classification = {
      ...(sensitivity !== undefined && { sensitivity }),
      ...(category !== undefined && { category }),
    };
    return { says: 'classification', classification, rule: id };
  }
  if (effect.does !== 'level') return null;
  const level = levelOf(value);
  return level ? { says: 'level', level, rule: id } : { says: 'no-level', rule: id };
}

/** The more sensitive of two levels with the more particular of two categories. */
function stricter(a: Reading, b: Reading): Reading {
  if (a.says !== 'classification') return a;
  if (b.says !== 'classification') return b;
  const [low, high] = rank(a.classification) <= rank(b.classification) ? [a, b] : [b, a];
  return { ...high, classification: { ...low.classification, ...high.classification } };
}

const rank = ({ sensitivity }: Classification): number => rankOf(sensitivity ?? null);

function passes(test: ValueTest, value: Json): boolean {
  if (test.is === 'any') return true;
  if (test.is === 'yes') return isYes(value);
  const values = Array.isArray(value) ? list(value) : [value];
  return values.some(
    (item) => item !== null && typeof item !== 'object' && word(String(item)) === word(test.text),
  );
}

/** `*` stands for any characters; `:` also for `=`, as both part a tag's key from its value. */
const globOf = (match: string): readonly string[] => match.replaceAll('=', ':').split(/\*+/);

/**
 * What the last `*` stands for, or null where the text does not match. Goes through the text once; a
 * regular expression could take forever on a pattern with many `*`.
 */
export function globMatch(parts: readonly string[], given: string): string | null {
  const text = given.replaceAll('=', ':');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return null;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return null;
    at = found + part.length;
  }
  const end = text.length - last.length;
  return at <= end ? given.slice(at, end) : null;
}

function* walk(
  block: JsonRecord,
  depth = 1,
  key = '',
  at = '',
): Generator<{ readonly key: string; readonly at: string; readonly value: Json }> {
  for (const [name, value] of Object.entries(block)) {
    const here = { key: `${key}${word(name)}`, at: `${at}${name}`, value };
    yield here;
    if (isRecord(value) && depth < META_DEPTH) yield* walk(value, depth + 1, `${here.key}.`, `${here.at}.`);
  }
}
