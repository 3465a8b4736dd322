/**
 * The classifier: names, context and labels of a table in, suggestions with evidence out. Pure; it
 * stores nothing, and nothing becomes a tag by it. Its knowledge is data: `resources/privacy/classify/`.
 */
import { type LabelRules, loadLabelRules } from '../dsar/labels.ts';
import { LEVELS, type Level } from '../../model/sensitivity.ts';
import { loadTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts';
import { aboutHealth, judgeColumn, type Case, type Tools } from './column.ts';
import { readDescription } from './description.ts';
import { loadClassifierFiles, type ClassifierFiles } from './files.ts';
import type { ColumnInput, ColumnResult, Label, SubjectResult, TableInput, TableResult } from './input.ts';
import { buildLexicon } from './lexicon.ts';
import { indexRules, matchRules, type Match, type RuleIndex } from './match.ts';
import { Reader } from './reading.ts';
import { ANCHOR, anchored, clamp, logit, probability, thingsBeside } from './score.ts';
import {
  readTable,
  readTableDescription,
  subjectsOf,
  taggedPersonal,
  type TableReading,
} from './table-context.ts';
import { typeFamily } from './types.ts';
import { quote } from './words-of-evidence.ts';

/** A rule that names a category which the taxonomy does not have, or a meaning that no word has. */
export class ClassifierError extends Error {
  override readonly name = 'ClassifierError';
}

/** Words of tags that say that data are personal, not which. */
const TAG_WORDS = new Set([
  'pii',
  'spii',
  'phi',
  'gdpr',
  'sensitive',
  'personal',
  'data',
  'type',
  'category',
  'class',
  'information',
  'confidential',
  'restricted',
  'is',
  'has',
  'contains',
  'true',
  'yes',
  'classification',
  'privacy',
]);
const MOST_READINGS = 100_000;
const SHARED_BY = 3;
const NO_PREFIXES: ReadonlySet<string> = new Set();

interface Anchor {
  readonly category: string;
  readonly says: string;
}

export class Classifier {
  readonly taxonomy: Taxonomy;
  readonly #reader: Reader;
  readonly #index: RuleIndex;
  readonly #tools: Tools;
  /** The same names stand in many tables. */
  readonly #readings = new Map<string, readonly Match[]>();

  /** @throws ClassifierError */
  constructor(files: ClassifierFiles, taxonomy: Taxonomy, labels: LabelRules) {
    const lexicon = buildLexicon(files.words);
    check(files, taxonomy);
    this.taxonomy = taxonomy;
    this.#reader = new Reader(lexicon);
    this.#index = indexRules(files.rules.rules);
    this.#tools = { lexicon, taxonomy, labels };
  }

  /** Suggestions for every column of a table, and what they add up to. */
  classifyTable(table: TableInput): TableResult {
    const reading = this.#readTable(table);
    const prefixes = sharedPrefixes(this.#reader, table.columns);
    const matches = table.columns.map((column) => this.#matchesOf(column.path, prefixes));
    const anchors = table.columns.map((column, at) => anchorOf(matches[at]!, column));
    const categories = new Map<string, { count: number; says: string }>();
    for (const anchor of anchors) {
      if (!anchor) continue;
      const entry = categories.get(anchor.category) ?? { count: 0, says: anchor.says };
      categories.set(anchor.category, { ...entry, count: entry.count + 1 });
    }
    const isNamed = matches.map((found) => found.some(nameOrContact));
    const named = isNamed.filter(Boolean).length;
    const columns = table.columns.map((column, at): ColumnResult => {
      const others = [...categories].filter(
        ([category, { count }]) => count > (anchors[at]?.category === category ? 1 : 0),
      );
      const one = this.#caseOf(
        column,
        matches[at]!,
        table,
        reading,
        others,
        named - (isNamed[at] ? 1 : 0) > 0,
      );
      return { path: column.path, ...judgeColumn(one, this.#tools) };
    });
    return this.#rollUp(columns, matches, reading, table);
  }

  #readTable(table: TableInput): TableReading {
    const named = readTable(this.#reader, table.name, table.schema ?? null);
    const described = table.description && named.word === null;
    const reading = described ? readTableDescription(this.#reader, table.description) : named;
    const personal = table.labels?.some(({ key, value }) => this.#tools.labels.saysPersonal(key, value));
    return personal ? taggedPersonal(reading) : reading;
  }

  #matchesOf(path: readonly string[], prefixes: ReadonlySet<string>): readonly Match[] {
    const name = path.slice(-2).join('.');
    if (prefixes.size > 0 && path.length === 1) {
      const words = this.#reader.words(name);
      if (words.length > 1 && prefixes.has(words[0]!))
        return matchRules(this.#reader.units(words.slice(1)), this.#index);
    }
    const key = path.slice(-2).join('\u001f');
    const known = this.#readings.get(key);
    if (known) return known;
    let matches = this.#match(path.at(-1) ?? '');
    if (path.length > 1) {
      const joined = this.#match(name);
      if (matches.length === 0 || joined.some((match) => match.ruledOutBy === null)) matches = joined;
    }
    if (this.#readings.size >= MOST_READINGS) this.#readings.clear();
    this.#readings.set(key, matches);
    return matches;
  }

  #match(name: string): readonly Match[] {
    return matchRules(this.#reader.read(name), this.#index);
  }

  #caseOf(
    column: ColumnInput,
    matches: readonly Match[],
    table: TableInput,
    reading: TableReading,
    others: readonly (readonly [string, { says: string }])[],
    named: boolean,
  ): Case {
    const labels = column.labels ?? [];
    const person = clamp(reading.score + anchored(others.length));
    return {
      matches,
      plural: /[^s]s$/i.test(column.path.at(-1) ?? ''),
      described: column.description ? readDescription(this.#reader, this.#index, column.description) : [],
      type: typeFamily(column.dataType),
      dataType: column.dataType ?? null,
      labels,
      labelled: labels.flatMap((label) => this.#labelled(label)),
      around: {
        person,
        table: reading.score,
        health:
          reading.subjects.includes('patient') || others.some(([category]) => category.includes('.health_')),
        named,
        contact: others.some(([category]) => /\.contact\.(email|phone)/.test(category)),
      },
      table: reading,
      tableName: table.name,
      anchors: others.map(([, { says }]) => says),
    };
  }

  /** `pii=email`, `contains_pii_phone`: which data a label means. */
  #labelled(label: Label): Case['labelled'] {
    if (!this.#tools.labels.saysPersonal(label.key, label.value)) return [];
    const words = this.#reader.words(`${label.key} ${label.value}`).filter((word) => !TAG_WORDS.has(word));
    if (words.length === 0 || words.length > 6) return [];
    return matchRules(this.#reader.units(words), this.#index)
      .filter((match) => match.ruledOutBy === null)
      .map((match) => ({ match, label }));
  }

  #rollUp(
    columns: readonly ColumnResult[],
    matches: readonly (readonly Match[])[],
    reading: TableReading,
    table: TableInput,
  ): TableResult {
    const found = subjects(columns, matches, reading, table, this.taxonomy);
    return { columns, subjects: found, ...this.total(columns) };
  }

  /** What the suggestions of a table's columns add up to. */
  total(columns: readonly Pick<ColumnResult, 'suggestions'>[]): Omit<TableResult, 'columns' | 'subjects'> {
    const all = columns.flatMap(({ suggestions }) => suggestions);
    const levels = all.map(({ sensitivity }) => LEVELS.indexOf(sensitivity));
    const highest: Level | undefined = LEVELS[Math.max(-1, ...levels)];
    return {
      categories: [...new Set(all.map(({ category }) => category))].sort(),
      sensitivity: highest ?? null,
      gdprArt9: all.some((one) => one.gdprArt9),
      gdprArt10: all.some((one) => one.gdprArt10),
      cpraSpi: all.some((one) => one.cpraSpi),
    };
  }
}

/** The classifier with the bundled words, rules and taxonomy. */
export function loadClassifier(resourcesDir: string): Classifier {
  return new Classifier(
    loadClassifierFiles(resourcesDir),
    loadTaxonomy(resourcesDir),
    loadLabelRules(resourcesDir),
  );
}

function nameOrContact({ rule, ruledOutBy }: Match): boolean {
  return ruledOutBy === null && /^user\.(name|contact)\b/.test(rule.category);
}

/** Words without a meaning with which several columns begin: `ltable_name`, `ltable_city` … */
function sharedPrefixes(reader: Reader, columns: readonly ColumnInput[]): ReadonlySet<string> {
  if (columns.length < SHARED_BY) return NO_PREFIXES;
  const counts = new Map<string, number>();
  for (const { path } of columns) {
    const first = path.length === 1 ? reader.firstWord(path[0]!) : null;
    if (first !== null && !reader.lexicon.known.has(first)) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= SHARED_BY).map(([word]) => word));
}

/** A column that by itself tells that the rows are persons. */
function anchorOf(matches: readonly Match[], column: ColumnInput): Anchor | null {
  const type = typeFamily(column.dataType);
  for (const match of matches) {
    const { rule, ruledOutBy } = match;
    if (!rule.anchor || ruledOutBy !== null) continue;
    if (type !== null && !(rule.types?.includes(type) ?? type !== 'boolean')) continue;
    const weight = probability(logit(rule.weight) + thingsBeside(match));
    if (weight >= ANCHOR)
      return { category: aboutHealth(match) ? 'user.health_and_medical' : rule.category, says: rule.says };
  }
  return null;
}

function subjects(
  columns: readonly ColumnResult[],
  matches: readonly (readonly Match[])[],
  reading: TableReading,
  table: TableInput,
  taxonomy: Taxonomy,
): SubjectResult[] {
  if (columns.every(({ suggestions }) => suggestions.length === 0)) return [];
  const known = new Set(taxonomy.subjects.map(({ key }) => key));
  const found = new Map<string, SubjectResult>();
  for (const subject of reading.subjects) {
    if (known.has(subject))
      found.set(subject, { subject, basis: 'table', evidence: `the name of the table ${quote(table.name)}` });
  }
  for (const [at, { path, suggestions }] of columns.entries()) {
    const best = suggestions[0];
    if (!best) continue;
    const match = matches[at]!.find(({ rule }) => rule.id === best.rule);
    for (const subject of subjectsOf([...(match?.used ?? []), ...(match?.persons ?? [])])) {
      if (known.has(subject) && !found.has(subject))
        found.set(subject, { subject, basis: 'columns', evidence: `the column ${quote(path.join('.'))}` });
    }
  }
  return [...found.values()];
}

function check({ words, rules }: ClassifierFiles, taxonomy: Taxonomy): void {
  const concepts = new Set([
    ...Object.keys(words.concepts),
    ...Object.keys(words.persons),
    ...Object.keys(words.things),
    'person',
    'thing',
    'agent',
  ]);
  const ids = new Set<string>();
  for (const rule of rules.rules) {
    if (ids.has(rule.id)) throw new ClassifierError(`the rule ${rule.id} is listed twice`);
    ids.add(rule.id);
    if (!taxonomy.category(rule.category))
      throw new ClassifierError(`the rule ${rule.id} names ${rule.category}, which is not a category`);
    const unknown = [...rule.all.flatMap((one) => one.split('|')), ...rule.block, ...rule.allow].find(
      (one) => !concepts.has(one),
    );
    if (unknown !== undefined)
      throw new ClassifierError(`the rule ${rule.id} names ${unknown}, which is not a meaning of words.json`);
  }
}
