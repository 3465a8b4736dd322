/**
 * The thread in which SQL is parsed and analysed. It answers one request at a time and knows nothing
 * of what it answers for; the pool ends it when an answer takes too long.
 */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { analyse } from './analyse.ts';
import type {
  LineageAnswer,
  LineageRequest,
  MarksAnswer,
  MarksRequest,
  TablesAnswer,
  TablesRequest,
} from './lineage.ts';
import { marksOf } from './marks.ts';
import { parse, startParser } from './parser.ts';
import { QueryError } from './query-error.ts';
import { statementsOf } from './statements.ts';

/** What the pool gives a new thread. */
export interface WorkerStart {
  /** Path of the parser's WebAssembly file. */
  readonly parser: string;
}

type Request = LineageRequest | TablesRequest | MarksRequest;

function answer(request: Request): LineageAnswer | TablesAnswer | MarksAnswer {
  try {
    const statements = parse(request.sql, request.database);
    if (!('only' in request)) return analyse(request, statements);
    return request.only === 'marks'
      ? { marks: marksOf(request, statements) }
      : { statements: statementsOf(statements, request.database) };
  } catch (error) {
    // Deep nesting ends in the engine's stack limit.
    if (error instanceof RangeError) return { reason: 'too-deep' };
    if (!(error instanceof QueryError)) throw error;
    return { reason: error.reason, ...(error.message !== '' && { detail: error.message }) };
  }
}

if (parentPort) {
  const port = parentPort;
  await startParser(readFileSync((workerData as WorkerStart).parser));
  port.on('message', (request: Request) => port.postMessage(answer(request)));
  port.postMessage('ready');
}
