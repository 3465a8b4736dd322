/**
 * The thread in which SQL is parsed and analysed. It answers one request at a time and knows nothing
 * of what it answers for; the pool ends it when an answer takes too long.
 */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { analyse } from './analyse.ts';
import { QueryError, type LineageAnswer, type LineageRequest } from './lineage.ts';
import { parse, startParser } from './parser.ts';

/** What the pool gives a new thread. */
export interface WorkerStart {
  /** Path of the parser's WebAssembly file. */
  readonly parser: string;
}

function answer(request: LineageRequest): LineageAnswer {
  try {
    return analyse(request, parse(request.sql, request.database));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { reason: error.reason, ...(error.message !== '' && { detail: error.message }) };
  }
}

if (parentPort) {
  const port = parentPort;
  await startParser(readFileSync((workerData as WorkerStart).parser));
  port.on('message', (request: LineageRequest) => port.postMessage(answer(request)));
  port.postMessage('ready');
}
