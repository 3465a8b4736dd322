/**
 * What the four artifact files have in common: their `metadata` block, and being read entry by entry.
 */
import { SourceError, type ImportContext, type SourceFile } from '../importer.ts';
import { jsonMembers, MemberScanner, utf8, type JsonMember } from '../json-members.ts';
import { objectExpected } from '../object-expected.ts';
import { instant, isRecord, list, number, record, text, type JsonRecord } from './values.ts';
import type { Fact, Json } from '../../model/facts.ts';

/**
 * Facts as they are read, group by group: waiting for each by itself would cost more than making it. A group is
 * to be gone through before the next is asked for.
 */
export type FactGroups = AsyncGenerator<Iterable<Fact>, void>;

export type ArtifactRole = 'manifest' | 'catalog' | 'run_results' | 'sources' | 'semantic_manifest';

/** The parts of `metadata` that matter here. Never `env` or `user_id`, which describe people. */
export interface ArtifactMetadata {
  readonly schemaVersion: string | null;
  readonly dbtVersion: string | null;
  readonly generatedAt: string | null;
  readonly invocationId: string | null;
  readonly projectName: string | null;
  /** MD5 of the project's name. */
  readonly projectId: string | null;
  readonly adapter: string | null;
}

/** An artifact with its `metadata`. */
export interface Artifact {
  readonly file: SourceFile;
  readonly role: string;
  readonly metadata: ArtifactMetadata;
}

const ROLES: Readonly<Record<string, ArtifactRole>> = {
  manifest: 'manifest',
  catalog: 'catalog',
  'run-results': 'run_results',
  sources: 'sources',
};

/** Role and version in a schema URL such as `https://schemas.getdbt.com/dbt/manifest/v12.json`. */
export function parseSchemaVersion(
  url: string | null,
): { readonly role: ArtifactRole; readonly version: number } | null {
  const match = /\/dbt\/([a-z-]+)\/v(\d{1,4})(?:\.json)?$/.exec(url ?? '');
  const role = ROLES[match?.[1] ?? ''];
  return role ? { role, version: Number(match?.[2]) } : null;
}

function readMetadata(members: Iterable<readonly [string, Json]>): ArtifactMetadata {
  const block = record(Object.fromEntries(members));
  const adapter = text(block['adapter_type'])?.toLowerCase();
  return {
    schemaVersion: text(block['dbt_schema_version']) ?? null,
    dbtVersion: text(block['dbt_version']) ?? null,
    generatedAt: instant(block['generated_at']) ?? null,
    invocationId: text(block['invocation_id']) ?? null,
    projectName: text(block['project_name']) ?? null,
    projectId: text(block['project_id']) ?? null,
    adapter: adapter ?? null,
  };
}

/**
 * The file's bytes. What the disk or the decompression complains about becomes a {@link SourceError}
 * `unreadable`, so that it is one file's trouble and not the import's.
 */
export async function* contentOf(file: SourceFile): AsyncGenerator<Uint8Array, void> {
  const chunks = file.chunks()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await chunks.next().catch((cause: unknown) => {
        if (cause instanceof SourceError) throw cause;
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new SourceError('unreadable', `the file cannot be read to its end: ${reason}`, { cause });
      });
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await chunks.return?.();
  }
}

/** What can be told of a file without reading it all. */
export interface Glimpse {
  readonly metadata: ArtifactMetadata;
  /** Top-level keys met before reading stopped. */
  readonly tops: readonly string[];
  /** First key of `nodes`, if the limit is finite and lies beyond it. */
  readonly firstNode: string | null;
}

/**
 * Reads until the `metadata` block is complete or `limit` bytes are past, whichever is first.
 * Throws {@link SourceError} when what was read is not a JSON object.
 */
export async function glimpse(file: SourceFile, limit = Number.POSITIVE_INFINITY): Promise<Glimpse> {
  const scanner = new MemberScanner({
    want: (top) => top === 'metadata' || (top === 'nodes' && Number.isFinite(limit)),
    maxMemberBytes: 1 << 16,
  });
  const metadata: [string, Json][] = [];
  let firstNode: string | null = null;
  let read = 0;
  for await (const chunk of utf8(contentOf(file))) {
    const piece = chunk.subarray(0, limit - read);
    read += piece.length;
    for (const { top, key, value } of scanner.push(piece)) {
      if (top === 'metadata') metadata.push([String(key), value]);
      else firstNode ??= String(key);
    }
    if (read >= limit || (scanner.tops.includes('metadata') && scanner.tops.at(-1) !== 'metadata')) break;
  }
  return { metadata: readMetadata(metadata), tops: scanner.tops, firstNode };
}

