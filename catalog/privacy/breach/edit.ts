/** What people do with a breach: open it, fill in fields, move it on, note a notification. Undo takes each back. */
import type { ZodSafeParseResult, ZodType } from 'zod';
import type { Catalog } from '../../catalog.ts';
import type { Json } from '../../model/facts.ts';
import { makeChange, type Change, type MutationResult } from '../../stewardship/change.ts';
import { closeRow, openRow } from '../../stewardship/period-rows.ts';
import { Refused } from '../../stewardship/refused.ts';
import { legalAt } from '../deadline/legal.ts';
import { lawOf, placeIn } from '../dsar/clock.ts';
import {
  FIELD_NAMES,
  FIELDS,
  isField,
  NOTICE,
  noticeSchema,
  REFERENCE,
  type BreachNotice,
  type BreachStart,
  type BreachState,
  type FieldName,
  type FieldValues,
} from './fields.ts';
import { breachAt } from './read.ts';
import { checkStart } from './starts.ts';
import { refuseMove, stateWords } from './states.ts';

export interface BreachOrder {
  /** Without personal data; the next free number of the year where none is given. */
  readonly reference?: string | undefined;
  readonly awareAt: string;
  readonly zone: string;
  readonly kinds: NonNullable<FieldValues['kinds']>;
  readonly start: BreachStart;
  readonly jurisdiction: string;
  readonly place: string;
  readonly more?: FieldValues | undefined;
}

/** @returns the reference of the new breach. @throws Refused | RequestError */
export async function openBreach(catalog: Catalog, actor: string, order: BreachOrder): Promise<string> {
  const { law } = lawOf(
    legalAt(catalog.store.reader, catalog.options.resourcesDir, null),
    order.jurisdiction,
  );
  const { awareAt, zone, kinds, start } = order;
  const fields = checked({
    asOf: 'breach',
    role: 'controller',
    ...order.more,
    ...{ awareAt, zone, kinds, start },
    jurisdiction: law.id,
    place: placeIn(law, order.place),
    state: 'open',
  });
  let reference = order.reference?.trim() ?? '';
  if (reference !== '' && !REFERENCE.test(reference))
    throw new Refused('INVALID', 'A reference has up to 80 letters, digits, spaces and the signs . _ / -.');
  checkTimes({ ...order.more, awareAt });
  await makeChange(
    catalog,
    deed(
      actor,
      () => `Opened breach ${reference}`,
      () => ({ reference }),
    ),
    (change) => {
      if (reference === '') reference = nextReference(change, awareAt.slice(0, 4));
      if (change.sql.get('SELECT 1 FROM breach_fact WHERE breach = ? AND until_revision IS NULL', reference))
        throw new Refused('CONFLICT', `There is a breach ${reference} already.`);
      checkStart(change.sql.db, start);
      return write(change, reference, fields, null);
    },
  );
  return reference;
}

export interface FieldsOrder {
  readonly reference: string;
  /** A field that is null is taken away. */
  readonly fields: { readonly [Name in FieldName]?: FieldValues[Name] | null };
  readonly reason?: string | null | undefined;
}

/** Fields without which there would be no breach. */
const KEPT: ReadonlySet<string> = new Set(['awareAt', 'zone', 'start', 'jurisdiction', 'place', 'kinds']);

/** @throws Refused */
export async function setBreachFields(
  catalog: Catalog,
  actor: string,
  { reference, fields, reason }: FieldsOrder,
): Promise<MutationResult> {
  if ('state' in fields) throw new Refused('INVALID', 'The state follows from moving the breach on.');
  const names = Object.keys(fields).filter(isField);
  const empty = names.filter((name) => KEPT.has(name) && fields[name] === null);
  if (empty.length > 0)
    throw new Refused('INVALID', `${empty.map((name) => FIELD_NAMES[name]).join(', ')}: cannot be empty.`);
  const legal = legalAt(catalog.store.reader, catalog.options.resourcesDir, null);
  const wanted = checked(fields);
  return makeChange(
    catalog,
    deed(
      actor,
      (changed) =>
        `Breach ${reference}: ${changed === 0 ? 'as it was' : names.map((name) => FIELD_NAMES[name].toLowerCase()).join(', ')}`,
      () => ({ reference, fields: [...names] }),
    ),
    (change) => {
      const before = breachAt(change.sql.db, reference, null);
      const { law } = lawOf(legal, fields.jurisdiction ?? before.jurisdiction);
      if ('jurisdiction' in fields || 'place' in fields)
        Object.assign(wanted, { jurisdiction: law.id, place: placeIn(law, fields.place ?? before.place) });
      if (fields.start) checkStart(change.sql.db, fields.start);
      checkTimes({ ...before.values, ...fields });
      return write(change, reference, wanted, reason ?? null);
    },
  );
}

