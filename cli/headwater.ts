#!/usr/bin/env node
/** Entry point of the `headwater` command. */
import { CommanderError } from 'commander';
import { ORPCError } from '@orpc/server';
import { fileTrouble } from '../catalog/store/errors.ts';
import { keepHeapSmall } from '../server/heap.ts';
import { UsageError, type ExitCode } from './face.ts';
import { program } from './program.ts';
import { bearReadersThatLeave, remark } from './print.ts';

keepHeapSmall();

bearReadersThatLeave();

/** Shared options (`shared` in program.ts) that have a value behind them. */
const WITH_VALUE = new Set(['--catalog', '--catalog-passphrase-file', '--as', '--password-file']);

let code: ExitCode = 0;
try {
  await program((result) => {
    code = result;
  }).parseAsync();
} catch (error) {
  code = explain(error);
  // There, 2 says that something was tampered with; not having been able to look must not.
  if (code === 2 && commandOf(process.argv.slice(2)) === 'verify') code = 1;
}
process.exitCode = code;

/** The command, behind shared options that stand before it. */
function commandOf([first, ...rest]: readonly string[]): string | undefined {
  if (first !== undefined && WITH_VALUE.has(first)) return commandOf(rest.slice(1));
  return first?.startsWith('--') ? commandOf(rest) : first;
}

function explain(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const message = error instanceof Error ? error.message : String(error);
  const trouble = fileTrouble(error);
  if (error instanceof UsageError) remark(message);
  else if (error instanceof ORPCError) remark(`${message}${detailOf(error)}`);
  else if (trouble) remark(`The catalog cannot be used: ${trouble.message}.`);
  else if (error instanceof Error && error.name === 'AbortError') remark('Cancelled; nothing was written.');
  else remark(`Failed: ${message}`);
  return 2;
}

/** Which part of the input was wrong, where the contract says so. */
function detailOf(error: ORPCError<string, unknown>): string {
  if (error.code === 'REASON_NEEDED') return ' Say why with --reason "…".';
  const data = error.data as { issues?: { path?: (string | number)[]; message?: string }[] } | undefined;
  const issues = (data?.issues ?? []).map(
    (issue) => `${(issue.path ?? []).join('.')}: ${issue.message ?? ''}`,
  );
  return issues.length > 0 ? `: ${issues.join('; ')}` : '';
}
