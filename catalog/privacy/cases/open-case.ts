/** Opening a case: from the desk, or along with a report. */
import type { Catalog } from '../../catalog.ts';
import { makeChange, type Change } from '../../stewardship/change.ts';
import { Refused } from '../../stewardship/refused.ts';
import { isCivilDate } from '../deadline/civil-date.ts';
import { lawOf, placeIn, rightIn } from '../dsar/clock.ts';
import { IDENTIFIER_KINDS, RIGHTS, type IdentifierKind, type Right } from '../dsar/request.ts';
import { loadTaxonomy } from '../taxonomy/taxonomy.ts';
import { insertEvent, refreshCase } from './act.ts';
import { today } from '../deadline/today.ts';
import { legalNow, type UnderLaw } from './read.ts';
import type { Channel } from './states.ts';

export const LETTER_LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number];

export interface CaseOrder extends UnderLaw {
  /** Without personal data; the next free number of the year where none is given. */
  readonly reference?: string | undefined;
  readonly receivedOn: string;
  readonly rights: readonly Right[];
  /** fideslang data subject. */
  readonly subject: string;
  readonly identifierKinds?: readonly IdentifierKind[];
  readonly alsoUnder?: readonly UnderLaw[];
  readonly language?: LetterLanguage;
  /** How the request came in. */
  readonly channel?: Channel | null;
}

/** @returns the reference of the new case */
export async function openCase(catalog: Catalog, actor: string, order: CaseOrder): Promise<string> {
  const checked = check(catalog, order);
  let reference = order.reference?.trim() ?? '';
  await makeChange(
    catalog,
    {
      actor,
      action: 'case.open',
      objectType: 'case',
      areas: ['cases'],
      label: () => `Opened case ${reference}`,
      payload: () => ({ reference, ...payloadOf(checked) }),
    },
    (change) => {
      if (reference === '') reference = nextReference(change, order.receivedOn.slice(0, 4));
      if (change.sql.get('SELECT 1 FROM dsar_case WHERE reference = ?', reference))
        throw new Refused('CONFLICT', `There is a case ${reference} already.`);
      insertCase(change, reference, checked);
      refreshCase(catalog, change, reference);
      return 1;
    },
  );
  return reference;
}

export type CheckedOrder = Required<Omit<CaseOrder, 'reference'>>;

/** @throws Refused | RequestError */
function check(catalog: Catalog, order: CaseOrder): CheckedOrder {
  if (!isCivilDate(order.receivedOn))
    throw new Refused('INVALID', `"${order.receivedOn.slice(0, 20)}" is not a calendar date.`);
  if (order.receivedOn > today())
    throw new Refused('INVALID', `${order.receivedOn} is in the future: a case begins with its receipt.`);
  const { subjects } = loadTaxonomy(catalog.options.resourcesDir);
  if (!subjects.some((one) => one.key === order.subject))
    throw new Refused(
      'INVALID',
      `"${order.subject.slice(0, 60)}" is not a kind of data subject; use one of ${subjects.map((one) => one.key).join(', ')}.`,
    );
  const legal = legalNow(catalog);
  const under = [order, ...(order.alsoUnder ?? [])].map(({ jurisdiction, place }): UnderLaw => {
    const { law } = lawOf(legal, jurisdiction);
    return { jurisdiction: law.id, place: placeIn(law, place) };
  });
  const [first, ...further] = under;
  const twice = further.find(
    (one, index) =>
      under.findIndex((other) => other.jurisdiction === one.jurisdiction && other.place === one.place) <=
      index,
  );
  if (twice) throw new Refused('INVALID', `${twice.jurisdiction} in ${twice.place} was named twice.`);
  // A right counts when one of the laws has it: a case can rest on several.
  const laws = under.map(({ jurisdiction }) => lawOf(legal, jurisdiction).law);
  const has = (right: Right) => laws.some((law) => rightIn(law, right) !== null);
  const foreign = order.rights.filter((right) => !has(right));
  if (order.rights.length === 0 || foreign.length > 0) {
    const names = laws.map((law) => law.name).join(' and ');
    throw new Refused(
      'INVALID',
      `${foreign.length > 0 ? `${names} has no right to ${foreign.join(', ')}` : 'A case has at least one right'}; there are ${RIGHTS.filter(has).join(', ')}.`,
    );
  }
  return {
    ...first!,
    receivedOn: order.receivedOn,
    subject: order.subject,
    rights: RIGHTS.filter((right) => order.rights.includes(right)),
    identifierKinds: IDENTIFIER_KINDS.filter((kind) => order.identifierKinds?.includes(kind)),
    alsoUnder: further,
    language: order.language ?? 'en',
    channel: order.channel ?? null,
  };
}

function payloadOf(order: CheckedOrder) {
  return {
    received_on: order.receivedOn,
    jurisdiction: order.jurisdiction,
    place: order.place,
    also_under: order.alsoUnder.map(({ jurisdiction, place }) => `${jurisdiction} ${place}`),
    rights: [...order.rights],
    subject: order.subject,
    identifier_kinds: [...order.identifierKinds],
    channel: order.channel,
  };
}

/** `DSR-2026-0001`, the next of its year. */
function nextReference({ sql }: Change, year: string): string {
  const taken = sql.all<{ reference: string }>(
    'SELECT reference FROM dsar_case WHERE reference LIKE ?',
    `DSR-${year}-%`,
  );
  const numbers = taken.flatMap(({ reference }) => {
    const digits = /^DSR-\d{4}-(\d{1,9})$/.exec(reference)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  return `DSR-${year}-${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}`;
}

/** The rows of a new case; its state and last day follow by `refreshCase`. */
export function insertCase(change: Change, reference: string, order: CheckedOrder): void {
  const { sql, revision } = change;
  sql.run(
    `INSERT INTO dsar_case (reference, received_on, jurisdiction, place, rights, subject, identifier_kinds, due, state, since_revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 'received', ?)`,
    reference,
    order.receivedOn,
    order.jurisdiction,
    order.place,
    JSON.stringify(order.rights),
    order.subject,
    JSON.stringify(order.identifierKinds),
    revision,
  );
  const { id } = sql.get<{ id: number }>('SELECT id FROM dsar_case WHERE reference = ?', reference)!;
  sql.run(
    'INSERT INTO case_file (case_id, language, also_under) VALUES (?, ?, ?)',
    id,
    order.language,
    JSON.stringify(order.alsoUnder),
  );
  insertEvent(change, id, {
    kind: 'open',
    on: order.receivedOn,
    detail: order.channel === null ? {} : { channel: order.channel },
  });
}
