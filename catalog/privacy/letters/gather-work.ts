/** The lists of a letter that come from the work of a case. */
import type { StoreRow } from '../cases/outcomes.ts';
import type { Entry } from './fields.ts';
import type { Words } from './words.ts';

export function workLists(work: readonly StoreRow[], words: Words): [string, readonly Entry[]][] {
  const of = (kind: StoreRow['work']) => work.filter((row) => row.work === kind);
  const erase = of('erase');
  const notify = of('notify');
  return [
    [
      'systems',
      [...Map.groupBy(of('search'), (row) => row.task)].map(([task, rows]) => system(task, rows, words)),
    ],
    ['erased', erase.filter((row) => row.outcome === 'erased').map((row) => erased(row, words))],
    [
      'kept',
      erase
        .filter((row) => row.outcome === 'kept')
        .map((row): Entry => ({
          system: row.system,
          name: row.name,
          reason: row.reason ?? '',
          until: row.how?.until ?? '',
        })),
    ],
    [
      'told',
      notify
        .filter((row) => row.outcome === 'told')
        .map((row): Entry => ({ name: row.name, on: row.doneOn ?? '' })),
    ],
    [
      'not_told',
      notify
        .filter((row) => row.outcome === 'not-told')
        .map((row): Entry => ({ name: row.name, reason: row.reason ?? '' })),
    ],
  ];
}

const unique = (values: readonly (string | null)[]): string =>
  [...new Set(values.filter((value): value is string => !!value))].join('; ');

function system(task: string, rows: readonly StoreRow[], words: Words): Entry {
  const owners = rows[0]?.detail.systemOwners;
  const found = rows.reduce((sum, row) => sum + (row.found ?? 0), 0);
  const outcomes = rows.map((row) => words.outcomes[row.outcome ?? 'open'] ?? '');
  return {
    task,
    system: rows[0]?.system ?? '',
    owners: Array.isArray(owners) ? owners.map(String).join(', ') : '',
    outcome: unique(outcomes),
    rows: rows.some((row) => row.outcome === 'found') ? String(found) : '',
    reason: unique(rows.map((row) => row.reason)),
    on: unique(rows.map((row) => row.doneOn)),
    by: unique(rows.map((row) => row.doneBy)),
  };
}

function erased(row: StoreRow, words: Words): Entry {
  const columns = Array.isArray(row.detail.columns) ? (row.detail.columns as { path?: string[] }[]) : [];
  return {
    system: row.system,
    name: row.name,
    columns: columns.map((column) => (column.path ?? []).join('.')).join(', '),
    method: words.methods[row.how?.method ?? ''] ?? '',
    on: row.doneOn ?? '',
    by: row.doneBy ?? '',
    rows: row.found === null ? '' : String(row.found),
    backups: row.how?.backups ?? '',
    check: row.how?.check ?? '',
  };
}
