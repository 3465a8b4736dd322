/** classify: suggestions for the catalog, for bare names, or for a file with values. Stores nothing. */
import { readFile } from 'node:fs/promises';
import { counted } from '../../catalog/counted.ts';
import {
  type CatalogTableResult,
  classifierOf,
  classifyCatalog,
} from '../../catalog/privacy/classify/catalog.ts';
import { loadClassifier } from '../../catalog/privacy/classify/classify.ts';
import type { Suggestion } from '../../catalog/privacy/classify/input.ts';
import { NamesFileError, classifyNames, readNames } from '../../catalog/privacy/classify/names-file.ts';
import { classifySample, type SampledColumn } from '../../catalog/privacy/classify/values/for-dataset.ts';
import { kindsToday } from '../../catalog/privacy/classify/values/given-names.ts';
import {
  ValuesFileError,
  classifyFile,
  type FileColumn,
  type FileResult,
} from '../../catalog/privacy/classify/values/values-file.ts';
import { resourcesDir } from '../../server/product.ts';
import { UsageError, datasetNamed, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { dataOut, print, printJson, printTable, remark } from '../print.ts';

export interface ClassifyOptions extends GlobalOptions {
  readonly dataset?: string[];
  readonly names?: string;
  readonly values?: string;
  readonly region?: string;
}

export async function classifyCommand(options: ClassifyOptions): Promise<ExitCode> {
  if (options.names !== undefined && (options.dataset ?? options.values) !== undefined)
    throw new UsageError('Give one of --names, --dataset and --values; --values goes with one --dataset.');
  if (options.names !== undefined) return names(options.names, options.json === true);
  if (options.values !== undefined) return values(options.values, options);
  return withCatalog(options, false, async ({ catalog, json }) => {
    const asked = options.dataset?.map((name) => datasetNamed(catalog, name).id);
    const results = [...classifyCatalog(catalog, classifierOf(catalog), asked)];
    if (json) printJson(summary(results));
    else printCatalog(results);
    return 0;
  });
}

/** 0 done, 1 some items could not be read. */
async function names(path: string, json: boolean): Promise<ExitCode> {
  const { names, problems } = await explained(path, async () => readNames(await readFile(path, 'utf8')));
  const answers = classifyNames(loadClassifier(resourcesDir), names);
  if (json) dataOut().write(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  else
    printTable(
      ['table', 'column', 'category', 'confidence', 'evidence'],
      answers.map((one) => [
        one.table,
        one.column,
        one.category ?? '-',
        percent(one.confidence),
        one.evidence,
      ]),
    );
  remark(...problems.map((problem) => `${path}: ${problem}; left out`));
  return problems.length > 0 ? 1 : 0;
}

/** 0 done, 1 some rows could not be read. */
async function values(path: string, options: ClassifyOptions): Promise<ExitCode> {
  const region = options.region?.toUpperCase();
  if (region !== undefined && !/^[A-Z]{2}$/.test(region))
    throw new UsageError(`"${options.region}" is not a country; use two letters, e.g. DE.`);
  const kinds = kindsToday(resourcesDir, region);
  const { dataset } = options;
  if (dataset === undefined) {
    const file = await explained(path, () => classifyFile(path, loadClassifier(resourcesDir), kinds));
    return tellFile(path, file, options.json === true, () => '');
  }
  const [name] = dataset;
  if (name === undefined || dataset.length > 1) throw new UsageError('A file is a sample of one --dataset.');
  return withCatalog(options, false, async ({ catalog, json }) => {
    const card = datasetNamed(catalog, name);
    const sample = await explained(path, () => classifySample(catalog, path, card, kinds));
    const { dataset: _card, ...told } = sample;
    const of = new Map(sample.columns.map((column) => [column, column]));
    return tellFile(path, told, json, (column) => {
      const own = of.get(column as SampledColumn);
      return own?.columnId == null ? 'not in the catalog' : (own.standing[0] ?? '');
    });
  });
}

interface ToldFile extends Pick<FileResult, 'rows' | 'more' | 'problems' | 'problemsTotal'> {
  readonly columns: readonly FileColumn[];
}

function tellFile(
  path: string,
  file: ToldFile,
  json: boolean,
  standing: (column: FileColumn) => string,
): ExitCode {
  if (json) printJson(file);
  else {
    printTable(
      ['column', 'category', 'confidence', 'now', 'shapes', 'evidence'],
      file.columns.map((column) => {
        const [best] = column.suggestions;
        return [
          column.values.column,
          best?.category ?? '-',
          best ? percent(best.confidence) : '',
          standing(column),
          column.values.shapes.map(({ shape }) => shape).join('  '),
          best?.evidence.join('; ') ?? '',
        ];
      }),
    );
    const more = file.more ? '; the file has more rows or columns than are read' : '';
    print('', `${counted(file.rows, 'row')} read${more}. Nothing was stored.`);
  }
  remark(...file.problems.map((problem) => `${path}: ${problem}`));
  const rest = file.problemsTotal - file.problems.length;
  if (rest > 0) remark(`${path}: and ${rest} more of ${file.problemsTotal}`);
  return file.problemsTotal > 0 ? 1 : 0;
}

async function explained<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw known(path, error);
  }
}

function known(path: string, error: unknown): unknown {
  if (
    error instanceof NamesFileError ||
    error instanceof ValuesFileError ||
    (error instanceof Error && 'code' in error)
  )
    return new UsageError(`Cannot use ${path}: ${error.message}.`, { cause: error });
  return error;
}

function summary(results: readonly CatalogTableResult[]) {
  const columns = results.flatMap((result) => result.columns);
  return {
    datasets: results.length,
    columns: columns.length,
    suggested: columns.filter(({ suggestions }) => suggestions.length > 0).length,
    new: columns.filter(({ standing }) => standing.includes('new')).length,
    items: results.map(({ card, columns, ...rest }) => ({
      namespace: card.namespace,
      name: card.name,
      ...rest,
      columns: columns.map(({ id: _id, suggestions, standing, ...column }) => ({
        ...column,
        suggestions: suggestions.map((one, at) => ({ ...one, standing: standing[at] })),
      })),
    })),
  };
}

function printCatalog(results: readonly CatalogTableResult[]): void {
  const { datasets, columns, suggested, new: fresh } = summary(results);
  for (const result of results) {
    const rows = result.columns.flatMap(({ path, suggestions, standing }) =>
      suggestions.map((one, at) => row(path, one, standing[at] ?? 'new')),
    );
    if (rows.length === 0) continue;
    const about = result.subjects.map(({ subject }) => subject.replaceAll('_', ' ')).join(', ');
    print(`${result.card.name}  (${[result.sensitivity, about].filter(Boolean).join(', ')})`);
    printTable(['  column', 'category', 'confidence', 'now', 'evidence'], rows);
    print('');
  }
  print(
    `${suggested} of ${columns} columns in ${datasets} datasets have suggestions, ${fresh} of them new. Nothing was stored.`,
  );
}

function row(path: readonly string[], one: Suggestion, standing: string): string[] {
  const form = one.form === 'plain' ? '' : ` (${one.form})`;
  return [
    `  ${path.join('.')}`,
    `${one.category}${form}`,
    percent(one.confidence),
    standing,
    one.evidence.join('; '),
  ];
}

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}
