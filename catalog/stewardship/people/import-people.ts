/**
 * People and teams from CSV: `name,email,team,role`. A person may stand in several lines, one a team. What the file
 * does not name stays as it is; a column that it does not have changes nothing.
 */
import { counted } from '../../counted.ts';
import type { Catalog } from '../../catalog.ts';
import { makeChange, type Change, type MutationResult } from '../change.ts';
import { readTable, type FileProblem, type TableRow } from '../../tables/csv-table.ts';
import { openRow } from '../period-rows.ts';
import type { Wish } from '../registers/plan.ts';
import { entriesOf } from '../registers/read.ts';
import { keyOfName, ROLES } from '../registers/spec.ts';
import { applyWishes, REGISTER_AREAS, type PutOptions } from '../registers/write.ts';

const HEADERS = {
  name: 'name',
  email: 'email',
  'e-mail': 'email',
  mail: 'email',
  team: 'team',
  role: 'role',
  note: 'note',
} as const;

export interface PeopleOutcome {
  readonly lines: number;
  readonly people: { readonly added: number; readonly changed: number; readonly unchanged: number };
  readonly teams: { readonly added: number; readonly unchanged: number };
  readonly memberships: { readonly added: number; readonly unchanged: number };
  /** Lines that were not used. */
  readonly problems: readonly FileProblem[];
  /** Used all the same. */
  readonly notes: readonly FileProblem[];
}

export interface PeopleResult extends MutationResult {
  readonly outcome: PeopleOutcome;
}

export async function importPeople(
  catalog: Catalog,
  actor: string,
  text: string,
  options: PutOptions = {},
): Promise<PeopleResult> {
  const table = readTable(text, HEADERS, ['name']);
  let outcome: PeopleOutcome = nothing(table.rows.length, table.problems, table.notes);
  const result = await makeChange(
    catalog,
    {
      actor,
      action: 'people.import',
      objectType: 'party',
      areas: REGISTER_AREAS,
      dryRun: options.dryRun,
      label: () => labelOf(outcome),
      payload: () => ({
        people: { ...outcome.people },
        teams: { ...outcome.teams },
        memberships: { ...outcome.memberships },
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      }),
    },
    (change) => {
      outcome = apply(change, table.rows, options.reason, outcome);
      return outcome.people.added + outcome.people.changed + outcome.teams.added + outcome.memberships.added;
    },
  );
  return { ...result, outcome };
}

function nothing(
  lines: number,
  problems: readonly FileProblem[],
  notes: readonly FileProblem[],
): PeopleOutcome {
  const none = { added: 0, changed: 0, unchanged: 0 };
  return { lines, people: none, teams: none, memberships: none, problems, notes };
}

function labelOf({ people, teams, memberships }: PeopleOutcome): string {
  const parts = [
    people.added > 0 && `${counted(people.added, 'person', 'people')} added`,
    people.changed > 0 && `${people.changed} changed`,
    teams.added > 0 && `${counted(teams.added, 'team')} added`,
    memberships.added > 0 && `${counted(memberships.added, 'membership')} added`,
  ].filter(Boolean);
  return parts.length > 0 ? `Imported people: ${parts.join(', ')}` : 'Everybody was known';
}

interface Person {
  readonly line: number;
  readonly key: string;
  readonly entry: Record<string, string | null>;
  readonly teams: Set<string>;
}

function apply(
  change: Change,
  rows: readonly TableRow[],
  reason: string | undefined,
  before: PeopleOutcome,
): PeopleOutcome {
  const problems = [...before.problems];
  const people = gather(change, rows, problems);
  const wishes = [...people.values()].map(({ line, entry }): Wish => ({ where: String(line), entry }));
  const made = applyWishes(change, 'party', wishes, reason);
  problems.push(...made.problems.map(({ where, message }) => ({ line: Number(where), message })));
  const failed = new Set(made.problems.map(({ where }) => Number(where)));
  const landed = [...people.values()].filter(({ line }) => !failed.has(line));
  const teams = addTeams(change, landed, reason);
  const memberships = addMembers(change, landed, teams.keyOf, reason);
  return {
    ...before,
    people: { added: made.added.length, changed: made.changed.length, unchanged: made.unchanged },
    teams: { added: teams.added, unchanged: teams.unchanged },
    memberships,
    problems: problems.sort((a, b) => a.line - b.line),
  };
}