/** @throws Refused in words for what is missing */
export async function moveBreach(
  catalog: Catalog,
  actor: string,
  { reference, to }: { readonly reference: string; readonly to: BreachState },
): Promise<MutationResult> {
  return makeChange(
    catalog,
    deed(
      actor,
      () => `Breach ${reference}: ${stateWords(to)}`,
      () => ({ reference, state: to }),
    ),
    (change) => {
      const refusal = refuseMove(breachAt(change.sql.db, reference, null), to);
      if (refusal !== null) throw new Refused('CONFLICT', refusal);
      return write(change, reference, { state: to }, null);
    },
  );
}

export interface NoticeOrder {
  readonly reference: string;
  /** Of one that is replaced or, with `notice` null, taken away; the next free one otherwise. */
  readonly number?: number | undefined;
  readonly notice: BreachNotice | null;
}

/** @throws Refused */
export async function noteNotice(
  catalog: Catalog,
  actor: string,
  { reference, number, notice }: NoticeOrder,
): Promise<MutationResult> {
  const value = notice === null ? null : parsed(noticeSchema.safeParse(notice), 'notice');
  return makeChange(
    catalog,
    deed(
      actor,
      () =>
        `Breach ${reference}: ${value ? `notification to the ${value.to}` : `notification ${number} taken away`}`,
      () => ({ reference, ...(value ? { to: value.to, phase: value.phase, at: value.at } : {}) }),
    ),
    (change) => {
      const record = breachAt(change.sql.db, reference, null);
      if (value && Date.parse(value.at) < Date.parse(record.awareAt))
        throw new Refused('INVALID', `${value.at} is before the breach became known, at ${record.awareAt}.`);
      const known = record.notices.some((one) => one.number === number);
      if (number !== undefined && !known)
        throw new Refused('NOT_FOUND', `Breach ${reference} has no notification ${number}.`);
      return write(change, reference, { [`notice:${number ?? nextNotice(change, reference)}`]: value }, null);
    },
  );
}

function deed(
  actor: string,
  label: (changed: number) => string,
  payload: () => Readonly<Record<string, Json>>,
) {
  return { actor, action: 'breach.edit', objectType: 'breach', areas: ['cases'] as const, label, payload };
}

/** @throws Refused where it became known in the future, or the exposure ends before it begins */
function checkTimes({
  awareAt,
  exposedFrom,
  exposedUntil,
}: Pick<FieldsOrder['fields'], 'awareAt' | 'exposedFrom' | 'exposedUntil'>): void {
  // Clocks of machines differ a little.
  if (awareAt && Date.parse(awareAt) > Date.now() + 300_000)
    throw new Refused(
      'INVALID',
      `${awareAt} is in the future: the clock begins when a breach becomes known.`,
    );
  if (exposedFrom && exposedUntil && Date.parse(exposedUntil) < Date.parse(exposedFrom))
    throw new Refused('INVALID', `The exposure ends at ${exposedUntil}, before it begins at ${exposedFrom}.`);
}

/** The fields as they are stored. @throws Refused that names each field at fault */
function checked(fields: FieldsOrder['fields']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (!isField(name)) throw new Refused('INVALID', `A breach has no field "${name.slice(0, 40)}".`);
      if (value === undefined) return [];
      const schema: ZodType = FIELDS[name];
      return [[name, value === null ? null : parsed(schema.safeParse(value), FIELD_NAMES[name])]];
    }),
  );
}

function parsed<T>(result: ZodSafeParseResult<T>, name: string): T {
  if (result.success) return result.data;
  throw new Refused('INVALID', `${name}: ${result.error.issues.map((one) => one.message).join('; ')}`, {
    field: name,
  });
}

/** Writes what differs; null ends a field. Answers how many changed. */
function write(
  change: Change,
  breach: string,
  fields: Readonly<Record<string, unknown>>,
  reason: string | null,
): number {
  let changed = 0;
  for (const [field, value] of Object.entries(fields)) {
    const wanted = value === null ? null : JSON.stringify(value);
    const held = change.sql.get<{ id: number; value: string }>(
      'SELECT id, value FROM breach_fact WHERE breach = ? AND field = ? AND until_revision IS NULL',
      breach,
      field,
    );
    if ((held?.value ?? null) === wanted) continue;
    if (held) closeRow(change, 'breach_fact', held.id);
    if (wanted !== null)
      openRow(change, 'breach_fact', { breach, field, value: wanted, actor: change.actor, reason });
    changed++;
  }
  return changed;
}

/** `BR-2026-0001`, the next of its year; numbers of breaches that were taken back are not given again. */
function nextReference({ sql }: Change, year: string): string {
  const taken = sql.all<{ breach: string }>(
    'SELECT DISTINCT breach FROM breach_fact WHERE breach LIKE ?',
    `BR-${year}-%`,
  );
  const numbers = taken.map(({ breach }) => Number(/^BR-\d{4}-(\d{1,9})$/.exec(breach)?.[1] ?? 0));
  return `BR-${year}-${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}`;
}

function nextNotice({ sql }: Change, breach: string): number {
  const fields = sql.all<{ field: string }>(
    `SELECT DISTINCT field FROM breach_fact WHERE breach = ? AND field LIKE 'notice:%'`,
    breach,
  );
  return Math.max(0, ...fields.map(({ field }) => Number(NOTICE.exec(field)?.[1] ?? 0))) + 1;
}
