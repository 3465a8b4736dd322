/**
 * Runs the importer over files in memory or in a folder, for tests.
 */
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Fact, FactType } from '../../model/facts.ts';
import type { ImportContext, ImportIssue, ImportOptions, RecognisedFile, SourceFile } from '../importer.ts';
import { diskFile, sourceFile } from '../source-file.ts';
import { glue } from './index.ts';

export interface Imported {
  readonly facts: readonly Fact[];
  readonly issues: readonly ImportIssue[];
  readonly roles: ReadonlyMap<string, string | null>;
  readonly accepted: number;
}

/** A file in memory. Objects are written as JSON. */
export function memoryFile(index: number, path: string, content: string | Uint8Array | object): SourceFile {
  const bytes =
    content instanceof Uint8Array
      ? content
      : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return sourceFile({
    index,
    path,
    size: bytes.length,
    open: async function* () {
      yield await Promise.resolve(bytes);
    },
  });
}

/** Imports files given by path. */
export async function importFiles(
  files: Readonly<Record<string, string | Uint8Array | object>>,
  options: ImportOptions = {},
): Promise<Imported> {
  return runImport(
    Object.entries(files).map(([path, content], index) => memoryFile(index, path, content)),
    options,
  );
}

/** Imports a folder. */
export async function importFolder(folder: string, options: ImportOptions = {}): Promise<Imported> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  const files = paths.filter((path) => statSync(path).isFile()).sort();
  return runImport(
    files.map((path, index) =>
      diskFile(path, { index, path: relative(folder, path), size: statSync(path).size }, false),
    ),
    options,
  );
}

async function runImport(files: readonly SourceFile[], options: ImportOptions): Promise<Imported> {
  const roles = new Map<string, string | null>();
  const recognised: RecognisedFile[] = [];
  for (const file of files) {
    const role = await glue.recognise(file);
    roles.set(file.path, role);
    if (role !== null) recognised.push({ file, role });
  }
  const issues: ImportIssue[] = [];
  let accepted = 0;
  const context: ImportContext = {
    signal: new AbortController().signal,
    options,
    issue: (issue) => issues.push(issue),
    accepted: (count = 1) => {
      accepted += count;
    },
    progress: () => undefined,
    seen: () => [],
  };
  const facts: Fact[] = [];
  for await (const batch of glue.read(recognised, context)) facts.push(...batch);
  checkScopes(facts);
  return { facts, issues, roles, accepted };
}

/** What every importer promises: a scope is declared once, and before its first fact. */
function checkScopes(facts: readonly Fact[]): void {
  const declared = new Set<string>();
  for (const fact of facts) {
    if (fact.type === 'scope') {
      if (declared.has(fact.scope)) throw new Error(`scope declared twice: ${fact.scope}`);
      declared.add(fact.scope);
    } else if (!declared.has(fact.evidence.scope)) {
      throw new Error(`fact before its scope: ${fact.evidence.scope}`);
    }
  }
}

/** The facts of one type. */
export function factsOf<T extends FactType>(imported: Imported, type: T): (Fact & { readonly type: T })[] {
  return imported.facts.filter((fact): fact is Fact & { readonly type: T } => fact.type === type);
}
