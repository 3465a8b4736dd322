/**
 * Tags of a node, column or exposure: its dbt tags as labels, and what the conventions in `rules.ts`
 * make of its tags and `meta`. Every tag names the JSON path that it was read at.
 */
import type { Json, TagFact } from '../../model/facts.ts';
import {
  CLASSIFIERS,
  classifyTag,
  LABEL_SETTINGS,
  LEVEL_KEYS,
  levelOf,
  LEVELS,
  META_FLAGS,
  word,
  type Classification,
  type Level,
} from './rules.ts';
import { isRecord, isYes, list, record, text, type JsonRecord } from './values.ts';

/** A tag and where it stands below the block that it was read from: `config.tags[2]`, `meta.pii`. */
export interface TagReading extends Pick<TagFact, 'kind' | 'key' | 'value'> {
  readonly at: string;
}

/** Longest tag kept; dbt tags are words, anything longer is a mistake in the project. */
const MAX_TAG = 512;

/** Tags of one block (a node, a column, an exposure); each kind, key and value once. */
export function tagsOf(block: JsonRecord): TagReading[] {
  const found = new Found();
  for (const [tag, at] of dbtTags(block)) {
    found.label('', tag, at);
    found.derived(classifyTag(tag), at);
  }
  for (const { path, key } of LABEL_SETTINGS) {
    for (const label of labels(at(block, path), path.join('.'))) found.setting(key, label);
  }
  const meta = metaOf(block);
  for (const [key, value] of Object.entries(meta.block)) found.meta(key, value, `${meta.at}.${key}`);
  return found.all();
}

/** The block's `meta`: that of `config` where it says anything, else its own. */
export function metaOf(block: JsonRecord): { readonly block: JsonRecord; readonly at: string } {
  const configured = record(record(block['config'])['meta']);
  return Object.keys(configured).length > 0
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
      isScalar(item) ? [{ name, value: text(String(item ?? '')) ?? null, at: `${path}.${name}` }] : [],
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

class Found {
  #tags = new Map<string, TagReading>();
  /** A level that somebody wrote down as such, and the strictest that follows from something else. */
  #stated: { readonly level: Level; readonly at: string } | null = null;
  #derived: { readonly level: Level; readonly at: string } | null = null;

  label(key: string, value: string, at: string): void {
    this.#add({ kind: 'label', key, value, at });
  }

  #add(tag: TagReading): void {
    if (tag.value.length > MAX_TAG || tag.value.trim() === '') return;
    const id = JSON.stringify([tag.kind, tag.key, tag.value]);
    if (!this.#tags.has(id)) this.#tags.set(id, tag);
  }

  derived(classification: Classification | null, at: string): void {
    const { sensitivity, category } = classification ?? {};
    if (category !== undefined) this.#add({ kind: 'category', key: '', value: category, at });
    if (sensitivity === undefined) return;
    if (this.#derived && LEVELS.indexOf(this.#derived.level) >= LEVELS.indexOf(sensitivity)) return;
    this.#derived = { level: sensitivity, at };
  }

  /** A label from an adapter's setting; some of them classify as well. */
  setting(key: string, label: Label): void {
    if (label.value === null) this.label(key, label.name, label.at);
    else this.label(label.name, label.value, label.at);
    if (key === 'classifier') {
      const category = CLASSIFIERS.get(label.name.toLowerCase());
      if (category !== undefined) this.derived({ category }, label.at);
    } else if (key === 'databricks tag') {
      this.meta(label.name, label.value ?? true, label.at);
    } else if (key === 'openmetadata') {
      this.derived(classifyTag(label.name), label.at);
    }
  }

  #plainLabel(key: string, value: Json, at: string): void {
    const plain = text(value);
    if (plain !== undefined) this.label(key, plain, at);
  }

  meta(key: string, value: Json, at: string): void {
    const name = word(key);
    if (LEVEL_KEYS.has(name)) {
      const level = typeof value === 'string' ? levelOf(value)?.sensitivity : undefined;
      if (level !== undefined) this.#stated ??= { level, at };
      else this.#plainLabel(key, value, at);
      return;
    }
    const flag = META_FLAGS.get(name);
    if (flag && isYes(value)) this.derived(flag, at);
  }

  all(): TagReading[] {
    // What the author wrote down as the level outranks what follows from another word.
    const level = this.#stated ?? this.#derived;
    const tags = [...this.#tags.values()];
    return level ? [...tags, { kind: 'sensitivity', key: '', value: level.level, at: level.at }] : tags;
  }
}
