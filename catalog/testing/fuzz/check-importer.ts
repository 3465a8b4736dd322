/** What every importer promises, whatever it is given. */
import type { Fact } from '../../model/facts.ts';
import {
  SourceError,
  type ImportContext,
  type Importer,
  type ImportIssue,
  type RecognisedFile,
} from '../../importers/importer.ts';
import { sourceFile } from '../../importers/source-file.ts';
import type { FuzzFile } from './input.ts';

export interface Checked {
  readonly facts: number;
  readonly accepted: number;
  readonly issues: number;
}

/** No input of the sizes that are tried here has reason to say more. */
const MAX_FACTS = 500_000;

/**
 * Recognises and reads the files.
 * @throws where the importer throws, or breaks a promise
 */
export async function checkImporter(
  importer: Importer,
  files: readonly FuzzFile[],
  columnLineage: boolean,
): Promise<Checked> {
  const recognised: RecognisedFile[] = [];
  for (const [index, { path, bytes }] of files.entries()) {
    const file = sourceFile({ index, path, size: bytes.length, open: () => pieces(bytes) });
    const role = await importer.recognise(file).catch((error: unknown) => {
      if (error instanceof SourceError) return null;
      throw error;
    });
    if (role !== null) recognised.push({ file, role });
  }
  const issues: ImportIssue[] = [];
  const declared = new Set<string>();
  let accepted = 0;
  let facts = 0;
  for await (const batch of importer.read(
    recognised,
    contextOf(columnLineage, issues, (n) => (accepted += n)),
  )) {
    for (const fact of batch) checkFact(fact, declared, files.length);
    facts += batch.length;
    if (facts > MAX_FACTS) throw new Error(`more than ${MAX_FACTS} facts`);
  }
  for (const issue of issues) checkIssue(issue, files.length);
  checkPrototypes();
  return { facts, accepted, issues: issues.length };
}

/** In pieces that cut characters and tokens apart. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const size = bytes.length > 20_000 ? 65_536 : 997;
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

function contextOf(
  columnLineage: boolean,
  issues: ImportIssue[],
  accepted: (count: number) => void,
): ImportContext {
  const hashes = new Set<string>();
  return {
    signal: new AbortController().signal,
    options: { columnLineage, namespacesHolding: (names) => names.map(() => []) },
    issue: (issue) => void issues.push(issue),
    accepted: (count = 1) => accepted(count),
    progress: (bytes) => {
      if (!(bytes >= 0)) throw new Error(`progress of ${bytes} bytes`);
    },
    seen: (asked) =>
      asked.map((hash) => {
        if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`not a hash: ${hash}`);
        const known = hashes.has(hash);
        hashes.add(hash);
        return known;
      }),
  };
}

function checkFact(fact: Fact, declared: Set<string>, files: number): void {
  checkValue(fact, 0);
  if (fact.type === 'scope') {
    declared.add(fact.scope);
    return;
  }
  const { scope, file } = fact.evidence;
  if (!declared.has(scope)) throw new Error(`a ${fact.type} in the undeclared scope ${scope}`);
  if (!Number.isInteger(file) || file < 0 || file >= files) throw new Error(`evidence in file ${file}`);
  for (const name of ['dataset', 'from', 'to', 'job', 'alias'] as const) {
    if (name in fact) checkIdentity((fact as unknown as Record<string, unknown>)[name], fact.type);
  }
}

/** Datasets and jobs are pairs of texts; columns lie in a dataset. */
function checkIdentity(value: unknown, type: string): void {
  const identity = value as Record<string, unknown> | undefined;
  if (identity === undefined) return;
  if ('dataset' in identity) {
    checkIdentity(identity['dataset'], type);
    const path = identity['path'];
    if (!Array.isArray(path) || path.some((part) => typeof part !== 'string'))
      throw new Error(`a ${type} with the column ${JSON.stringify(path)}`);
    return;
  }
  if (typeof identity['namespace'] !== 'string' || typeof identity['name'] !== 'string')
    throw new Error(`a ${type} about ${JSON.stringify(identity)}`);
}

/** Plain JSON, of a depth that can be walked. Infinite figures are for the writer to drop. */
function checkValue(value: unknown, depth: number): void {
  if (depth > 400) throw new Error('a value nested deeper than 400 levels');
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number')
    return;
  if (typeof value === 'object') {
    if (
      Object.getPrototypeOf(value) !== Object.prototype &&
      !Array.isArray(value) &&
      Object.getPrototypeOf(value) !== null
    )
      throw new Error('a value with a prototype of its own');
    for (const member of Object.values(value)) if (member !== undefined) checkValue(member, depth + 1);
    return;
  }
  throw new Error(`a ${typeof value} in a fact`);
}

function checkIssue(issue: ImportIssue, files: number): void {
  if (!/^[a-z][a-z0-9-]*$/.test(issue.code)) throw new Error(`an issue with the code ${issue.code}`);
  if (issue.message === '') throw new Error(`an issue without words: ${issue.code}`);
  if (issue.file !== undefined && !(issue.file >= 0 && issue.file < files))
    throw new Error(`an issue in file ${issue.file}`);
}

const OWN_KEYS = Reflect.ownKeys(Object.prototype).length;

function checkPrototypes(): void {
  if (Reflect.ownKeys(Object.prototype).length !== OWN_KEYS || Reflect.ownKeys({}).length > 0)
    throw new Error('the prototype of all objects was changed');
}
