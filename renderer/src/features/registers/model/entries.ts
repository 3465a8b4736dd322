/** Entries of all registers in one shape, as a list or a tree that can be searched. */
import type { RegisterName } from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';
import { locale } from '../../../shared/language/language.ts';

export interface RegisterEntry {
  readonly key: string;
  readonly name: string;
  /** Definition of a term, description of a domain or purpose, note on people: Markdown. */
  readonly text: string | null;
  /** Key of the wider entry. */
  readonly parent: string | null;
  readonly synonyms: readonly string[];
  readonly legalBasis: string | null;
  readonly retention: string | null;
  readonly kind: 'person' | 'team' | null;
  readonly email: string | null;
  readonly role: string | null;
}

/** An entry as the engine gives it: each register has some of the fields. */
type Given = { readonly key: string; readonly name: string } & Partial<
  Omit<RegisterEntry, 'key' | 'name' | 'text'> & {
    readonly definition: string | null;
    readonly description: string | null;
    readonly note: string | null;
  }
>;

export function entryOf({ key, name, definition, description, note, ...given }: Given): RegisterEntry {
  return {
    ...{ parent: null, synonyms: [], legalBasis: null, retention: null, kind: null, email: null, role: null },
    ...given,
    ...{ key, name, text: definition ?? description ?? note ?? null },
  };
}

interface RegisterWords {
  readonly one: string;
  readonly many: string;
  readonly counted: (total: number) => string;
  readonly countedOf: (shown: number, total: number) => string;
  readonly add: string;
  /** Title of the form of a new one. */
  readonly fresh: string;
  readonly noneFits: string;
  /** Said before one is removed. */
  readonly unused: string;
  /** What it stands beneath; people and purposes stand beside each other. */
  readonly wider?: string;
  /** The text of an entry, and that there is none. */
  readonly text: string;
  readonly noText: string;
}

/** The words of the registers on the screen. */
export const REGISTER_WORDS: Readonly<Record<RegisterName, RegisterWords>> = {
  party: {
    one: say('person or team'),
    many: say('people and teams'),
    counted: (total) => say('{total, plural, one {# person or team} other {# people and teams}}', { total }),
    countedOf: (shown, total) =>
      say('{shown, number} of {total, plural, one {# person or team} other {# people and teams}}', {
        shown,
        total,
      }),
    add: say('Add a person or team'),
    fresh: say('New person or team'),
    noneFits: say('No person or team says that'),
    unused: say('Nothing refers to this person or team. It can be taken back with undo.'),
    text: say('Note'),
    noText: say('No note.'),
  },
  term: {
    one: say('term'),
    many: say('terms'),
    counted: (total) => say('{total, plural, one {# term} other {# terms}}', { total }),
    countedOf: (shown, total) =>
      say('{shown, number} of {total, plural, one {# term} other {# terms}}', { shown, total }),
    add: say('Add a term'),
    fresh: say('New term'),
    noneFits: say('No term says that'),
    unused: say('Nothing refers to this term. It can be taken back with undo.'),
    wider: say('Wider term'),
    text: say('Definition'),
    noText: say('No definition.'),
  },
  domain: {
    one: say('domain'),
    many: say('domains'),
    counted: (total) => say('{total, plural, one {# domain} other {# domains}}', { total }),
    countedOf: (shown, total) =>
      say('{shown, number} of {total, plural, one {# domain} other {# domains}}', { shown, total }),
    add: say('Add a domain'),
    fresh: say('New domain'),
    noneFits: say('No domain says that'),
    unused: say('Nothing refers to this domain. It can be taken back with undo.'),
    wider: say('Wider domain'),
    text: say('Description'),
    noText: say('No description.'),
  },
  purpose: {
    one: say('purpose'),
    many: say('purposes'),
    counted: (total) => say('{total, plural, one {# purpose} other {# purposes}}', { total }),
    countedOf: (shown, total) =>
      say('{shown, number} of {total, plural, one {# purpose} other {# purposes}}', { shown, total }),
    add: say('Add a purpose'),
    fresh: say('New purpose'),
    noneFits: say('No purpose says that'),
    unused: say('Nothing refers to this purpose. It can be taken back with undo.'),
    text: say('Description'),
    noText: say('No description.'),
  },
};

/** What an entry of people and teams is. */
export const PARTY_KIND: Readonly<Record<'person' | 'team', string>> = {
  person: say('person'),
  team: say('team'),
};

export interface EntryRow {
  readonly entry: RegisterEntry;
  readonly depth: number;
  readonly children: number;
  readonly open: boolean;
}

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });

/** Whether every word is said somewhere in the entry. */
export function entryMatches(entry: RegisterEntry, text: string): boolean {
  const { key, name, synonyms, email, role, legalBasis, retention } = entry;
  const said = [key, name, ...synonyms, email, role, legalBasis, retention, entry.text]
    .join('\n')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/**
 * Rows of the tree by name: narrower entries beneath wider ones, those of `closed` left out. With a search, what
 * fits and what it stands beneath.
 */
export function rowsOf(
  entries: readonly RegisterEntry[],
  text: string,
  closed: ReadonlySet<string>,
): EntryRow[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const searching = text.trim() !== '';
  const shown = searching ? withAncestors(entries, byKey, text.trim()) : null;
  const children = Map.groupBy(
    entries.filter((entry) => !shown || shown.has(entry.key)),
    ({ parent }) => (parent !== null && byKey.has(parent) ? parent : null),
  );
  for (const group of children.values())
    group.sort((a, b) => collator.compare(a.name, b.name) || collator.compare(a.key, b.key));
  const rows: EntryRow[] = [];
  // A stack and not recursion: registers may nest deeply.
  const waiting = (children.get(null) ?? []).map((entry) => ({ entry, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { entry, depth } = next;
    const below = children.get(entry.key) ?? [];
    const open = below.length > 0 && (searching || !closed.has(entry.key));
    rows.push({ entry, depth, children: below.length, open });
    if (open) for (const child of [...below].reverse()) waiting.push({ entry: child, depth: depth + 1 });
  }
  return rows;
}

function withAncestors(
  entries: readonly RegisterEntry[],
  byKey: ReadonlyMap<string, RegisterEntry>,
  text: string,
): Set<string> {
  const shown = new Set<string>();
  for (const entry of entries) {
    if (!entryMatches(entry, text)) continue;
    for (let at: RegisterEntry | undefined = entry; at && !shown.has(at.key);) {
      shown.add(at.key);
      at = at.parent === null ? undefined : byKey.get(at.parent);
    }
  }
  return shown;
}

/** The entry and everything beneath it: what it cannot be put beneath. */
export function withNarrower(entries: readonly RegisterEntry[], key: string): Set<string> {
  const children = Map.groupBy(entries, ({ parent }) => parent);
  const found = new Set([key]);
  for (const one of found) for (const child of children.get(one) ?? []) found.add(child.key);
  return found;
}

/** The query that finds in Browse what an entry is said of. */
export function queryFor(register: RegisterName, { key, name, email }: RegisterEntry): string {
  const quoted = (text: string) => `"${text.replace(/(["\\])/g, '\\$1')}"`;
  if (register !== 'party') return `tag:=${quoted(`${register}=${key}`)}`;
  const names = new Map([name, key, email ?? key].map((one) => [one.toLowerCase(), one]));
  return [...names.values()].map((one) => `owner:=${quoted(one)}`).join(' OR ');
}
