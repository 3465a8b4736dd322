/** What the thread that reads events and the one that writes facts say to each other. */
import type { ImportIssue } from '../../importer.ts';
import type { LiteralRule } from '../../sql-literals.ts';
import type { PackedFacts } from './packed-facts.ts';

/** What a new thread is given. */
export interface ReadingStart {
  readonly files: readonly {
    readonly index: number;
    readonly path: string;
    readonly size: number;
    readonly role: string;
  }[];
  readonly sqlLiterals: LiteralRule | undefined;
}

/** Trouble with a file, as a `SourceError` tells it. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
}

/** To the thread. */
export type ToReader =
  /** The next bytes of the file that it reads; null at its end. */
  | { readonly type: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> | null }
  /** The file cannot be read on. */
  | { readonly type: 'trouble'; readonly trouble: Trouble }
  /** Answers the oldest question that is open. */
  | { readonly type: 'seen'; readonly seen: readonly boolean[] }
  /** A batch of facts was written. */
  | { readonly type: 'written' };

/** From the thread. */
export type FromReader =
  /** Wants the next bytes of a file; several times for those after them. */
  | { readonly type: 'more'; readonly file: number }
  | { readonly type: 'seen?'; readonly hashes: readonly string[] }
  | { readonly type: 'facts'; readonly facts: PackedFacts }
  | { readonly type: 'issue'; readonly issue: ImportIssue }
  /** Events accepted and bytes read so far. */
  | { readonly type: 'progress'; readonly accepted: number; readonly bytes: number }
  | { readonly type: 'end'; readonly accepted: number };
