/**
 * Parts of an estate that a person knows as one: a domain, a schema, what is left of a namespace, all small namespaces
 * of one system. A part holds at least so many datasets that there are some forty parts at most in a small estate,
 * and never has to hold more than {@link ENOUGH} to be one of its own.
 */
import type { Card } from '../browse/cards.ts';
import type { Catalog } from '../catalog.ts';
import { entriesOf } from '../stewardship/registers/read.ts';

export interface Place {
  readonly key: string;
  /** `schema finance in postgres://db:5432` */
  readonly title: string;
}

const PARTS = 40;
const ENOUGH = 25;
const FEWEST = 3;

/** `finance` of `finance.orders`, `lake/raw` of `lake/raw/orders/part`; empty for a name without parts. */
export function schemaOf({ name }: { readonly name: string }): string {
  const slashes = name.split('/').filter((part) => part !== '');
  if (slashes.length > 1) return slashes.slice(0, Math.min(2, slashes.length - 1)).join('/');
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : '';
}

/** `postgres` of `postgres://db:5432`, `glue` of an ARN; the whole where a namespace names no system. */
export function systemOf(namespace: string): string {
  const arn = /^arn:[^:]*:([^:]+):/.exec(namespace);
  if (arn) return arn[1]!;
  return /^([a-z][a-z0-9+.-]*):\/\//i.exec(namespace)?.[1] ?? '';
}

/** Datasets that some source describes and that are there. */
export function standing(catalog: Catalog): readonly Card[] {
  return catalog.cached('inbox-standing', () =>
    [...catalog.cards().all()].filter((card) => !card.retired && !card.referencedOnly),
  );
}

/** By id of the dataset, for those that stand. */
export function placesOf(catalog: Catalog): ReadonlyMap<number, Place> {
  return catalog.cached('inbox-places', () => placed(standing(catalog), domainNames(catalog)));
}

function domainNames(catalog: Catalog): ReadonlyMap<string, string> {
  return new Map(entriesOf(catalog.store.reader, 'domain').map(({ key, name }) => [key, name]));
}

/** The value of `domain=…` in force on a dataset. */
export function domainOf({ statements }: Card): string | null {
  for (const one of statements) if (one.startsWith('domain=')) return one.slice('domain='.length);
  return null;
}

function placed(cards: readonly Card[], domains: ReadonlyMap<string, string>): Map<number, Place> {
  const least = Math.max(FEWEST, Math.min(ENOUGH, Math.ceil(cards.length / PARTS)));
  const found = new Map<number, Place>();
  let left = cards;
  const take = (placeOf: (card: Card) => Place | null, fewest: number): void => {
    const parts = new Map<string, { place: Place; cards: Card[] }>();
    for (const card of left) {
      const place = placeOf(card);
      if (!place) continue;
      const part = parts.get(place.key);
      if (part) part.cards.push(card);
      else parts.set(place.key, { place, cards: [card] });
    }
    for (const part of parts.values())
      if (part.cards.length >= fewest) for (const { id } of part.cards) found.set(id, part.place);
    left = left.filter(({ id }) => !found.has(id));
  };
  take((card) => domainPlace(card, domains), 1);
  take(schemaPlace, least);
  take(({ namespace }) => ({ key: `namespace ${namespace}`, title: namespace }), least);
  take(({ namespace }) => {
    const system = systemOf(namespace);
    return system === '' ? null : { key: `system ${system}`, title: `small namespaces of ${system}` };
  }, least);
  take(() => ({ key: 'rest', title: 'other small namespaces' }), 0);
  return found;
}

function domainPlace(card: Card, domains: ReadonlyMap<string, string>): Place | null {
  const key = domainOf(card);
  return key === null ? null : { key: `domain ${key}`, title: `domain ${domains.get(key) ?? key}` };
}

function schemaPlace(card: Card): Place | null {
  const schema = schemaOf(card);
  if (schema === '') return null;
  return {
    key: `schema ${card.namespace} ${schema}`,
    title: `${schema} in ${card.namespace}`,
  };
}
