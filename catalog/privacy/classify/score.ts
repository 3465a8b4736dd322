/**
 * Confidence as a probability, added up in log-odds, so that every part of the evidence has a size:
 * a rule's weight, what the table and its columns say, type, description and tags.
 */
import type { Lift } from './files.ts';
import type { Match } from './match.ts';
import { means } from './reading.ts';

/** From here on a category is suggested. */
export const SUGGEST = 0.5;
/** From here on a suggestion is strong: right in at least nine of ten cases of the measured names. */
export const STRONG = 0.85;
/** Weight from which on a column tells that its table is about persons. */
export const ANCHOR = 0.7;

export const logit = (probability: number): number => Math.log(probability / (1 - probability));
export const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Log-odds that a table of persons adds, and one of things takes away. */
const LIFT: Readonly<Record<Lift, readonly [up: number, down: number]>> = {
  none: [0.5, 0.8],
  some: [1.2, 1.8],
  strong: [3, 3],
  health: [0.5, 1.5],
  contact: [0.3, 3],
  subject: [4, 3],
  address: [1.2, 1.8],
};

/** What is known about the table when one column is judged. */
export interface Surroundings {
  /** −1 to 1, from the name of the table and the other columns. */
  readonly person: number;
  /** The same from the name of the table alone. */
  readonly table: number;
  /** Other columns about health, or a table of patients. */
  readonly health: boolean;
  /** Other columns with ways to reach a person. */
  readonly contact: boolean;
  /** Other columns with a name or a contact, be it of a person or not. */
  readonly named: boolean;
}

export function liftOf(lift: Lift, around: Surroundings): number {
  const [up, down] = LIFT[lift];
  const person = lift === 'subject' ? around.table : around.person;
  const base = person > 0 ? up * person : down * person;
  if (lift === 'health' && around.health) return base + 2.6;
  if (lift === 'contact' && around.contact && person >= 0) return base + 1.6;
  // Alone, an address may be one in memory.
  return lift === 'address' && !around.named && person <= 0 ? base - 0.7 : base;
}

/** Another anchor weighs less than the first. */
const ANCHORS = [0, 0.5, 0.8, 1];

export function anchored(count: number): number {
  return ANCHORS[Math.min(count, ANCHORS.length - 1)]!;
}

export const clamp = (value: number): number => Math.max(-1, Math.min(1, value));

/** A word for an organisation or a place beside the meaning: `company_email`. */
const BODY_BESIDE = -2.6;
/** A word for another thing beside it: `order_phone`. */
const THING_BESIDE = -1.2;
/** A word for a person beside it: `customer_email`. */
export const PERSON_BESIDE = 0.9;
/** A word for the use of an address beside a place: `shipping_city`. */
export const POSTAL_BESIDE = 2;
/** A date type under a date of birth, and the like. */
export const TYPE_FITS = 0.4;
export const DESCRIPTION_AGREES = 1.2;
export const DESCRIPTION_ALONE = -1;
export const TAG_AGREES = 1.5;
export const TAG_PERSONAL = 0.9;
export const TAG_DENIES = -3;

/** What words for things beside the meaning take away; a person beside it makes up for them. */
export function thingsBeside({ rule, things, persons }: Match): number {
  if (things.length === 0 || persons.length > 0 || rule.things || rule.rest === 'company') return 0;
  const body = things.some((unit) => means(unit, 'thing:org') || means(unit, 'thing:place'));
  return body ? BODY_BESIDE : THING_BESIDE;
}
