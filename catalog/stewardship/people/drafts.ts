/** Mail drafts to owners about their datasets: a person reads and sends them, the catalog sends nothing. */
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../catalog.ts';
import { today } from '../../privacy/deadline/today.ts';
import { draftName, emlOf, isAddress } from '../../questions/files/eml.ts';
import { archiveOf, type QuestionFile, type Writing } from '../../questions/files/impact-files.ts';
import { ownersByDataset } from '../../questions/owners.ts';
import { entriesOf } from '../registers/read.ts';
import type { Entry } from '../registers/spec.ts';
import { filledIn, type DraftField, type DraftTemplate } from './draft-template.ts';
import { membershipsOf } from './members.ts';
import { openItems } from './open-items.ts';
import { partyFinder } from './orphans.ts';

export interface DraftItem {
  readonly card: Card;
  readonly open: readonly string[];
}

export interface Recipient {
  /** Tells recipients apart: their key in the register, otherwise address or name. */
  readonly key: string;
  readonly name: string;
  /** Null: the person who sends the draft fills it in. */
  readonly email: string | null;
  readonly roles: readonly string[];
  /** Teams without an address whose mail they get as members. */
  readonly teams: readonly string[];
  /** Those with something open first, each part by name. */
  readonly items: readonly DraftItem[];
  readonly open: number;
}

interface Group extends Pick<Recipient, 'key' | 'email'> {
  name: string;
  readonly roles: Set<string>;
  readonly teams: Set<string>;
  readonly items: Map<number, DraftItem>;
}

/**
 * Everybody who owns a dataset that some source describes, those with the most open datasets first. A team without an
 * address is written to by way of its members who have one.
 */
export function recipients(catalog: Catalog): readonly Recipient[] {
  return catalog.cached('draft-recipients', () => {
    const readersOf = readerFinder(catalog);
    const openOf = openItems(catalog);
    const groups = new Map<string, Group>();
    for (const [id, owners] of ownersByDataset(catalog)) {
      const card = catalog.cards().get(id);
      if (!card || card.retired || card.referencedOnly) continue;
      const item: DraftItem = { card, open: openOf(card) };
      for (const owner of owners)
        for (const { key, name, email, team } of readersOf(owner)) {
          const known = groups.get(key);
          const group = known ?? { key, name, email, roles: new Set(), teams: new Set(), items: new Map() };
          if (!known) groups.set(key, group);
          else if (isAddress(group.name)) group.name = name;
          if (owner.role !== '') group.roles.add(owner.role);
          if (team !== null) group.teams.add(team);
          group.items.set(card.id, item);
        }
    }
    return [...groups.values()]
      .map(finished)
      .sort((a, b) => b.open - a.open || b.items.length - a.items.length || (a.key < b.key ? -1 : 1));
  });
}

function finished({ key, name, email, roles, teams, items }: Group): Recipient {
  const sorted = [...items.values()].sort(
    (a, b) =>
      Number(b.open.length > 0) - Number(a.open.length > 0) ||
      (a.card.name < b.card.name ? -1 : a.card.name > b.card.name ? 1 : a.card.id - b.card.id),
  );
  const open = sorted.filter((item) => item.open.length > 0).length;
  return { key, name, email, roles: [...roles].sort(), teams: [...teams].sort(), items: sorted, open };
}

interface Reader extends Pick<Recipient, 'key' | 'name' | 'email'> {
  readonly team: string | null;
}

/** Who reads what is written to an owner. */
function readerFinder(catalog: Catalog): (owner: { name: string; email: string | null }) => Reader[] {
  const db = catalog.store.reader;
  const parties = entriesOf(db, 'party');
  const party = partyFinder(parties);
  const byKey = new Map(parties.map((entry) => [entry.key, entry]));
  const members = Map.groupBy(membershipsOf(db), ({ team }) => team);
  return (owner) => {
    const entry = party(owner);
    if (!entry) {
      const email = [owner.email, owner.name].find((text) => text !== null && isAddress(text.trim())) ?? null;
      const key = (email ?? owner.name).trim().toLowerCase();
      return [{ key: `name ${key}`, name: owner.name, email: email?.trim() ?? null, team: null }];
    }
    const own = readerOf(entry, null);
    if (own.email !== null || entry['kind'] !== 'team') return [own];
    const inTeam = (members.get(entry.key) ?? [])
      .flatMap(({ member }) => byKey.get(member) ?? [])
      .map((member) => readerOf(member, entry.name))
      .filter(({ email }) => email !== null);
    return inTeam.length > 0 ? inTeam : [own];
  };
}

function readerOf({ key, name, email }: Entry, team: string | null): Reader {
  return { key, name, email: typeof email === 'string' ? email : null, team };
}

export interface DraftChoice {
  /** Keys of recipients; everybody unless given. */
  readonly recipients?: readonly string[] | undefined;
  /** Leave out those who have nothing open. */
  readonly onlyOpen: boolean;
}

export function chosenRecipients(catalog: Catalog, choice: DraftChoice): readonly Recipient[] {
  const wanted = choice.recipients === undefined ? null : new Set(choice.recipients);
  return recipients(catalog).filter(
    ({ key, open }) => (wanted === null || wanted.has(key)) && (!choice.onlyOpen || open > 0),
  );
}

export interface WrittenDraft {
  readonly subject: string;
  readonly body: string;
}

/** The words to one of them, filled in. */
export function writtenTo(
  catalog: Catalog,
  to: Recipient,
  template: DraftTemplate,
  writing: Writing,
): WrittenDraft {
  const values = valuesFor(catalog, to, writing);
  return {
    subject: filledIn(template.subject, values).replace(/[\p{Cc}\u2028\u2029]+/gu, ' '),
    body: filledIn(template.body, values),
  };
}

/** One draft each. */
export function draftsTo(
  catalog: Catalog,
  to: readonly Recipient[],
  template: DraftTemplate,
  writing: Writing,
): QuestionFile[] {
  const used = new Map<string, number>();
  return to.map((one) => ({
    name: draftName(one.name, used),
    mediaType: 'message/rfc822',
    bytes: emlOf({
      to: { name: one.name, email: one.email },
      from: writing.actor,
      ...writtenTo(catalog, one, template, writing),
      date: writing.now,
    }),
  }));
}

export function draftsZip(drafts: readonly QuestionFile[], { now }: Writing): QuestionFile {
  return archiveOf('drafts-to-owners.zip', drafts, now);
}

/** Datasets in a mail at most; what is left out is counted. */
const NAMED = 200;

function valuesFor(
  catalog: Catalog,
  { name, email, roles, items, open }: Recipient,
  { actor, now }: Writing,
): Record<DraftField, string> {
  const info = catalog.info();
  return {
    'owner.name': name,
    'owner.email': email ?? '',
    'owner.roles': roles.join(', ') || 'owner',
    datasets: listed(items),
    count: String(items.length),
    open: listed(items.filter((item) => item.open.length > 0)) || 'Nothing is open.',
    'open.count': String(open),
    sender: actor,
    catalog: info.name,
    revision: String(info.revision),
    date: today(now),
  };
}

function listed(items: readonly DraftItem[]): string {
  const lines = items.slice(0, NAMED).map(({ card, open }) => {
    const what = open.length > 0 ? `: ${open.join(', ')}` : '';
    return `- ${card.kind} ${card.name}${what}\n  in ${card.namespace}`;
  });
  const left = items.length - lines.length;
  return [...lines, ...(left > 0 ? [`and ${left} more.`] : [])].join('\n');
}
