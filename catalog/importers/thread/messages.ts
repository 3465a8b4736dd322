/** What the thread that reads sources and the one that writes facts say to each other. */
import type { MessagePort } from 'node:worker_threads';
import type { LineageAnswer, LineageRequest } from '../../sql/lineage.ts';
import type {
  FoundProject,
  ImporterKind,
  ImportContext,
  ImportIssue,
  ImportOptions,
  KnownDatasets,
} from '../importer.ts';
import type { PackedFacts } from './packed-facts.ts';

/** What an importer may ask the catalog, and is answered before it goes on. */
export type Questions = Required<Pick<ImportOptions, 'namespacesHolding' | 'namespaces' | 'remembered'>> &
  KnownDatasets &
  Pick<ImportContext, 'seen'>;

export type QuestionName = keyof Questions;

/** A question on its way: the name of a member of {@link Questions}, and what it is called with. */
export interface Question {
  readonly name: QuestionName;
  readonly given: readonly unknown[];
}

/** Options of an import that are plain data. */
export type PlainOptions = Omit<ImportOptions, 'namespacesHolding' | 'namespaces' | 'remembered' | 'known'>;

/** What a new thread is given. */
export interface ReadingStart {
  readonly importer: ImporterKind;
  readonly files: readonly {
    readonly index: number;
    readonly path: string;
    readonly size: number;
    readonly role: string;
  }[];
  readonly options: PlainOptions;
  /** Files are read for it on request. */
  readonly beside: boolean;
  /** Questions that are answered. */
  readonly answered: readonly QuestionName[];
  /** Where answers to questions arrive, and a number that grows with each: the thread sleeps until it does. */
  readonly answers: MessagePort;
  readonly turn: Int32Array;
}

/** Trouble with a file, as a `SourceError` tells it. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
}

/** To the thread. */
export type ToReader =
  /** The next bytes of a file that it reads; null at its end. */
  | { readonly type: 'bytes'; readonly stream: number; readonly bytes: Uint8Array<ArrayBuffer> | null }
  /** The file cannot be read on. */
  | { readonly type: 'trouble'; readonly stream: number; readonly trouble: Trouble }
  /** Answers the oldest question about events that is open. */
  | { readonly type: 'seen'; readonly seen: readonly boolean[] }
  /** A file as it was read here. */
  | { readonly type: 'beside'; readonly file: number; readonly read: unknown }
  /** Answers a question about SQL. */
  | { readonly type: 'lineage'; readonly id: number; readonly answer: LineageAnswer }
  /** So many batches of facts were written. */
  | { readonly type: 'written'; readonly batches: number };

/** From the thread. */
export type FromReader =
  /** Wants the next bytes of a file; several times for those after them. Each reading of a file is a stream. */
  | { readonly type: 'more'; readonly stream: number; readonly file: number }
  /** Reads no more of the file. */
  | { readonly type: 'enough'; readonly stream: number }
  | { readonly type: 'seen?'; readonly hashes: readonly string[] }
  | { readonly type: 'lineage?'; readonly id: number; readonly request: LineageRequest }
  /** Wants a file read in the other thread. */
  | { readonly type: 'beside?'; readonly file: number }
  /** To be answered once all facts before it are written; the thread waits. */
  | { readonly type: 'question'; readonly question: Question }
  | { readonly type: 'facts'; readonly facts: PackedFacts }
  | { readonly type: 'issue'; readonly issue: ImportIssue }
  | { readonly type: 'project'; readonly project: FoundProject }
  /** Candidates accepted and bytes read so far. */
  | { readonly type: 'progress'; readonly accepted: number; readonly bytes: number }
  | { readonly type: 'end'; readonly accepted: number };
