/**
 * Checks a file of deadline vectors: for each a law, a place, what happened and the dates that are expected.
 * A vector that cannot be computed is reported in its place; the others are computed all the same.
 */
import { z } from 'zod';
import { clockFor } from '../dsar/clock.ts';
import { RequestError } from '../../request-error.ts';
import { breachDeadline } from './breach.ts';
import { DeadlineError } from './civil-date.ts';
import type { DeadlineInput } from './compute.ts';
import type { LegalData } from './legal.ts';

const pause = z.object({
  from: z.string(),
  to: z.string().nullable().default(null),
  reason: z.enum(['identity', 'clarification']).optional(),
});
const vectorSchema = z.object({
  law: z.string(),
  /** Place whose holidays count; empty where the law has only one. */
  region: z
    .string()
    .nullish()
    .transform((region) => region ?? ''),
  input: z.looseObject({
    received: z.string().optional(),
    identityReceived: z.string().nullable().optional(),
    feePaid: z.string().nullable().optional(),
    extended: z.boolean().optional(),
    pauses: z.array(pause).nullish(),
    asOf: z.string().nullish(),
    /** Of a breach: the instant of becoming aware, in place of `received`. */
    aware: z.string().optional(),
  }),
  expect: z.record(z.string(), z.unknown()).default({}),
  why: z.string().default(''),
});

const USED = new Set(['received', 'identityReceived', 'feePaid', 'extended', 'pauses', 'asOf', 'aware']);
/** Other names for results. */
const ALIASES: Readonly<Record<string, string>> = {
  ackBy: 'acknowledgeBy',
  target: 'internalTarget',
  safe: 'safeDate',
  noticeBy: 'extensionNoticeBy',
};

export interface VectorResult {
  /** Position in the file, from 1. */
  readonly vector: number;
  readonly law: string;
  readonly region: string;
  readonly why: string;
  readonly equal: boolean;
  /** Every date and the rule; null where nothing could be computed. */
  readonly computed: Readonly<Record<string, unknown>> | null;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly differences: readonly {
    readonly field: string;
    readonly expected: unknown;
    readonly computed: unknown;
  }[];
  /** Why nothing could be computed. */
  readonly error: string | null;
  readonly warnings: readonly string[];
}

/** The file as a whole cannot be used. */
export class VectorFileError extends Error {
  override readonly name = 'VectorFileError';
}

/** @throws VectorFileError when the text is no JSON array of vectors */
export function checkVectors(text: string, legal: LegalData): VectorResult[] {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new VectorFileError(`This is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
  const list: unknown = typeof json === 'object' && json !== null && 'vectors' in json ? json.vectors : json;
  if (!Array.isArray(list)) throw new VectorFileError('A JSON array of vectors is expected.');
  return list.map((one, index) => check(one, index + 1, legal));
}

function check(given: unknown, vector: number, legal: LegalData): VectorResult {
  const parsed = vectorSchema.safeParse(given);
  if (!parsed.success) {
    const error = parsed.error.issues
      .map((one) => `${one.path.join('.') || 'the vector'}: ${one.message}`)
      .join('; ');
    const empty = { law: '', region: '', why: '', expect: {}, differences: [], warnings: [] };
    return { ...empty, vector, equal: false, computed: null, error };
  }
  const { law, region, input, expect, why } = parsed.data;
  const base = { vector, law, region, why, expect };
  const unused = Object.keys(input).filter((key) => !USED.has(key));
  const warnings =
    unused.length > 0 ? [`Not understood in the input, so not used: ${unused.join(', ')}.`] : [];
  try {
    const computed = compute(parsed.data, legal);
    const names = Object.keys(expect);
    const differences = names
      .map((field) => ({ field, expected: expect[field], computed: valueOf(computed, field) }))
      .filter((one) => !same(one.expected, one.computed));
    const said = Array.isArray(computed.warnings) ? computed.warnings.map(String) : [];
    const equal = differences.length === 0 && names.length > 0;
    const nothing = names.length > 0 ? [] : ['The vector expects nothing, so there is nothing to compare.'];
    return {
      ...base,
      equal,
      computed,
      differences,
      error: null,
      warnings: [...warnings, ...nothing, ...said],
    };
  } catch (error) {
    if (!(error instanceof RequestError || error instanceof DeadlineError)) throw error;
    return { ...base, equal: false, computed: null, differences: [], error: error.message, warnings };
  }
}

function compute(
  { law, region, input }: z.infer<typeof vectorSchema>,
  legal: LegalData,
): Readonly<Record<string, unknown>> {
  if (input.aware !== undefined) {
    const calendar = legal.calendars.get(region);
    if (!calendar) throw new RequestError(`No calendar of "${region.slice(0, 40)}" is known.`);
    return { ...breachDeadline(input.aware, calendar) };
  }
  if (input.received === undefined) throw new RequestError('input.received is missing.');
  const { identityReceived, feePaid, extended, pauses, asOf } = input;
  const order: DeadlineInput = {
    received: input.received,
    ...(identityReceived === undefined ? {} : { identityReceived }),
    ...(feePaid === undefined ? {} : { feePaid }),
    ...(extended === undefined ? {} : { extended }),
    ...(asOf === undefined || asOf === null ? {} : { asOf }),
    ...(pauses === undefined || pauses === null
      ? {}
      : { pauses: pauses.map(({ from, to, reason }) => ({ from, to, ...(reason ? { reason } : {}) })) }),
  };
  const { deadline, calendar } = clockFor(legal, { jurisdiction: law, place: region }, order);
  return { ...deadline, ackBy: deadline.acknowledgeBy, calendar };
}

/** A result under the name that a vector gives it; undefined where there is none of that name. */
function valueOf(computed: Readonly<Record<string, unknown>>, field: string): unknown {
  return computed[Object.hasOwn(computed, field) ? field : (ALIASES[field] ?? field)];
}

function same(expected: unknown, computed: unknown): boolean {
  if (expected === null) return computed === null;
  return JSON.stringify(expected) === JSON.stringify(computed);
}
