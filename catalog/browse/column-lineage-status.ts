/** How far a dataset's columns are traced through the SQL of the jobs that write it, and why not further. */
import type { Store } from '../store/store.ts';

export interface ColumnLineageStatus {
  readonly job: {
    readonly id: number;
    readonly namespace: string;
    readonly name: string;
    readonly kind: string | null;
  };
  readonly status: 'complete' | 'partial' | 'none';
  readonly columns: number;
  readonly resolved: number;
  /** Why there is none, or not all: `no-compiled-code`, `unknown-columns` …; null where columns say why. */
  readonly reason: string | null;
  readonly message: string | null;
  /** Where in the SQL, in the parser's words. */
  readonly detail: string | null;
  /** The first of the unresolved columns; `columns - resolved` counts all. */
  readonly unresolved: readonly { readonly column: string; readonly message: string }[];
  /** Tables that the SQL names although the project does not list them as read. */
  readonly undeclaredReads: readonly string[];
}

interface Row {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly value: string;
}

/** One entry for each job whose source tells of it; `members` are the identities of the dataset. */
export function columnLineageStatus(
  { reader }: Pick<Store, 'reader'>,
  members: readonly number[],
): ColumnLineageStatus[] {
  return reader
    .prepare<[string], Row>(
      `SELECT DISTINCT j.id, j.namespace, j.name, j.kind, p.value
       FROM job_output o JOIN job j ON j.id = o.job_id
       JOIN property p ON p.target_type = 'job' AND p.target_id = j.id AND p.key = 'columnLineage' AND p.until_revision IS NULL
       WHERE o.dataset_id IN (SELECT value FROM json_each(?)) AND o.until_revision IS NULL
       ORDER BY j.namespace, j.name`,
    )
    .all(JSON.stringify(members))
    .flatMap(({ value, ...job }) => statusOf(JSON.parse(value), job) ?? []);
}

/** Sources may use the key for something else, which is shown with their other properties. */
function statusOf(value: unknown, job: ColumnLineageStatus['job']): ColumnLineageStatus | null {
  if (!isRecord(value)) return null;
  const { status } = value;
  if (status !== 'complete' && status !== 'partial' && status !== 'none') return null;
  return {
    job,
    status,
    columns: countIn(value['columns']),
    resolved: countIn(value['resolved']),
    reason: textIn(value['reason']),
    message: textIn(value['message']),
    detail: textIn(value['detail']),
    unresolved: listIn(value['unresolved']).flatMap((one) => {
      const column = isRecord(one) ? textIn(one['column']) : null;
      return column === null || !isRecord(one) ? [] : [{ column, message: textIn(one['message']) ?? '' }];
    }),
    undeclaredReads: listIn(value['undeclaredReads']).flatMap((one) => textIn(one) ?? []),
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const countIn = (value: unknown): number => (typeof value === 'number' ? value : 0);
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
