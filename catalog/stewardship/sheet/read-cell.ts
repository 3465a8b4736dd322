/** What a text in a cell asks for, given what stands: nothing, a change, or something that cannot be used. */
import type { OwnerRow, TagRow } from '../../browse/in-force.ts';
import type { Sql } from '../../store/writer/sql.ts';
import { checkedStatement } from '../check-statement.ts';
import type { OwnerValue } from '../own.ts';
import { partyFinder } from '../people/orphans.ts';
import { Refused } from '../refused.ts';
import { entriesOf } from '../registers/read.ts';
import { KIND_RULES, type StatementKind, type TagValue } from '../statement-kinds.ts';
import { joinList, readItem, readLabel, readOwner, settled, splitList, writeItem } from './cell-text.ts';
import { writeLabel, writeOwner } from './cell-text.ts';
import { fits, type SheetField } from './fields.ts';
import { cellText, itemsOf, type Said } from './said.ts';

/** What one cell changes; what is absent stays. */
export interface CellEdit {
  readonly add: readonly TagValue[];
  readonly remove: readonly TagValue[];
  readonly own: readonly OwnerValue[];
  readonly disown: readonly OwnerValue[];
  /** Empty: withdraw it. */
  readonly text?: string;
  readonly reviewed?: boolean;
  /** The text of the cell afterwards. */
  readonly after: string;
}

export type CellReading =
  | { readonly is: 'same' }
  | { readonly is: 'edit'; readonly edit: CellEdit }
  | { readonly is: 'problem'; readonly message: string };

const SAME: CellReading = { is: 'same' };
const NONE = { add: [], remove: [], own: [], disown: [] } as const;

const LONGEST_TEXT = 100_000;
const YES = ['yes', 'reviewed', 'true', 'x', '1', 'y'];
const NO = ['', 'no', 'open', 'false', '0', 'n'];

/** Reads cells against the registers and the taxonomy of one catalog; what was looked up is kept. */
export class CellReader {
  readonly #sql: Sql;
  readonly #resourcesDir: string;
  readonly #checked = new Map<string, TagValue | string>();
  readonly #party: ReturnType<typeof partyFinder>;

  constructor(sql: Sql, resourcesDir: string) {
    this.#sql = sql;
    this.#resourcesDir = resourcesDir;
    this.#party = partyFinder(entriesOf(sql.db, 'party'));
  }

  read(field: SheetField, on: 'dataset' | 'column', text: string, said: Said): CellReading {
    if (settled(text) === settled(cellText(field, said))) return SAME;
    if (!fits(field, on))
      return problem(
        `the ${field.label.toLowerCase()} is said of a ${on === 'dataset' ? 'column' : 'dataset'} only`,
      );
    switch (field.holds) {
      case 'description':
        return readText(text, said);
      case 'review':
        return readReview(text, said);
      case 'owner':
        return this.#owners(field.role, text, field, said);
      case 'property':
        return this.#one(field, { kind: 'property', key: field.key }, text, said);
      case 'statement':
        return field.many
          ? this.#many(field, field.kind, text, said)
          : this.#one(field, { kind: field.kind, key: '' }, text, said);
    }
  }

