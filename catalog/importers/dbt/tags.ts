/**
 * Tags of a node, column or exposure: its dbt tags as labels, and what the import rules
 * make of its tags and `meta`. Every tag names the JSON path that it was read at, and the rule.
 */
import type { Json, TagFact } from '../../model/facts.ts';
import type { Reading, RuleSet } from './rule-set.ts';
import { isRecord, list, record, text, type JsonRecord } from './values.ts';
import { LEVELS, type Level } from '../../model/sensitivity.ts';

/** A tag and where it stands below the block that it was read from: `config.tags[2]`, `meta.pii`. */
export interface TagReading extends Pick<TagFact, 'kind' | 'key' | 'value' | 'rule'> {
  readonly at: string;
}

/** Longest tag kept; dbt tags are words, anything longer is a mistake in the project. */
const MAX_TAG = 512;

const NONE: readonly TagReading[] = [];

/** Tags of one block (a node, a column, an exposure); each kind, key and value once. */
export function tagsOf(block: JsonRecord, rules: RuleSet): readonly TagReading[] {
  if (saysNothing(block, rules)) return NONE;
  const found = new Found(rules);
  for (const [tag, at] of dbtTags(block)) {
    found.label('', tag, at);
    found.take(rules.tag(tag), at);
  }
  for (const { path, key, rule } of rules.settings) {
    for (const place of [path, ['config', ...path]]) {
      for (const label of labels(at(block, place), place.join('.'))) found.setting(key, label, rule);
    }
  }
  const meta = metaOf(block);
  found.meta(meta.block, `${meta.at}.`);
  return found.all();
}

/** True of nearly every column: no tag, no `meta`, no setting. */
function saysNothing(block: JsonRecord, rules: RuleSet): boolean {
  if (!isBlank(block['tags']) || !isBlank(block['meta'])) return false;
  const config = block['config'];
  if (isRecord(config)) for (const key in config) if (!isBlank(config[key])) return false;
  for (const member of rules.settingMembers) if (!isBlank(block[member])) return false;
  return true;
}

/** Nothing, or a text, list or object with nothing in it. */
export function isBlank(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  if (!isRecord(value)) return list(value).length === 0;
  for (const key in value) if (Object.hasOwn(value, key)) return false;
  return true;
}

/** The block's `meta`: that of `config` where it says anything, else its own. */
export function metaOf(block: JsonRecord): { readonly block: JsonRecord; readonly at: string } {
  const configured = record(record(block['config'])['meta']);
  return !isBlank(configured)
    ? { block: configured, at: 'config.meta' }
    : { block: record(block['meta']), at: 'meta' };
}

function dbtTags(block: JsonRecord): Map<string, string> {
  const tags = new Map<string, string>();
  for (const path of ['tags', 'config.tags']) {
    const value = path === 'tags' ? block['tags'] : record(block['config'])['tags'];
    const items = typeof value === 'string' ? [value] : list(value);
    items.forEach((item, index) => {
      const tag = text(item)?.trim();
      if (tag !== undefined && tag.length <= MAX_TAG && !tags.has(tag)) tags.set(tag, `${path}[${index}]`);
    });
  }
  return tags;
}

function at(block: JsonRecord, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => record(value)[key], block);
}

interface Label {
  readonly name: string;
  readonly value: string | null;
  readonly at: string;
}

/** Labels of a setting that may be one string, a list of strings or of maps, or a map. */
function labels(value: Json | undefined, path: string): Label[] {
  if (typeof value === 'string')
    return text(value) === undefined ? [] : [{ name: value, value: null, at: path }];
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([name, item]) =>
      isScalar(item) && text(name) !== undefined
        ? [{ name, value: text(String(item ?? '')) ?? null, at: `${path}.${name}` }]
        : [],
    );
  }
  return list(value).flatMap((item, index) => {
    const name = text(item) ?? text(record(item)['name']) ?? text(record(item)['id']);
    if (name !== undefined) return [{ name, value: null, at: `${path}[${index}]` }];
    return isRecord(item) ? labels(item, `${path}[${index}]`) : [];
  });
}

const isScalar = (value: Json): value is string | number | boolean | null =>
  typeof value !== 'object' || value === null;

interface FoundLevel {
  readonly level: Level;
  readonly at: string;
  readonly rule: string;
}

class Found {
  readonly #rules: RuleSet;
  readonly #tags = new Map<string, TagReading>();
  /** A level that somebody wrote down as such, and the strictest that follows from something else. */
  #stated: FoundLevel | null = null;
  #derived: FoundLevel | null = null;

  constructor(rules: RuleSet) {
    this.#rules = rules;
  }

  /** Without a rule: the source's own tag, as it stands. */
  label(key: string, value: string, at: string, rule?: string): void {
    this.#add({ kind: 'label', key, value, at, ...(rule !== undefined && { rule }) });
  }

  #add(tag: TagReading): void {
    const id = JSON.stringify([tag.kind, tag.key, tag.value]);
    if (!this.#tags.has(id)) this.#tags.set(id, tag);
  }

  /** What a rule made of a tag or a key. */
  take(reading: Reading | null, at: string, value?: Json, key = ''): void {
    if (!reading) return;
    const { rule } = reading;
    if (reading.says === 'level') {
      if (value === undefined) this.#derive(reading.level, at, rule);
      else this.#stated ??= { level: reading.level, at, rule };
    } else if (reading.says === 'no-level') {
      const plain = text(value);
      if (plain !== undefined) this.label(key, plain, at, rule);
    } else {
      const { sensitivity, category } = reading.classification;
      if (category !== undefined) this.#add({ kind: 'category', key: '', value: category, at, rule });
      if (sensitivity !== undefined) this.#derive(sensitivity, at, rule);
    }
  }

  #derive(level: Level, at: string, rule: string): void {
    if (this.#derived && LEVELS.indexOf(this.#derived.level) >= LEVELS.indexOf(level)) return;
    this.#derived = { level, at, rule };
  }

  /** A label from an adapter's setting; some of them classify as well. */
  setting(key: string, label: Label, rule: string): void {
    if (label.value === null) this.label(key, label.name, label.at, rule);
    else this.label(label.name, label.value, label.at, rule);
    if (key === 'classifier') this.take(this.#rules.classifier(label.name), label.at);
    else if (key === 'databricks tag') {
      for (const { value, reading } of this.#rules.meta({ [label.name]: label.value ?? true }))
        this.take(reading, label.at, value, label.name);
    } else if (key === 'openmetadata') this.take(this.#rules.tag(label.name), label.at);
  }

  meta(block: JsonRecord, prefix: string): void {
    for (const { at, value, reading } of this.#rules.meta(block))
      this.take(reading, `${prefix}${at}`, value, at);
  }

  all(): TagReading[] {
    // What the author wrote down as the level outranks what follows from another word.
    const level = this.#stated ?? this.#derived;
    const tags = [...this.#tags.values()];
    if (!level) return tags;
    return [...tags, { kind: 'sensitivity', key: '', value: level.level, at: level.at, rule: level.rule }];
  }
}
