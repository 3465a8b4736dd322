/**
 * What is said about columns that could not be traced: in a model's property, and in the import's
 * issues, one for each reason.
 */
import type { ColumnProblem } from '../../sql/index.ts';
import type { ImportContext } from '../importer.ts';
import type { ModelLineage, ModelReason } from './column-lineage.ts';
import { many, sample } from './issue-words.ts';
import type { Project } from './project.ts';

const MODEL_REASONS: Readonly<Record<ModelReason | 'unknown-columns', string>> = {
  'no-compiled-code':
    'There is no compiled SQL of this model, neither in the manifest nor in a `compiled` folder beside it. Run `dbt compile`, or `dbt docs generate` for the catalog as well, and import the target folder again.',
  'switched-off': 'Column lineage was switched off for this import. Import again with it to trace columns.',
  'python-model': 'This is a Python model; only SQL is analysed.',
  'too-large': 'The SQL is longer than 1 MiB and was not analysed.',
  'too-deep': 'The SQL is nested deeper than the analysis follows.',
  'too-complex': 'The columns of this query multiply beyond what the analysis follows.',
  'parse-error': 'The SQL could not be parsed.',
  'no-query': 'The compiled code holds no query.',
  'timed-out': 'The analysis took longer than its time limit and was ended.',
  'analysis-failed': 'The analysis ended with an error.',
  'unknown-columns':
    'The query selects all columns of a table whose columns are not known. Import the catalog.json that `dbt docs generate` writes, or declare the columns.',
};

export const describeModel = (reason: ModelReason | 'unknown-columns'): string => MODEL_REASONS[reason];

/** Said of a listed column that the query lacks. */
export const NOT_IN_QUERY = {
  reason: 'not-in-query',
  message:
    'The column is listed for the table, but the compiled SQL does not give it. It may come from an earlier version of the model.',
} as const;

/** A column's problem as a sentence. */
export function describeColumn({ reason, name = '' }: ColumnProblem): string {
  switch (reason) {
    case 'column-not-found':
      return `No table of the query is known to have the column ${name}.`;
    case 'ambiguous-column':
      return `Several tables of the query may have the column ${name}.`;
    case 'alias-or-column':
      return `${name} is an alias of the query and may be a column of a table whose columns are not known.`;
    case 'unknown-table':
      return `${name} refers to nothing that the query reads.`;
    case 'unknown-columns':
      return 'All columns of a table are used, and they are not known.';
    case 'unnamed-column':
      return 'The column has no alias, and the database makes a name up.';
    case 'column-pattern':
      return 'The query chooses the column by a pattern.';
    case 'dynamic-pivot':
      return 'The columns of a pivot depend on the data.';
    case 'different-widths':
      return 'The branches of a union have different numbers of columns.';
  }
}

/** Sentences of their own, so that each can be recognised. `models`: "3 models are". */
const SUMMARY: Readonly<Partial<Record<ModelReason, (models: string, ids: string) => string>>> = {
  'python-model': (models, ids) => `${models} written in Python; their columns are not traced: ${ids}.`,
  'too-large': (models, ids) => `${models} longer than 1 MiB of SQL; their columns are not traced: ${ids}.`,
  'too-deep': (models, ids) => `${models} nested too deeply; their columns are not traced: ${ids}.`,
  'too-complex': (models, ids) => `${models} too complex; their columns are not traced: ${ids}.`,
  'parse-error': (models, ids) =>
    `${models} written in SQL that could not be parsed; their columns are not traced: ${ids}.`,
  'no-query': (models, ids) => `${models} without a query; their columns are not traced: ${ids}.`,
  'timed-out': (models, ids) =>
    `${models} taking longer than the time limit; their columns are not traced: ${ids}.`,
  'analysis-failed': (models, ids) =>
    `${models} ending the analysis with an error; their columns are not traced: ${ids}.`,
};
const anyhow = (reason: ModelReason) => (models: string, ids: string) => `${models} ${reason}: ${ids}.`;

/** Counts over all models, for the import's issues. */
export class FailureSummary {
  readonly #failed = new Map<ModelReason, string[]>();
  readonly #undeclared: string[] = [];
  #partial = 0;
  #fromFiles = 0;
  #total = 0;

  add({ table, outcome, undeclared, missing, file }: ModelLineage): void {
    this.#total++;
    if (file !== null) this.#fromFiles++;
    if (!('lineage' in outcome)) {
      this.#failed.set(outcome.reason, [...(this.#failed.get(outcome.reason) ?? []), table.uniqueId]);
      return;
    }
    const { columns, open } = outcome.lineage;
    if (open || missing.length > 0 || columns.some(({ problems }) => problems.length > 0)) this.#partial++;
    if (undeclared.length > 0) this.#undeclared.push(table.uniqueId);
  }

  report(project: Project, context: ImportContext): void {
    const warn = (code: string, message: string): void =>
      context.issue({
        severity: 'warning',
        file: project.index.artifact.file.index,
        at: 'nodes',
        code,
        message,
      });
    for (const [reason, ids] of this.#failed) {
      if (reason === 'no-compiled-code') this.#reportUncompiled(ids.length, warn);
      else
        warn(
          `columns-${reason}`,
          (SUMMARY[reason] ?? anyhow(reason))(many(ids.length, 'model is', 'models are'), sample(ids)),
        );
    }
    if (this.#fromFiles > 0) {
      const message = `The manifest holds no compiled SQL of ${many(this.#fromFiles, 'model', 'models')}; it was read from the files that dbt wrote beside the manifest, which may be of another time.`;
      warn('compiled-files', message);
    }
    if (this.#partial > 0) {
      const message = `${many(this.#partial, 'model has', 'models have')} columns whose origins could not all be found; each model says which and why.`;
      warn('columns-unresolved', message);
    }
    if (this.#undeclared.length > 0) {
      const message = `${many(this.#undeclared.length, 'model reads', 'models read')} tables that depends_on does not list (written into the SQL without ref or source): ${sample(this.#undeclared)}.`;
      warn('undeclared-read', message);
    }
  }

  #reportUncompiled(count: number, warn: (code: string, message: string) => void): void {
    const what =
      count === this.#total
        ? 'The manifest holds no compiled SQL, so columns are not traced.'
        : `The manifest holds no compiled SQL of ${count} of ${this.#total} models, so their columns are not traced.`;
    const message = `${what} Run \`dbt compile\`, or \`dbt docs generate\` for the catalog as well, and import the target folder again.`;
    warn('no-compiled-code', message);
  }
}
