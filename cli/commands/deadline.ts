import { existsSync, readFileSync } from 'node:fs';
import { counted } from '../../catalog/counted.ts';
import { bundledLegal, legalAt, type LegalData } from '../../catalog/privacy/deadline/legal.ts';
import type { DeadlineInput } from '../../catalog/privacy/deadline/compute.ts';
import { VectorFileError, checkVectors, type VectorResult } from '../../catalog/privacy/deadline/vectors.ts';
import { clockFor } from '../../catalog/privacy/dsar/clock.ts';
import { RequestError } from '../../catalog/request-error.ts';
import { defaultCatalogPath, resourcesDir } from '../../server/product.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { print, printJson } from '../print.ts';

export interface DeadlineOptions extends GlobalOptions {
  readonly vectors?: string;
  readonly jurisdiction?: string;
  readonly place?: string;
  readonly received?: string;
  readonly identity?: string;
  readonly fee?: string;
  readonly pause?: string[];
  readonly extended?: boolean;
  readonly asOf?: string;
}

/** Exit code 1: some vectors are not equal. */
export async function deadlineCommand(options: DeadlineOptions): Promise<ExitCode> {
  // Without a catalog the bundled laws and calendars count.
  if (options.catalog === undefined && !existsSync(defaultCatalogPath()))
    return answer(options, bundledLegal(resourcesDir));
  return withCatalog(options, false, async ({ catalog }) =>
    answer(options, legalAt(catalog.store.reader, catalog.options.resourcesDir, null)),
  );
}

function answer(options: DeadlineOptions, legal: LegalData): ExitCode {
  try {
    return options.vectors === undefined ? one(options, legal) : all(options.vectors, options.json, legal);
  } catch (error) {
    if (error instanceof RequestError || error instanceof VectorFileError)
      throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function all(path: string, json: boolean | undefined, legal: LegalData): ExitCode {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read ${path}: ${error instanceof Error ? error.message : ''}.`, {
      cause: error,
    });
  }
  const results = checkVectors(text, legal);
  const equal = results.filter((result) => result.equal).length;
  if (json) {
    printJson({ vectors: results.length, equal, different: results.length - equal, results });
  } else {
    for (const result of results) print(...lines(result));
    print(`${equal} of ${results.length} vectors are equal`);
    if (legal.edited.size > 0) print(`With own versions of: ${[...legal.edited].join(', ')}`);
  }
  return equal === results.length ? 0 : 1;
}

function lines({ vector, law, region, why, equal, error, differences, warnings }: VectorResult): string[] {
  return [
    `${equal ? 'equal    ' : 'DIFFERENT'}  ${vector}  ${law} ${region}  ${why}`,
    ...(error === null ? [] : [`    ${error}`]),
    ...differences.map(
      (one) =>
        `    ${one.field}: expected ${JSON.stringify(one.expected)}, computed ${JSON.stringify(one.computed) ?? 'no such result'}`,
    ),
    ...(equal ? [] : warnings.map((text) => `    ${text}`)),
  ];
}

function one(options: DeadlineOptions, legal: LegalData): ExitCode {
  const { jurisdiction, received, place = '' } = options;
  if (jurisdiction === undefined || received === undefined)
    throw new UsageError('Give --vectors, or --jurisdiction, --place and --received.');
  const proof = (given: string | undefined) => (given === 'awaited' ? null : given);
  const identity = proof(options.identity);
  const fee = proof(options.fee);
  const input: DeadlineInput = {
    received,
    extended: options.extended === true,
    pauses: (options.pause ?? []).map(pauseOf),
    ...(identity === undefined ? {} : { identityReceived: identity }),
    ...(fee === undefined ? {} : { feePaid: fee }),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
  };
  const { deadline, calendar, law } = clockFor(legal, { jurisdiction, place }, input);
  if (options.json) {
    printJson({ law: law.id, calendar, ...deadline });
    return 0;
  }
  const dates: readonly (readonly [string, string | null])[] = [
    ['Starts', deadline.start],
    ['Acknowledge by', deadline.acknowledgeBy],
    ['Opt-out by', deadline.optOutBy],
    ['Safe date', deadline.safeDate],
    ['Internal target', deadline.internalTarget],
    ['Cautious reading', deadline.strictDue],
    ['Extension notice by', deadline.extensionNoticeBy],
    ['Due if extended', deadline.extendedDue],
    ['Due', deadline.due ?? `paused, ${counted(deadline.pausedDays, 'day')} used`],
  ];
  for (const [name, date] of dates) if (date !== null) print(`${name.padEnd(20)}  ${date}`);
  print('', deadline.ruleText, ...deadline.steps, ...deadline.warnings);
  return 0;
}

/** `2026-03-05..2026-03-10`, open without an end; `identity:` before it for proof of identity. */
function pauseOf(text: string): NonNullable<DeadlineInput['pauses']>[number] {
  const match = /^(?:(identity|clarification):)?(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})?$/.exec(text);
  if (!match) throw new UsageError(`"${text}" is not a pause; expected 2026-03-05..2026-03-10.`);
  const reason = match[1] === 'identity' ? 'identity' : 'clarification';
  return { from: match[2]!, to: match[3] ?? null, reason };
}
