/** Whether the engine can be reached, as one small store that the shell shows and the transport writes. */
import { say } from '../language/say.ts';
import { createStore, useStore } from '../store.ts';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'open'; readonly generation: number }
  | { readonly state: 'lost'; readonly since: number; readonly retryAt: number | null }
  | { readonly state: 'failed'; readonly failure: EngineFailure };

/** Why the engine did not start or stopped for good. */
export interface EngineFailure {
  readonly cause: string;
  /** Where the log lies, when the host knows it. */
  readonly logPath: string | null;
}

const store = createStore<Connection>({ state: 'connecting' });

/** The state now, outside of React. */
export const connection = store.get;

/** Only the transport calls this. */
export const setConnection = store.set;

/** Calls `listener` after each change; returns the function that ends it. */
export const onConnection = store.subscribe;

export function useConnection(): Connection {
  return useStore(store);
}

/** Thrown by calls that the engine did not get to answer. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';

  constructor() {
    super(say('The connection to the catalog engine was lost'));
  }
}

/** Thrown by calls after the engine failed for good. */
export class EngineFailedError extends Error {
  override readonly name = 'EngineFailedError';
  readonly logPath: string | null;

  constructor(failure: EngineFailure) {
    super(failure.cause);
    this.logPath = failure.logPath;
  }
}
