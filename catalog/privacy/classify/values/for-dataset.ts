/** A sample of a dataset's rows beside what the catalog knows of its columns: names, types, descriptions, tags. */
import { counted } from '../../../counted.ts';
import type { Catalog } from '../../../catalog.ts';
import { columnTags } from '../../../browse/column-tags.ts';
import type { Card } from '../../../browse/cards.ts';
import type { MutationResult } from '../../../stewardship/change.ts';
import { Refused } from '../../../stewardship/refused.ts';
import { tagEach, type TagEach } from '../../../stewardship/tag-each.ts';
import { rankOf, type Level } from '../../../model/sensitivity.ts';
import { classifierOf, classifyCatalog, type CatalogColumnResult, type Standing } from '../catalog.ts';
import { combine } from './combine.ts';
import type { ValueKind } from './kinds.ts';
import { classifyFile, readValues, type FileColumn } from './values-file.ts';

export interface SampledColumn extends FileColumn {
  /** The column of the catalog that it is a sample of; null where there is none of its name. */
  readonly columnId: number | null;
  /** By suggestion, in the same order; empty where there is no column of the catalog. */
  readonly standing: readonly Standing[];
}

export interface SampledFile {
  readonly file: string;
  /** What it was compared with; null for a file by itself. */
  readonly dataset: Card | null;
  /** In the order of the file. */
  readonly columns: readonly SampledColumn[];
  readonly rows: number;
  readonly more: boolean;
  readonly problems: readonly string[];
  readonly problemsTotal: number;
}

/**
 * Judges the columns of a file by their values, and by what the catalog says of the columns of the same names.
 * Nothing of the file is kept but what is answered: counts, and shapes without a letter or digit of a value.
 * @throws ValuesFileError, or the error of the file system
 */
export async function classifySample(
  catalog: Catalog,
  path: string,
  dataset: Card | null,
  kinds: readonly ValueKind[],
): Promise<SampledFile> {
  const classifier = classifierOf(catalog);
  const [known] = dataset ? classifyCatalog(catalog, classifier, [dataset.id]) : [];
  if (!dataset || !known) {
    const { table, columns, rows, more, problems, problemsTotal } = await classifyFile(
      path,
      classifier,
      kinds,
    );
    const apart = columns.map((column): SampledColumn => ({ ...column, columnId: null, standing: [] }));
    return { file: table, dataset, columns: apart, rows, more, problems, problemsTotal };
  }
  const { table, readings, ...file } = await readValues(path, kinds);
  const alone = classifier.classifyTable({
    name: dataset.name,
    columns: readings.map(({ column }) => ({ path: column.split('.') })),
  });
  const columnOf = finder(known.columns);
  const tags = columnTags(catalog);
  const columns = readings.map((values, at): SampledColumn => {
    const column = columnOf(values.column);
    const named = column ?? alone.columns[at]!;
    const combined = { ...named, ...combine(named, values, classifier.taxonomy), values };
    const own = column && tags.get(column.id);
    const refused = new Set(own?.refused.map(({ value }) => value));
    const standing = combined.suggestions.map(({ category }): Standing => {
      if (refused.has(category)) return 'refused';
      return own?.categories.has(category) ? 'in force' : 'new';
    });
    return { ...combined, columnId: column?.id ?? null, standing: column ? standing : [] };
  });
  return { file: table, dataset, columns, ...file };
}

/** By the whole name, or by the last part of it where only one column ends so; letter case does not matter. */
function finder(columns: readonly CatalogColumnResult[]): (name: string) => CatalogColumnResult | undefined {
  const whole = new Map(columns.map((column) => [column.path.join('.').toLowerCase(), column]));
  const leaves = Map.groupBy(columns, (column) => column.path.at(-1)!.toLowerCase());
  return (name) => {
    const wanted = name.trim().toLowerCase();
    const ends = leaves.get(wanted);
    return whole.get(wanted) ?? (ends?.length === 1 ? ends[0] : undefined);
  };
}

/** A suggestion that a person decided on. */
export interface DecidedSample {
  readonly columnId: number;
  readonly category: string;
  readonly sensitivity: Level;
  readonly evidence: readonly string[];
}

/**
 * Confirms and refuses suggestions from a sample as one change, as the inbox does: a confirmed column gets the
 * category, and the sensitivity where it has none or a lower one. The evidence is kept as the reason of each.
 * @throws Refused
 */
export async function decideSample(
  catalog: Catalog,
  actor: string,
  request: {
    readonly file: string;
    readonly confirm: readonly DecidedSample[];
    readonly refuse: readonly DecidedSample[];
    readonly reason?: string | undefined;
  },
): Promise<MutationResult> {
  const tags = columnTags(catalog);
  const { file, confirm, refuse, reason } = request;
  const { taxonomy } = classifierOf(catalog);
  const unknown = [...confirm, ...refuse].find(({ category }) => !taxonomy.category(category));
  if (unknown) throw new Refused('INVALID', `"${unknown.category}" is no category of the taxonomy.`);
  const because = (evidence: readonly string[]): string =>
    reason ?? `Sample ${file}: ${evidence.join('; ')}`.slice(0, LONGEST_REASON);
  const category = (value: string) => ({ kind: 'category', key: '', value }) as const;
  const work = [
    ...confirm.map((one): TagEach => {
      const target = { on: 'column', id: one.columnId } as const;
      const raise = rankOf(one.sensitivity) > rankOf(tags.get(one.columnId)?.sensitivity ?? null);
      const level = { kind: 'sensitivity', key: '', value: one.sensitivity } as const;
      const add = raise ? [category(one.category), level] : [category(one.category)];
      return { target, add, refuse: [], reason: because(one.evidence) };
    }),
    ...refuse.map((one): TagEach => {
      const target = { on: 'column', id: one.columnId } as const;
      return { target, add: [], refuse: [category(one.category)], reason: because(one.evidence) };
    }),
  ];
  return tagEach(catalog, actor, work, {
    label: (changed) =>
      `Decided on ${counted(changed, 'column')} by the values of ${file}: ${confirm.length} confirmed, ${refuse.length} refused`,
    reason,
  });
}

const LONGEST_REASON = 2000;
