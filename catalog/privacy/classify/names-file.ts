/**
 * Bare names from a file, for classifying and measuring without a catalog: a JSON array of objects with
 * `table` and `column`, and `type` and `description` where they are known.
 */
import { z } from 'zod';
import type { Classifier } from './classify.ts';
import type { ColumnResult } from './input.ts';

const item = z.object({
  table: z.string(),
  column: z.string(),
  type: z.string().nullish(),
  description: z.string().nullish(),
});
export type NamedColumn = z.infer<typeof item>;

/** One answer a name, in the order of the file. */
export interface NameAnswer {
  readonly table: string;
  readonly column: string;
  /** Key of the taxonomy; null where nothing is suggested. */
  readonly category: string | null;
  readonly confidence: number;
  readonly rule: string | null;
  /** Why, or why not, in words. */
  readonly evidence: string;
}

export interface NamesFile {
  readonly names: readonly NamedColumn[];
  /** Items that are not a table and a column, with their place: left out. */
  readonly problems: readonly string[];
}

/** A file that is not a JSON array. */
export class NamesFileError extends Error {
  override readonly name = 'NamesFileError';
}

/** @throws NamesFileError */
export function readNames(text: string): NamesFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new NamesFileError(`it is not JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
  if (!Array.isArray(parsed))
    throw new NamesFileError('a JSON array of {"table", "column"} is expected at its top');
  const names: NamedColumn[] = [];
  const problems: string[] = [];
  for (const [at, value] of parsed.entries()) {
    const read = item.safeParse(value);
    if (read.success) names.push(read.data);
    else {
      const issue = read.error.issues[0];
      problems.push(
        `item ${at + 1}${issue?.path.length ? `, ${issue.path.join('.')}` : ''}: ${issue?.message ?? ''}`,
      );
    }
  }
  return { names, problems };
}

/** Names of the same table are read together: they are each other's context. */
export function classifyNames(classifier: Classifier, names: readonly NamedColumn[]): NameAnswer[] {
  const tables = new Map<string, number[]>();
  for (const [at, { table }] of names.entries()) {
    const group = tables.get(table);
    if (group) group.push(at);
    else tables.set(table, [at]);
  }
  const answers: NameAnswer[] = [];
  for (const [table, places] of tables) {
    const columns = places.map((at) => {
      const { column, type, description } = names[at]!;
      return { path: [column], dataType: type ?? null, description: description ?? null };
    });
    const result = classifier.classifyTable({ name: table, columns });
    for (const [index, at] of places.entries()) {
      answers[at] = answerOf(table, names[at]!.column, result.columns[index]!);
    }
  }
  return answers;
}

function answerOf(table: string, column: string, { suggestions, considered }: ColumnResult): NameAnswer {
  const best = suggestions[0] ?? considered;
  return {
    table,
    column,
    category: suggestions[0]?.category ?? null,
    confidence: best?.confidence ?? 0,
    rule: best?.rule ?? null,
    evidence: best?.evidence.join('; ') ?? 'no rule knows the name',
  };
}