/** Lines of one person together; what contradicts an earlier line is told. */
function gather(change: Change, rows: readonly TableRow[], problems: FileProblem[]): Map<string, Person> {
  const parties = entriesOf(change.sql.db, 'party');
  const known = new Map(parties.map((entry) => [entry.key, entry]));
  const byEmail = new Map(
    parties.flatMap(({ key, email }) => (typeof email === 'string' ? [[email.toLowerCase(), key]] : [])),
  );
  const people = new Map<string, Person>();
  for (const { line, cells } of rows) {
    const name = cells['name']?.trim() ?? '';
    const email = cells['email']?.trim() ?? '';
    if (name === '') {
      problems.push({ line, message: 'there is no name' });
      continue;
    }
    const role = cells['role']?.trim() ?? '';
    if (role !== '' && !Object.hasOwn(ROLES, role.toLowerCase().replace(/[\s_-]+/g, ' '))) {
      problems.push({
        line,
        message: `"${role}" is not a role; expected is ${[...new Set(Object.values(ROLES))].join(', ')}`,
      });
      continue;
    }
    const address = email.toLowerCase();
    const key = email === '' ? keyOfName(name) : (byEmail.get(address) ?? address);
    if (known.get(key)?.['kind'] === 'team') {
      problems.push({ line, message: `"${key}" is a team already` });
      continue;
    }
    const earlier = people.get(key);
    if (earlier && contradicts(earlier, cells)) {
      problems.push({ line, message: `says something else of "${key}" than line ${earlier.line}` });
      continue;
    }
    const person = earlier ?? { line, key, entry: entryOf(key, cells), teams: new Set<string>() };
    people.set(key, person);
    const team = cells['team']?.trim() ?? '';
    if (team !== '') person.teams.add(team);
  }
  return people;
}

const OF_PERSON = ['name', 'email', 'role', 'note'] as const;

function entryOf(key: string, cells: TableRow['cells']): Record<string, string | null> {
  const given = OF_PERSON.flatMap((field): [string, string][] =>
    field in cells ? [[field, cells[field]!]] : [],
  );
  return { key, kind: 'person', ...Object.fromEntries(given) };
}

function contradicts({ entry }: Person, cells: TableRow['cells']): boolean {
  return OF_PERSON.some((field) => field in cells && (entry[field] ?? '').trim() !== cells[field]!.trim());
}

/** Teams by name, made where there are none. */
function addTeams(change: Change, people: readonly Person[], reason: string | undefined) {
  const teams = entriesOf(change.sql.db, 'party').filter(({ kind }) => kind === 'team');
  const byName = new Map(
    teams.flatMap(({ key, name }) => [
      [name.toLowerCase(), key],
      [key.toLowerCase(), key],
    ]),
  );
  const keyOf = new Map<string, string>();
  const wanted = new Set(people.flatMap((person) => [...person.teams]));
  const taken = new Set(entriesOf(change.sql.db, 'party').map(({ key }) => key));
  const wishes: Wish[] = [];
  for (const name of wanted) {
    let key = byName.get(name.toLowerCase());
    if (key === undefined) {
      key = freeKey(keyOfName(name) || 'team', taken);
      byName.set(name.toLowerCase(), key);
      wishes.push({ where: name, entry: { key, name, kind: 'team' } });
    }
    keyOf.set(name, key);
  }
  const { added } = applyWishes(change, 'party', wishes, reason);
  return { added: added.length, unchanged: new Set(keyOf.values()).size - added.length, keyOf };
}

function freeKey(wanted: string, taken: Set<string>): string {
  let key = wanted;
  for (let n = 2; taken.has(key); n++) key = `${wanted}-${n}`;
  taken.add(key);
  return key;
}

function addMembers(
  change: Change,
  people: readonly Person[],
  keyOf: ReadonlyMap<string, string>,
  reason: string | undefined,
): { readonly added: number; readonly unchanged: number } {
  let [added, unchanged] = [0, 0];
  for (const { key: member, teams } of people) {
    for (const team of new Set([...teams].map((name) => keyOf.get(name)!))) {
      if (addMember(change, team, member, reason)) added++;
      else unchanged++;
    }
  }
  return { added, unchanged };
}

/** False where the person is in the team already. */
export function addMember(change: Change, team: string, member: string, reason: string | undefined): boolean {
  const known = change.sql.get(
    'SELECT 1 FROM party_member WHERE team = ? AND member = ? AND until_revision IS NULL',
    team,
    member,
  );
  if (known) return false;
  openRow(change, 'party_member', { team, member, actor: change.actor, reason: reason ?? null });
  return true;
}
