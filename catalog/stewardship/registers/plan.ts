/** What a list of wished entries makes of a register: read and checked before anything is written. Pure. */
import type { FieldSpec } from './field-spec.ts';
import { readRow, splitRows } from './rows.ts';
import { isKey, keyOfName, REGISTERS, type Entry, type EntryChange, type RegisterName } from './spec.ts';

/** One wished entry and where it stands: `line 3`. */
export interface Wish {
  readonly where: string;
  readonly entry: EntryChange;
}

export interface WishProblem {
  readonly where: string;
  readonly message: string;
}

export interface Plan {
  /** As they are to be stored; no two of one key. */
  readonly entries: readonly Entry[];
  readonly problems: readonly WishProblem[];
}

interface Read {
  readonly where: string;
  readonly entry: Entry;
}

/** A wish that cannot be used. */
class Unusable extends Error {}

/** `owners`: keys of which an entry must have one, where the register belongs to another. */
export function planEntries(
  register: RegisterName,
  known: readonly Entry[],
  wishes: readonly Wish[],
  owners?: ReadonlySet<string>,
): Plan {
  const problems: WishProblem[] = [];
  const before = new Map(known.map((entry) => [entry.key, entry]));
  const read = new Map<string, Read>();
  for (const { where, entry } of wishes) {
    try {
      const made = readEntry(register, before, entry);
      const { belongsTo } = REGISTERS[register];
      if (belongsTo && owners?.has(made.key) === false)
        throw new Unusable(`there is no ${REGISTERS[belongsTo].noun} "${made.key}"`);
      const twin = read.get(made.key);
      if (twin) throw new Unusable(`the key "${made.key}" stands in ${twin.where} already`);
      read.set(made.key, { where, entry: made });
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      problems.push({ where, message: error.message });
    }
  }
  problems.push(...dropOrphans(register, before, read));
  return { entries: [...read.values()].map(({ entry }) => entry), problems };
}

function readEntry(register: RegisterName, known: ReadonlyMap<string, Entry>, wish: EntryChange): Entry {
  const { fields, noun } = REGISTERS[register];
  const name = textOf(wish['name']);
  const key = keyFor(register, wish, name);
  if (key === '') throw new Unusable(`a ${noun} needs a key or a name`);
  if (!isKey(key))
    throw new Unusable(
      `"${key}" is not a key: letters, digits and . _ - after a letter or digit, at most 320`,
    );
  const old = known.get(key);
  const shown = name ?? old?.name ?? null;
  if (shown === null || shown === '') throw new Unusable(`a ${noun} needs a name`);
  if (shown.length > 512) throw new Unusable('a name has at most 512 characters');
  const values = fields.map(
    (field) => [field.name, fieldOf(field, wish[field.name], old?.[field.name] ?? null)] as const,
  );
  const entry: Entry = { key, name: shown, ...Object.fromEntries(values) };
  return register === 'party' && entry['kind'] === null ? { ...entry, kind: 'person' } : entry;
}

/** People are known by their address where they have one: names are shared. */
function keyFor(register: RegisterName, wish: EntryChange, name: string | null): string {
  const given = textOf(wish['key']);
  if (given) return given;
  const address = register === 'party' ? textOf(wish['email']) : null;
  return address ? address.toLowerCase() : keyOfName(name ?? '');
}

function textOf(value: EntryChange[string]): string | null {
  return typeof value === 'string' ? value.trim() : null;
}

function fieldOf(
  field: FieldSpec,
  wish: EntryChange[string],
  old: Entry[string],
): string | readonly string[] | null {
  if (wish === undefined) return field.holds === 'names' || field.holds === 'rows' ? (old ?? []) : old;
  if (field.holds === 'names') return namesOf(field, wish);
  if (field.holds === 'rows') return rowsOf(field, wish);
  const text = typeof wish === 'string' ? wish.trim() : '';
  if (text === '') return null;
  if (text.length > field.longest)
    throw new Unusable(`${field.name} has at most ${field.longest} characters, and here ${text.length}`);
  return readText(field, text);
}

function readText(field: FieldSpec, text: string): string {
  const read = field.read ? field.read(text) : text;
  if (read === null)
    throw new Unusable(
      `"${text}" cannot be used as ${field.name}; expected is ${field.expected ?? 'another'}`,
    );
  return read;
}

function namesOf(field: FieldSpec, wish: string | readonly string[] | null): string[] {
  const given = wish === null ? [] : typeof wish === 'string' ? wish.split(/[;\n]/) : wish;
  const names = [...new Set(given.map((one) => one.trim()).filter((one) => one !== ''))];
  const long = names.find((one) => one.length > field.longest);
  const divided = names.find((one) => /[;\r\n]/.test(one));
  if (divided !== undefined)
    throw new Unusable(`"${divided}" has a semicolon or a new line, which divide ${field.name}`);
  if (long !== undefined) throw new Unusable(`each of ${field.name} has at most ${field.longest} characters`);
  return field.read ? [...new Set(names.map((name) => readText(field, name)))] : names;
}

function rowsOf(field: FieldSpec, wish: string | readonly string[] | null): string[] {
  const given = wish === null ? [] : typeof wish === 'string' ? splitRows(wish) : wish;
  const rows = given.flatMap((one) => {
    const read = readRow(field.parts ?? [], one);
    if ('problem' in read) throw new Unusable(`${field.name}: ${read.problem}`);
    return read.row === '' ? [] : [read.row];
  });
  return [...new Set(rows)];
}

/** Takes out entries whose parent is nowhere, or that would be beneath themselves, until all that is left stands. */
function dropOrphans(
  register: RegisterName,
  before: ReadonlyMap<string, Entry>,
  read: Map<string, Read>,
): WishProblem[] {
  const field = REGISTERS[register].fields.find(({ holds }) => holds === 'parent');
  if (!field) return [];
  const problems: WishProblem[] = [];
  const parentOf = (key: string): string | null => {
    const value = (read.get(key)?.entry ?? before.get(key))?.[field.name];
    return typeof value === 'string' ? value : null;
  };
  for (let found = true; found;) {
    found = false;
    for (const [key, { where, entry }] of read) {
      const parent = parentOf(key);
      if (parent === null) continue;
      const message =
        !read.has(parent) && !before.has(parent)
          ? `the parent "${parent}" is not known`
          : isBeneathItself(key, parentOf)
            ? `"${entry.key}" would be beneath itself`
            : null;
      if (message === null) continue;
      problems.push({ where, message });
      read.delete(key);
      found = true;
    }
  }
  return problems;
}

function isBeneathItself(key: string, parentOf: (key: string) => string | null): boolean {
  const seen = new Set([key]);
  for (let at = parentOf(key); at !== null; at = parentOf(at)) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}
