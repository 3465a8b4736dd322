/**
 * Lineage of a Python script. The script is never run: its syntax tree is walked once, with values
 * followed as far as they can be known and data followed through every call, so that a write is tied to
 * the reads that its data came from. Comments and strings are no code; a stale annotation says nothing.
 */
import type { Endpoints } from './endpoints.ts';
import type { SqlAnalyses } from './sql-analyses.ts';
import type { JobLineage } from './job-lineage.ts';
import { callExpression, callFunction } from './python/calls.ts';
import { evaluate } from './python/expressions.ts';
import { Machine, type Language } from './python/machine.ts';
import { Recorder } from './python/recorder.ts';
import { executeBody } from './python/statements.ts';
import { syntaxOf } from './python/syntax.ts';
import { Scope } from './python/values.ts';

const PYTHON: Language = { evaluate, call: callExpression, run: executeBody, invoke: callFunction };
/** Longer scripts are not walked. Characters. */
const MAX_SCRIPT = 4_000_000;

/** What a script reads and writes, given the job's arguments by name (without dashes). */
export function pythonLineage(
  text: string,
  jobArguments: ReadonlyMap<string, string>,
  endpoints: Endpoints,
  analyses: SqlAnalyses,
): JobLineage {
  const recorder = new Recorder(endpoints, analyses);
  if (text.length > MAX_SCRIPT)
    return recorder.lineage([`The script has more than ${MAX_SCRIPT} characters and was not read.`]);
  const machine = new Machine(PYTHON, text, recorder, jobArguments);
  const scope = new Scope(null);
  const { top, whole } = syntaxOf(text);
  machine.run(top, scope);
  // Code that nothing in the script calls may still be called from outside; what it does is less sure.
  recorder.uncalled = true;
  for (const definition of machine.functions) {
    if (!machine.called.has(definition.node))
      machine.invoke(definition, { positional: [], named: new Map() });
  }
  const doubt =
    'The script is too large or too repetitive to be followed to its end; later reads and writes may be missing.';
  return recorder.lineage(machine.exhausted || !whole ? [doubt] : []);
}
