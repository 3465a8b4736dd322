/**
 * Large listings of tables, read table by table: whole, they would take several times their size, and those
 * beyond the limit for whole reads could not be read at all.
 */
import { SourceError, type ImportContext, type ImportIssue, type SourceFile } from '../importer.ts';
import { jsonMembers } from '../json-members.ts';
import { WHOLE_READ_LIMIT } from '../source-file.ts';
import { AccountVotes } from './account.ts';
import type { GlueExport } from './export.ts';
import { asRec, asText } from './json.ts';
import { notAnObject } from './issues.ts';
import { TableListing } from './table-listing.ts';

/**
 * `small`: files below are read whole, which is faster; bytes as stored. `whole`: what is larger can only be read
 * one by one; bytes after decompression.
 */
const LIMITS = { small: 16 * 1024 * 1024, whole: WHOLE_READ_LIMIT };

/**
 * Reads a file that holds one JSON answer of GetTables or SearchTables. False where it does not, or where something
 * is wrong with it: nothing of it is kept then, and it is to be read whole, to tell what is wrong. Only of what is too
 * large for that, what stands before the place is kept.
 */
export async function readTablesOneByOne(
  file: SourceFile,
  out: GlueExport,
  context: ImportContext,
  limits = LIMITS,
): Promise<boolean> {
  if (file.size < limits.small) return false;
  const { tables, lfTags } = out.items;
  const before = { tables: tables.length, lfTags: lfTags.length };
  const listing = new TableListing(file, out);
  const votes = new AccountVotes();
  const seen: Seen = { items: 0, bytes: 0, last: true, issues: [] };
  const keep = (broken: boolean): void => {
    out.votes.absorb(votes);
    listing.end({ last: seen.last, broken, items: seen.items });
    for (const issue of seen.issues) context.issue(issue);
  };
  try {
    await readMembers(file, listing, votes, seen, context.signal);
    keep(false);
    return true;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (Math.max(seen.bytes, file.size) <= limits.whole) {
      tables.length = before.tables;
      lfTags.length = before.lfTags;
      return false;
    }
    keep(true);
    const cut = error.code === 'truncated-json';
    const what = cut ? 'The JSON text ends before it is complete.' : 'This is not valid JSON.';
    context.issue({
      severity: 'rejected',
      file: file.index,
      at: `TableList[${seen.items}]`,
      code: cut ? 'truncated' : 'not-json',
      message: `${what} The elements before that place were kept.`,
    });
    return true;
  }
}

interface Seen {
  items: number;
  bytes: number;
  last: boolean;
  /** Told once it is sure that the file is not read whole, which tells them too. */
  readonly issues: ImportIssue[];
}

async function readMembers(
  file: SourceFile,
  listing: TableListing,
  votes: AccountVotes,
  seen: Seen,
  signal: AbortSignal,
): Promise<void> {
  const counted = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of file.chunks()) {
      signal.throwIfAborted();
      seen.bytes += chunk.length;
      yield chunk;
    }
  };
  for await (const { top, key, value, text, problem } of jsonMembers(counted(), {
    want: () => true,
    texts: true,
  })) {
    if (problem !== undefined)
      throw new SourceError('malformed-json', `an entry of ${top} is not valid JSON`);
    votes.read(text ?? '');
    if (top === 'TableList' && typeof key === 'number') {
      seen.items = key + 1;
      const entry = asRec(value);
      if (entry) listing.add(entry, key, text);
      else seen.issues.push(notAnObject(file, value, `TableList[${key}]`));
    } else if (top === 'NextToken' && asText(value) !== undefined) seen.last = false;
  }
}
