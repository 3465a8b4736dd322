/**
 * The calls of one collection: each answer goes into its file, each refusal is noted and passed over.
 */
import { errorOf, isDenied, type AwsAccess, type ExportError } from './access.ts';
import type { ExportFolder } from './export-folder.ts';
import type { AwsSource } from './plan.ts';

export interface CollectProgress {
  /** The call under way, as the AWS CLI names it, and what it asks about. */
  readonly operation: string;
  readonly resource: string;
  readonly calls: number;
  readonly files: number;
  readonly errors: number;
}

export interface CollectionRequest {
  readonly source: AwsSource;
  readonly access: AwsAccess;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: CollectProgress) => void;
}

/** Credentials that are missing, wrong or expired, or no way to AWS at all. */
export class AwsConnectError extends Error {}

/** Refusals of one call in a row after which it is not tried again. */
const GIVE_UP = 3;
/** Calls under way at the same time. */
const TOGETHER = 4;

export class Collection {
  readonly folder: ExportFolder;
  readonly access: AwsAccess;
  readonly source: AwsSource;
  readonly signal: AbortSignal;
  readonly #onProgress: CollectionRequest['onProgress'];
  readonly #errors: ExportError[] = [];
  readonly #refused = new Map<string, Refusals>();
  #calls = 0;
  #account = '';

  constructor({ access, source, signal, onProgress }: CollectionRequest, folder: ExportFolder) {
    this.access = access;
    this.source = source;
    this.signal = signal;
    this.folder = folder;
    this.#onProgress = onProgress;
  }

  get account(): string {
    return this.#account;
  }

  async identity(): Promise<string> {
    this.#report('get-caller-identity', '');
    try {
      const identity = await this.access.identity(this.signal);
      await this.folder.write('sts-get-caller-identity', [], identity);
      this.#account = identity.Account ?? '';
      return this.#account;
    } catch (error) {
      this.signal.throwIfAborted();
      const { Code, Message } = errorOf('', '', error);
      throw new AwsConnectError(`AWS could not be reached with these credentials: ${Message} (${Code}).`, {
        cause: error,
      });
    }
  }

  /** One call into one file; null where it failed. */
  async one(operation: string, input: object, names: readonly string[]): Promise<object | null> {
    const answer = await this.#call(operation, input, names.join('.'));
    if (answer) await this.folder.write(operation, names, answer);
    return answer;
  }

  /** A listing, all pages into one file. Answers with what `pick` takes of its items. */
  async list<T = never>(
    operation: string,
    input: object,
    key: string,
    options: ListOptions<T> = {},
  ): Promise<T[]> {
    const { names = [], pick, keep = true } = options;
    const listing = this.folder.list(operation, names, key);
    const picked: T[] = [];
    let next: string | undefined;
    try {
      do {
        const page = next === undefined ? input : { ...input, NextToken: next };
        const answer = await this.#call(operation, page, names.join('.'));
        if (!answer) break;
        const items = membersOf(answer, key);
        await listing.page(items);
        if (pick && keep) for (const item of items) picked.push(...[pick(item)].filter((one) => one !== ''));
        const token = (answer as { readonly NextToken?: unknown }).NextToken;
        const before: string | undefined = next;
        next = typeof token === 'string' && token !== '' ? token : undefined;
        if (next !== undefined && next === before) {
          // Asked on, it would answer so forever; the listing counts as cut.
          this.#errors.push({
            Operation: operation,
            Resource: names.join('.'),
            Code: 'SamePage',
            Message: 'The service answered the same page again; what follows is missing.',
          });
          break;
        }
      } while (next !== undefined);
    } finally {
      await listing.end(next);
    }
    return picked;
  }

  /** Works through a list, a few at a time. */
  async each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
    const waiting = items.values();
    const worker = async (): Promise<void> => {
      for (const item of waiting) {
        this.signal.throwIfAborted();
        await work(item);
      }
    };
    await Promise.all(Array.from({ length: Math.min(TOGETHER, items.length) }, worker));
  }

  /** Runs something that may fail; a failure is noted. */
  async attempt<T>(operation: string, resource: string, work: () => Promise<T>): Promise<T | null> {
    const refused = this.#refusalsOf(operation);
    if (refused.times >= GIVE_UP) {
      refused.skipped++;
      return null;
    }
    this.#calls++;
    this.#report(operation, resource);
    try {
      const result = await work();
      refused.times = 0;
      return result;
    } catch (error) {
      this.signal.throwIfAborted();
      const told = errorOf(operation, resource, error);
      this.#errors.push(told);
      if (isDenied(told)) refused.times++;
      return null;
    }
  }

  /** One count for all calls of an operation, a few of which are under way at a time. */
  #refusalsOf(operation: string): Refusals {
    const known = this.#refused.get(operation) ?? { times: 0, skipped: 0 };
    this.#refused.set(operation, known);
    return known;
  }

  /** What failed, and what was not tried any more. */
  allErrors(): ExportError[] {
    const skipped = [...this.#refused].filter(([, { skipped }]) => skipped > 0);
    return [
      ...this.#errors,
      ...skipped.map(([operation, { skipped }]) => ({
        Operation: operation,
        Resource: '',
        Code: 'NotTried',
        Message: `After ${GIVE_UP} refusals, ${skipped} more calls were not made.`,
      })),
    ];
  }

  #call(operation: string, input: object, resource: string): Promise<object | null> {
    return this.attempt(operation, resource, () => this.access.call(operation, input, this.signal));
  }

  #report(operation: string, resource: string): void {
    this.#onProgress?.({
      operation,
      resource,
      calls: this.#calls,
      files: this.folder.files,
      errors: this.#errors.length,
    });
  }
}

interface Refusals {
  /** Since the last call that was answered. */
  times: number;
  /** Calls that were not made any more. */
  skipped: number;
}

interface ListOptions<T> {
  /** Parts of the file's name. */
  readonly names?: readonly string[];
  readonly pick?: (item: unknown) => T;
  /** False: nothing is picked. */
  readonly keep?: boolean;
}

const membersOf = (answer: object, key: string): readonly unknown[] => {
  const value: unknown = (answer as Readonly<Record<string, unknown>>)[key];
  return Array.isArray(value) ? (value as unknown[]) : [];
};
