/** The lists of a letter that come from the encrypted records of a case; empty while the desk is closed. */
import type { Catalog } from '../../catalog.ts';
import { listRecords, type CaseRecordRow } from '../cases/records.ts';
import type { Entry } from './fields.ts';
import type { Words } from './words.ts';

type Readable = CaseRecordRow & { readonly meta: NonNullable<CaseRecordRow['meta']> };

export function recordLists(catalog: Catalog, reference: string, words: Words): [string, readonly Entry[]][] {
  const readable = listRecords(catalog, reference).filter((row): row is Readable => row.meta !== null);
  const originalOf = (row: Readable): number => chain(row, readable).at(-1)!.id;
  // They come from the oldest to the newest.
  const newest = new Map(readable.map((row) => [originalOf(row), row.id]));
  // What is enclosed: results of tasks, the newest redacted copy in place of an original.
  const enclosed = readable.filter(
    (row) =>
      (row.kind === 'attachment' || row.kind === 'redacted') &&
      row.task !== null &&
      newest.get(originalOf(row)) === row.id,
  );
  const redactions = enclosed.flatMap((row) => chain(row, readable).flatMap((one) => one.meta.redactions));
  const counts = new Map<string, number>();
  for (const { reason } of redactions) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [
    [
      'files',
      enclosed.map(({ meta }): Entry => ({
        name: meta.name,
        format: formatOf(meta.mediaType),
        sha256: meta.sha256,
      })),
    ],
    [
      'withheld',
      [...counts].map(([reason, count]): Entry => ({
        reason: words.withheld[reason] ?? reason,
        count: String(count),
      })),
    ],
    [
      'redactions',
      readable.flatMap((row) =>
        row.meta.redactions.map(({ place, reason, by, why }): Entry => ({
          file: row.meta.name,
          place,
          reason,
          by,
          why,
        })),
      ),
    ],
    [
      'records',
      readable
        .filter((row) => row.kind !== 'person' && row.kind !== 'note')
        .map((row): Entry => ({
          kind: row.kind,
          name: row.meta.name,
          sha256: row.meta.sha256,
          bytes: String(row.bytes),
        })),
    ],
  ];
}

/** A redacted copy and what it was made from, back to the original. */
function chain(row: Readable, all: readonly Readable[]): Readable[] {
  const before = row.ofId === null ? undefined : all.find((one) => one.id === row.ofId && one.id < row.id);
  return before ? [row, ...chain(before, all)] : [row];
}

function formatOf(mediaType: string): string {
  return (mediaType.split('/')[1] ?? mediaType).toUpperCase();
}
