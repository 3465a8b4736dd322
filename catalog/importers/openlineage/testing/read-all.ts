/** Runs the importer over texts and files, for tests. */
import { createReadStream, statSync } from 'node:fs';
import type { Fact } from '../../../model/facts.ts';
import type { ImportContext, ImportIssue, SourceFile } from '../../importer.ts';
import { sourceFile } from '../../source-file.ts';
import { openLineage } from '../index.ts';

export interface ReadResult {
  readonly facts: readonly Fact[];
  /** Without the differences from the specification, which events of tests have in plenty. */
  readonly issues: readonly ImportIssue[];
  readonly differences: readonly ImportIssue[];
  readonly accepted: number;
  readonly rejected: number;
}

/** A file in memory, given out in chunks of this many bytes. */
export function memoryFile(content: string | Uint8Array, index = 0, chunkSize = 1 << 20): SourceFile {
  const bytes = Buffer.from(content);
  return sourceFile({
    index,
    path: `events-${index}.json`,
    size: bytes.length,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
    },
  });
}

export function pathFile(path: string, index = 0): SourceFile {
  return sourceFile({ index, path, size: statSync(path).size, open: () => createReadStream(path) });
}

/** Reads the files as one import. `seen` holds what earlier imports took in. */
export async function readAll(files: readonly SourceFile[], seen = new Set<string>()): Promise<ReadResult> {
  const issues: ImportIssue[] = [];
  const facts: Fact[] = [];
  let accepted = 0;
  const context: ImportContext = {
    signal: new AbortController().signal,
    options: {},
    issue: (issue) => issues.push(issue),
    accepted: (count = 1) => (accepted += count),
    progress: () => undefined,
    seen: (hashes) => hashes.map((hash) => seen.has(hash) || !seen.add(hash)),
  };
  const recognised = files.map((file) => ({ file, role: 'events' }));
  for await (const batch of openLineage.read(recognised, context)) facts.push(...batch);
  return {
    facts,
    issues: issues.filter(({ code }) => code !== 'not-conforming'),
    differences: issues.filter(({ code }) => code === 'not-conforming'),
    accepted,
    rejected: issues.filter((issue) => issue.severity === 'rejected').length,
  };
}

/** Reads events as newline-delimited JSON. */
export function readEvents(...events: readonly unknown[]): Promise<ReadResult> {
  return readAll([memoryFile(events.map((event) => JSON.stringify(event)).join('\n'))]);
}