/** An entry of an artifact. */
export interface ArtifactEntry {
  readonly top: string;
  readonly key: string | number;
  /** The entry, or an empty object where it is a list. */
  readonly value: JsonRecord;
  /** The entry's items where it is a list (`disabled` by id). */
  readonly items?: readonly Json[];
  /** `nodes.model.shop.orders`, `results[3]`: for evidence and issues. */
  readonly at: string;
}

export interface ArtifactReading {
  readonly want: ReadonlySet<string>;
  /** The wanted collection whose entries may be lists. */
  readonly lists?: string;
  /** The wanted collection whose entries are texts; they are given without a value. */
  readonly texts?: string;
  /** Share of the file's size that this reading counts for in the progress bar. */
  readonly share?: number;
  /** Reported once only, though a file may be read twice. */
  readonly silent?: boolean;
}

/**
 * Yields the entries of the wanted collections. Entries that cannot be used are reported and
 * stepped over. Throws {@link SourceError} when the file is not JSON or is cut off.
 */
export async function* readArtifact(
  file: SourceFile,
  reading: ArtifactReading,
  context: ImportContext,
  progress: Progress,
): AsyncGenerator<ArtifactEntry, void> {
  const counted = progress.count(file, reading.share ?? 1);
  const leaveOut = (member: JsonMember, at: string): void => {
    if (reading.silent) return;
    const message = describe(member);
    context.issue({ severity: 'rejected', file: file.index, at, code: 'bad-entry', message });
  };
  for await (const member of jsonMembers(counted, { want: (top) => reading.want.has(top) })) {
    context.signal.throwIfAborted();
    const { top, key, value } = member;
    if (key === null) {
      // Instead of a collection; null stands for an empty one.
      if (value !== null || member.problem) leaveOut(member, top);
      continue;
    }
    const at = typeof key === 'number' ? `${top}[${key}]` : `${top}.${key}`;
    if (isRecord(value)) {
      yield { top, key, value, at };
    } else if (Array.isArray(value) && top === reading.lists) {
      yield { top, key, value: record(null), items: list(value), at };
    } else if (typeof value === 'string' && top === reading.texts) {
      yield { top, key, value: record(null), items: [value], at };
    } else leaveOut(member, at);
  }
}

function describe(member: JsonMember): string {
  switch (member.problem) {
    case 'malformed':
      return 'This entry is not valid JSON. It was left out; the rest of the file was kept.';
    case 'too-deep':
      return 'This entry is nested deeper than any dbt artifact. It was left out; the rest was kept.';
    case 'too-large':
      return 'This entry is larger than 64 MiB. It was left out; the rest of the file was kept.';
    default:
      return objectExpected(member.value);
  }
}

/** Bytes read over all files, for the progress bar. */
export class Progress {
  #total = 0;
  #context: ImportContext;

  constructor(context: ImportContext) {
    this.#context = context;
  }

  /** Counts work that reads nothing, in bytes. */
  advance(bytes: number): void {
    this.#total += bytes;
    this.#context.progress(Math.round(this.#total));
  }

  /** The file's bytes, counted as they pass; `share` of its stored size over one whole reading. */
  async *count(file: SourceFile, share: number): AsyncGenerator<Uint8Array, void> {
    const most = file.size * share;
    let passed = 0;
    for await (const chunk of contentOf(file)) {
      this.#context.signal.throwIfAborted();
      yield chunk;
      const step = Math.min(chunk.length * share, most - passed);
      passed += step;
      this.#total += step;
      this.#context.progress(Math.round(this.#total));
    }
    // A compressed file is smaller than what came out of it; a sparse one may be larger.
    this.#total += most - passed;
  }
}

/** Row or byte count out of a `stats` or `adapter_response` value; negative means unknown. */
export function count(value: Json | undefined): number | undefined {
  const read = number(value);
  return read !== undefined && read >= 0 && Number.isSafeInteger(read) ? read : undefined;
}