  #one(
    field: SheetField,
    place: { readonly kind: StatementKind; readonly key: string },
    text: string,
    said: Said,
  ): CellReading {
    const plain = text.trim();
    if (plain === '') return edit({ remove: everything(said.rows, place), after: '' });
    const value = this.#check({ ...place, value: plain });
    if (typeof value === 'string') return problem(value);
    if (value.value === cellText(field, said)) return SAME;
    return edit({ add: [value], after: value.value });
  }

  #many(field: SheetField, kind: StatementKind, text: string, said: Said): CellReading {
    const inForce = said.tags.filter((tag) => tag.kind === kind);
    const written = (tag: { key: string; value: string }) =>
      kind === 'label' ? writeLabel(tag.key, tag.value) : writeItem(tag.value);
    const known = new Map(inForce.map((tag) => [settled(written(tag)), tag]));
    const wanted = new Map<string, TagValue>();
    for (const item of splitList(text)) {
      const stands = known.get(settled(item));
      const asked = kind === 'label' ? readLabel(item) : { key: '', value: readItem(item) };
      const value = stands ?? this.#check({ kind, ...asked });
      if (typeof value === 'string') return problem(value);
      wanted.set(settled(written(value)), { kind, key: value.key, value: value.value });
    }
    const add = [...wanted].flatMap(([key, value]) => (known.has(key) ? [] : [value]));
    const remove = [...known].flatMap(([key, { key: tagKey, value }]) =>
      wanted.has(key) ? [] : [{ kind, key: tagKey, value }],
    );
    if (add.length + remove.length === 0) return SAME;
    return edit({ add, remove, after: joinList([...wanted.values()].map(written).sort()) });
  }

  #owners(role: string, text: string, field: SheetField, said: Said): CellReading {
    const inForce = said.owners.filter((owner) => owner.role === role);
    const wanted = new Map<string, OwnerValue>();
    for (const item of splitList(text)) {
      const owner = this.#owner(readOwner(item), role, inForce);
      if (typeof owner === 'string') return problem(owner);
      wanted.set(owner.name, owner);
    }
    const stands = (owner: OwnerValue) =>
      inForce.some(({ name, email }) => name === owner.name && email === owner.email);
    const own = [...wanted.values()].filter((owner) => !stands(owner));
    const disown = inForce
      .filter(({ name }) => !wanted.has(name))
      .map(({ name, email }) => ({ name, email, role }));
    if (own.length + disown.length === 0) return SAME;
    const others = itemsOf(field, said).length;
    const after = joinList([...wanted.values()].map(({ name, email }) => writeOwner(name, email)).sort());
    return others === 0 && after === '' ? SAME : edit({ own, disown, after });
  }

  /** Somebody who owns it already, somebody of the register, or just a name. */
  #owner(
    asked: { readonly name: string; readonly email: string | null },
    role: string,
    inForce: readonly OwnerRow[],
  ): OwnerValue | string {
    if (asked.name.trim() === '') return 'an owner needs a name';
    if (asked.name.length > 512) return 'the name of an owner has at most 512 characters';
    if ((asked.email ?? '').length > 320) return 'an e-mail address has at most 320 characters';
    const present = inForce.find(
      ({ name, email }) =>
        settled(name) === settled(asked.name) && (asked.email === null || email === asked.email),
    );
    if (present) return { name: present.name, email: present.email, role };
    if (asked.email !== null) return { ...asked, role };
    const party = this.#party(asked);
    const address = party?.['email'];
    return { name: party?.name ?? asked.name, email: typeof address === 'string' ? address : null, role };
  }

  /** The statement as it is stored, or what was expected instead. */
  #check(asked: TagValue): TagValue | string {
    const { among } = KIND_RULES[asked.kind];
    const value = among ? { ...asked, value: asked.value.toLowerCase() } : asked;
    const id = `${value.kind}\u0000${value.key}\u0000${value.value}`;
    let known = this.#checked.get(id);
    if (known === undefined) {
      known = checked(this.#sql, this.#resourcesDir, value);
      this.#checked.set(id, known);
    }
    return known;
  }
}

function checked(sql: Sql, resourcesDir: string, value: TagValue): TagValue | string {
  try {
    return checkedStatement(sql, resourcesDir, value);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message.replace(/\.$/, '');
  }
}

/** Every value that anybody states in a place where there can be one: whatever stays would show again. */
function everything(
  rows: readonly TagRow[],
  place: { readonly kind: StatementKind; readonly key: string },
): TagValue[] {
  const values = rows
    .filter(({ kind, key, status }) => status !== 'rejected' && kind === place.kind && key === place.key)
    .map(({ value }) => value);
  return [...new Set(values)].map((value) => ({ ...place, value }));
}

function readText(text: string, { description }: Said): CellReading {
  const plain = text.trim();
  if (plain.length > LONGEST_TEXT)
    return problem(`a description has at most ${LONGEST_TEXT} characters, and here ${plain.length}`);
  if (plain === '' && description !== null && !description.own)
    return problem(
      `the description is that of a source (${description.origin}) and cannot be emptied; another text goes before it`,
    );
  return edit({ text: plain, after: plain });
}

function readReview(text: string, said: Said): CellReading {
  const word = text.trim().toLowerCase();
  if (YES.includes(word)) return said.review === 'reviewed' ? SAME : edit({ reviewed: true, after: 'yes' });
  if (NO.includes(word)) return said.review === 'open' ? SAME : edit({ reviewed: false, after: '' });
  if (word === 'changed')
    return problem('"changed" is told of a review and cannot be stated; expected is yes or nothing');
  return problem(`"${text}" cannot be used; expected is yes or nothing`);
}

function edit(what: Partial<CellEdit> & Pick<CellEdit, 'after'>): CellReading {
  return { is: 'edit', edit: { ...NONE, ...what } };
}

function problem(message: string): CellReading {
  return { is: 'problem', message };
}
