/** Adding, changing and removing entries of a register, each as one change. */
import type { Area, Catalog } from '../../catalog.ts';
import type { Json } from '../../model/facts.ts';
import { makeChange, type Change, type MutationResult } from '../change.ts';
import { closeRow, openRow } from '../period-rows.ts';
import { Refused } from '../refused.ts';
import { entriesOf } from './read.ts';
import { planEntries, type Wish, type WishProblem } from './plan.ts';
import { REGISTERS, type Entry, type EntryChange, type RegisterName } from './spec.ts';
import { dependentsOn, sayDependents } from './used.ts';

export interface RegisterOutcome {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: number;
  readonly problems: readonly WishProblem[];
}

export interface RegisterResult extends MutationResult {
  readonly outcome: RegisterOutcome;
}

export const REGISTER_AREAS: readonly Area[] = ['registers', 'tags', 'owners'];

export interface PutOptions {
  readonly reason?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Adds entries, and changes those whose keys are known.
 * @throws Refused when one of them cannot be used
 */
export async function putEntries(
  catalog: Catalog,
  actor: string,
  register: RegisterName,
  entries: readonly EntryChange[],
  options: PutOptions = {},
): Promise<RegisterResult> {
  const wishes = entries.map((entry, at) => ({ where: `entry ${at + 1}`, entry }));
  return putWishes(catalog, actor, register, wishes, { ...options, strict: true });
}

/** As {@link putEntries}; unless `strict`, what cannot be used is told and the rest is kept. */
export async function putWishes(
  catalog: Catalog,
  actor: string,
  register: RegisterName,
  wishes: readonly Wish[],
  options: PutOptions & { readonly strict: boolean },
): Promise<RegisterResult> {
  let outcome: RegisterOutcome = { added: [], changed: [], unchanged: 0, problems: [] };
  const result = await makeChange(
    catalog,
    {
      actor,
      action: 'register.edit',
      objectType: register,
      areas: REGISTER_AREAS,
      dryRun: options.dryRun,
      label: () => labelOf(register, outcome),
      payload: () => ({
        register,
        added: [...outcome.added],
        changed: [...outcome.changed],
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      }),
    },
    (change) => {
      outcome = applyWishes(change, register, wishes, options.reason);
      const [problem] = outcome.problems;
      if (problem && options.strict) throw new Refused('INVALID', `${sentence(problem.message)}.`);
      return outcome.added.length + outcome.changed.length;
    },
  );
  return { ...result, outcome };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function labelOf(register: RegisterName, outcome: RegisterOutcome): string {
  const { noun, several, named, ...spec } = REGISTERS[register];
  const [added, changed] = [outcome.added.length, outcome.changed.length];
  const [one = ''] = [...outcome.added, ...outcome.changed];
  if (added + changed === 0) return `No ${noun} had to change`;
  if (added + changed === 1) return added === 1 ? `Added the ${named(one)}` : spec.changed(one);
  if (changed === 0) return `Added ${added} entries of the register of ${several}`;
  return added === 0
    ? `Changed ${changed} entries of the register of ${several}`
    : `Added ${added} and changed ${changed} entries of the register of ${several}`;
}

/** Within a change: what is new or different is written. */
export function applyWishes(
  change: Change,
  register: RegisterName,
  wishes: readonly Wish[],
  reason: string | undefined,
): RegisterOutcome {
  const known = entriesOf(change.sql.db, register);
  const { belongsTo } = REGISTERS[register];
  const owners = belongsTo && new Set(entriesOf(change.sql.db, belongsTo).map(({ key }) => key));
  const { entries, problems } = planEntries(register, known, wishes, owners);
  const before = new Map(known.map((entry) => [entry.key, entry]));
  const added: string[] = [];
  const changed: string[] = [];
  let unchanged = 0;
  for (const entry of entries) {
    const old = before.get(entry.key);
    if (old && JSON.stringify(old) === JSON.stringify(entry)) {
      unchanged++;
      continue;
    }
    if (old) closeEntry(change, register, entry.key);
    openRow(change, REGISTERS[register].table, rowOf(register, entry, change.actor, reason));
    (old ? changed : added).push(entry.key);
  }
  return { added, changed, unchanged, problems };
}

function rowOf(
  register: RegisterName,
  entry: Entry,
  actor: string,
  reason: string | undefined,
): Record<string, string | null> {
  const fields = REGISTERS[register].fields.map(({ name, column, holds }) => {
    const value = entry[name] ?? null;
    const names = Array.isArray(value) && value.length > 0 ? JSON.stringify(value) : null;
    return [column, holds === 'names' || holds === 'rows' ? names : (value as string | null)] as const;
  });
  return { key: entry.key, name: entry.name, ...Object.fromEntries(fields), actor, reason: reason ?? null };
}

function closeEntry(change: Change, register: RegisterName, key: string): void {
  const { table } = REGISTERS[register];
  for (const { id } of change.sql.all<{ id: number }>(
    `SELECT id FROM ${table} WHERE key = ? AND until_revision IS NULL`,
    key,
  ))
    closeRow(change, table, id);
}

/**
 * Takes entries out. People may go though they own things: their datasets then lack an owner who is known.
 * @throws Refused for a key that is not there, or that statements or other entries refer to
 */
export async function removeEntries(
  catalog: Catalog,
  actor: string,
  register: RegisterName,
  keys: readonly string[],
  options: PutOptions = {},
): Promise<MutationResult> {
  const { noun, several, named } = REGISTERS[register];
  return makeChange(
    catalog,
    {
      actor,
      action: 'register.edit',
      objectType: register,
      areas: REGISTER_AREAS,
      dryRun: options.dryRun,
      label: (count) =>
        keys.length === 1 ? `Removed the ${named(keys[0] ?? '')}` : `Removed ${count} ${several}`,
      payload: (): Readonly<Record<string, Json>> => ({
        register,
        removed: [...keys],
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      }),
    },
    (change) => {
      const unique = [...new Set(keys)];
      const known = new Set(entriesOf(change.sql.db, register).map(({ key }) => key));
      const missing = unique.find((key) => !known.has(key));
      if (missing !== undefined) throw new Refused('NOT_FOUND', `There is no ${noun} "${missing}".`);
      for (const key of unique) closeEntry(change, register, key);
      if (register === 'party') closeMemberships(change, unique);
      for (const key of unique) {
        const used = dependentsOn(change.sql, register, key);
        if (used.length > 0)
          throw new Refused('CONFLICT', `The ${noun} "${key}" is used by ${sayDependents(used)}.`);
      }
      return unique.length;
    },
  );
}

function closeMemberships(change: Change, keys: readonly string[]): void {
  for (const key of keys)
    for (const { id } of change.sql.all<{ id: number }>(
      'SELECT id FROM party_member WHERE (team = ?1 OR member = ?1) AND until_revision IS NULL',
      key,
    ))
      closeRow(change, 'party_member', id);
}
