/** glossary, domains, purposes, people: entries of registers. */
import { readFileSync } from 'node:fs';
import { counted } from '../../catalog/counted.ts';
import { peopleFormOf, type EntryInput, type Party, type RegisterName } from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type Face, type GlobalOptions } from '../face.ts';
import { pages } from '../pages.ts';
import { dataOut, print, printJson, printTable, remark, shownOf } from '../print.ts';
import { wholeFile } from '../whole-file.ts';
import { because, done } from './targets.ts';

interface Reasoned extends GlobalOptions {
  readonly reason?: string;
}

const NOUNS: Readonly<Record<RegisterName, string>> = {
  term: 'terms',
  domain: 'domains',
  purpose: 'purposes',
  party: 'people and teams',
};

async function entries(face: Face, register: RegisterName) {
  const all = await face.client.registers.all({});
  return { term: all.terms, domain: all.domains, purpose: all.purposes, party: all.parties }[register];
}

export async function registerList(register: RegisterName, options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async (face) => {
    const items = await entries(face, register);
    if (face.json) {
      const { memberships } = await face.client.registers.all({});
      printJson({ total: items.length, items, ...(register === 'party' ? { memberships } : {}) });
      return 0;
    }
    const headers = Object.keys(items[0] ?? { key: '', name: '' });
    printTable(
      headers,
      items.map((item) =>
        headers.map((header) => {
          const value = (item as Readonly<Record<string, string | string[] | null>>)[header] ?? '';
          return typeof value === 'string' ? value : value.join('; ');
        }),
      ),
    );
    print('', `${items.length} ${NOUNS[register]}`);
    return 0;
  });
}

export interface PutOptions extends Reasoned, Omit<EntryInput, 'name' | 'synonyms'> {
  readonly synonym?: string[];
  readonly dryRun?: boolean;
}

export async function registerPut(
  register: RegisterName,
  name: string,
  options: PutOptions,
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { key, definition, description, parent, legalBasis, retention, kind, email, role, note } = options;
    const given = { key, definition, description, parent, legalBasis, retention, kind, email, role, note };
    const entry = {
      name,
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      ...(options.synonym === undefined ? {} : { synonyms: options.synonym }),
    };
    const { dryRun = false } = options;
    const result = await client.registers.put({ register, entries: [entry], dryRun, ...because(options) });
    if (dryRun && !json) print(`Would do: ${result.label}. Nothing was written.`);
    else done(result, json);
    return 0;
  });
}

export async function registerRemove(
  register: RegisterName,
  keys: readonly string[],
  options: Reasoned,
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) =>
    done(await client.registers.remove({ register, keys: [...keys], ...because(options) }), json),
  );
}

export async function registerExport(
  register: RegisterName,
  options: GlobalOptions & { readonly out?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client }) => {
    const { text, entries: count } = await client.registers.exportCsv({ register });
    if (options.out === undefined) dataOut().write(text);
    else {
      await wholeFile(options.out, async (out) => void out.write(text));
      remark(`${count} ${NOUNS[register]} written to ${options.out}.`);
    }
    return 0;
  });
}

interface FileOptions extends Reasoned {
  readonly dryRun?: boolean;
}

/** A file that must be UTF-8. @throws UsageError */
export function textOf(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const why =
      error instanceof TypeError
        ? 'it is not UTF-8 text'
        : error instanceof Error
          ? error.message
          : String(error);
    throw new UsageError(`Cannot read ${path}: ${why}.`, { cause: error });
  }
}

/** 1 where lines could not be used. */
export async function registerImport(
  register: RegisterName,
  path: string,
  options: FileOptions,
): Promise<ExitCode> {
  return withCatalog(options, true, async ({ client, json }) => {
    const { dryRun = false } = options;
    const result = await client.registers.importCsv({
      register,
      text: textOf(path),
      dryRun,
      ...because(options),
    });
    if (json) printJson(result);
    else {
      const { added, changedKeys, unchanged, lines } = result;
      const done = [`${added.length} added`, `${changedKeys.length} changed`, `${unchanged} unchanged`].join(
        ', ',
      );
      print(`${counted(lines, 'line')}: ${done}.${landed(dryRun, result.revision)}`);
      printTold(path, result);
    }
    return result.problems.length > 0 ? 1 : 0;
  });
}

/** 1 where lines could not be used. */
export async function peopleImport(path: string, options: FileOptions): Promise<ExitCode> {
  if (peopleFormOf(textOf(path)) === 'register') return registerImport('party', path, options);
  return withCatalog(options, true, async ({ client, json }) => {
    const { dryRun = false } = options;
    const result = await client.registers.importPeople({ text: textOf(path), dryRun, ...because(options) });
    if (json) printJson(result);
    else {
      const { people, teams, memberships, lines } = result;
      print(
        `${counted(lines, 'line')}: ${people.added} people added, ${people.changed} changed, ${people.unchanged} unchanged; ` +
          `${teams.added} teams and ${memberships.added} memberships added.${landed(dryRun, result.revision)}`,
      );
      printTold(path, result);
    }
    return result.problems.length > 0 ? 1 : 0;
  });
}

function landed(dryRun: boolean, revision: number | null): string {
  if (dryRun) return ' Nothing was written.';
  return revision === null ? ' Nothing had to change.' : ` Revision ${revision}.`;
}

function printTold(
  path: string,
  told: {
    readonly problems: readonly { line: number; message: string }[];
    readonly notes: readonly { line: number; message: string }[];
  },
): void {
  const place = (line: number) => (line === 0 ? path : `${path}, line ${line}`);
  for (const { line, message } of told.problems) print(`not used: ${place(line)}: ${message}`);
  for (const { line, message } of told.notes) print(`note: ${place(line)}: ${message}`);
}

export async function membersCommand(
  team: string,
  options: Reasoned & { readonly add?: string[]; readonly remove?: string[] },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { add = [], remove = [] } = options;
    if (add.length + remove.length > 0)
      return done(await client.registers.members({ team, add, remove, ...because(options) }), json);
    const { memberships, parties } = await client.registers.all({});
    const names = new Map(parties.map((party): [string, Party] => [party.key, party]));
    if (!names.has(team)) throw new UsageError(`There is no team "${team}".`);
    const items = memberships.filter((one) => one.team === team).map(({ member }) => member);
    if (json) printJson({ team, members: items });
    else for (const key of items) print(`${names.get(key)?.name ?? key}  ${key}`);
    return 0;
  });
}

/** 1 where there are any. */
export async function orphansCommand(options: GlobalOptions & { readonly limit: number }): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { total, items } = await pages(options.limit, (page) => client.stewardship.orphans(page));
    if (json) printJson({ total, items });
    else if (total === 0) print('Every dataset has an owner.');
    else {
      printTable(
        ['name', 'namespace', 'why'],
        items.map(({ name, namespace, why, owners }) => [
          name,
          namespace,
          why === 'none'
            ? 'no owner'
            : `not in the register: ${owners.map((owner) => owner.name).join(', ')}`,
        ]),
      );
      print('', shownOf(items.length, total, 'dataset'));
    }
    return total === 0 ? 0 : 1;
  });
}
