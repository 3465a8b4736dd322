/** Who may own datasets that nobody owns, from what sources and people say of things around them. */
import { OWNER_COLUMNS, ownersInForce, type OwnerRow } from '../browse/in-force.ts';
import type { Card } from '../browse/cards.ts';
import type { Catalog } from '../catalog.ts';
import type { OwnerValue } from '../stewardship/own.ts';
import { entriesOf } from '../stewardship/registers/read.ts';
import { domainOf, schemaOf, standing } from './places.ts';

export interface OwnerGuess {
  readonly owner: OwnerValue;
  /** 0 to 1 */
  readonly score: number;
  readonly reason: string;
}

/** What is known of owners, to be asked dataset by dataset. */
export interface OwnerEvidence {
  /** The best guess that nobody refused; null without evidence. */
  readonly guess: (card: Card) => OwnerGuess | null;
  readonly isOwned: (card: Card) => boolean;
}

/** Below it a guess says too little to be shown. */
const LEAST = 0.25;
/** Who is named without a role. */
const USUAL_ROLE = 'business owner';

interface Names {
  readonly byDataset: ReadonlyMap<number, readonly OwnerValue[]>;
  /** `name` and role in lower case, by dataset. */
  readonly refused: ReadonlyMap<number, ReadonlySet<string>>;
}

const ownerKey = ({ name, role }: { name: string; role: string }): string =>
  `${name}\u0000${role}`.toLowerCase();

/** In steps, as jobs and their outputs are looked up one by one. */
export function* ownerEvidence(catalog: Catalog): Generator<void, OwnerEvidence> {
  const names = ownersOfDatasets(catalog);
  yield;
  const cards = standing(catalog);
  const owned = cards.filter(({ id }) => names.byDataset.has(id));
  const sources: ((card: Card) => OwnerGuess | null)[] = [
    yield* fromJobs(catalog),
    fromNames(catalog),
    mostFrequent(cards, owned, names, {
      keyOf: (card) => (schemaOf(card) === '' ? null : `${card.namespace}\u0000${schemaOf(card)}`),
      weight: 0.9,
      words: (card) => `schema ${schemaOf(card)}`,
    }),
    mostFrequent(cards, owned, names, {
      keyOf: domainOf,
      weight: 0.85,
      words: (card) => `domain ${domainOf(card)}`,
    }),
    yield* fromUpstream(catalog, names),
    mostFrequent(cards, owned, names, {
      keyOf: ({ namespace }) => namespace,
      weight: 0.5,
      words: ({ namespace }) => `namespace ${namespace}`,
    }),
  ];
  return {
    isOwned: ({ id }) => names.byDataset.has(id),
    guess: (card) => {
      const refused = names.refused.get(card.id);
      let best: OwnerGuess | null = null;
      for (const source of sources) {
        const one = source(card);
        if (!one || one.score < LEAST || refused?.has(ownerKey(one.owner))) continue;
        if (best === null || one.score > best.score) best = one;
      }
      return best;
    },
  };
}

function ownersOfDatasets(catalog: Catalog): Names {
  const { canonical } = catalog.cards();
  const rows = catalog.store.reader
    .prepare<[], OwnerRow>(
      `SELECT ${OWNER_COLUMNS} FROM owner WHERE target_type = 'dataset' AND until_revision IS NULL`,
    )
    .all();
  const byDataset = new Map<number, OwnerValue[]>();
  const refused = new Map<number, Set<string>>();
  for (const [id, own] of Map.groupBy(rows, (row) => canonical.get(row.targetId) ?? 0)) {
    const inForce = ownersInForce(own).map(valueOf);
    if (inForce.length > 0) byDataset.set(id, inForce);
    const no = own.filter(({ status }) => status === 'rejected').map(ownerKey);
    if (no.length > 0) refused.set(id, new Set(no));
  }
  return { byDataset, refused };
}

function valueOf({ name, email, role }: { name: string; email: string | null; role: string }): OwnerValue {
  return { name, email, role: role === '' ? USUAL_ROLE : role };
}

/** Who owns the job that writes it, or the job of which that one is a part. */
function* fromJobs(catalog: Catalog): Generator<void, (card: Card) => OwnerGuess | null> {
  const db = catalog.store.reader;
  const owners = db
    .prepare<[], OwnerValue & { jobId: number; job: string }>(
      `SELECT o.name, o.email, o.role, j.id AS jobId, j.name AS job FROM owner o JOIN job j ON j.id = o.target_id
       WHERE o.target_type = 'job' AND o.until_revision IS NULL AND o.status <> 'rejected' AND j.until_revision IS NULL
       ORDER BY o.id`,
    )
    .all();
  const written = db
    .prepare<[{ job: number }], number>(
      `WITH jobs AS (SELECT @job AS id UNION SELECT id FROM job WHERE parent_id = @job)
       SELECT o.dataset_id FROM jobs JOIN job_output o ON o.job_id = jobs.id AND o.until_revision IS NULL
       UNION SELECT e.to_id FROM jobs JOIN edge e ON e.job_id = jobs.id AND e.until_revision IS NULL`,
    )
    .pluck();
  const { canonical } = catalog.cards();
  const found = new Map<number, OwnerGuess>();
  for (const { jobId, job, ...owner } of owners) {
    for (const id of written.all({ job: jobId })) {
      const dataset = canonical.get(id) ?? id;
      if (found.has(dataset)) continue;
      found.set(dataset, {
        owner: { ...valueOf(owner), role: roleOfJobOwner(owner.role) },
        score: 0.9,
        reason: `${owner.name} owns the job ${job}, which writes it.`,
      });
    }
    yield;
  }
  return (card) => found.get(card.id) ?? null;
}

/** Who keeps a job running answers for the technical side, unless the source says another role. */
const roleOfJobOwner = (role: string): string => (role === '' || role === 'owner' ? 'technical owner' : role);

/** A team or person of the register whose name the schema, the domain or the namespace bears. */
function fromNames(catalog: Catalog): (card: Card) => OwnerGuess | null {
  const parties = new Map<string, OwnerValue & { kind: string }>();
  for (const entry of entriesOf(catalog.store.reader, 'party')) {
    if (entry['kind'] !== 'team') continue;
    const { email, role } = entry;
    const value = valueOf({
      name: entry.name,
      email: typeof email === 'string' ? email : null,
      role: typeof role === 'string' ? role : '',
    });
    for (const word of [entry.key, plain(entry.name)])
      if (word.length > 2 && !parties.has(word)) parties.set(word, { ...value, kind: 'team' });
  }
  if (parties.size === 0) return () => null;
  const known = new Map<string, OwnerGuess | null>();
  const of = (text: string, what: string): OwnerGuess | null => {
    for (const word of text.toLowerCase().split(/[^\p{L}\p{N}_-]+/u)) {
      const party = parties.get(word) ?? parties.get(plain(word));
      if (!party) continue;
      const { kind, ...owner } = party;
      return {
        owner,
        score: 0.8,
        reason: `The ${what} ${text} bears the name of the ${kind} ${owner.name}.`,
      };
    }
    return null;
  };
  return (card) => {
    const [domain, schema] = [domainOf(card) ?? '', schemaOf(card)];
    const key = [domain, schema, card.namespace].join('\u0000');
    let guess = known.get(key);
    if (guess === undefined) {
      guess = of(domain, 'domain') ?? of(schema, 'schema') ?? of(card.namespace, 'namespace');
      known.set(key, guess);
    }
    return guess;
  };
}

/** `team-finance` for `Team Finance`; the word for team itself says nothing. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\bteam\b/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

interface Part {
  readonly keyOf: (card: Card) => string | null;
  readonly weight: number;
  readonly words: (card: Card) => string;
}

/** Who owns most of what is owned in the same part; the more of the part is owned, the surer. */
function mostFrequent(
  cards: readonly Card[],
  owned: readonly Card[],
  { byDataset }: Names,
  { keyOf, weight, words }: Part,
): (card: Card) => OwnerGuess | null {
  const size = new Map<string, number>();
  for (const card of cards) {
    const key = keyOf(card);
    if (key !== null) size.set(key, (size.get(key) ?? 0) + 1);
  }
  const parts = new Map<
    string,
    { datasets: number; owners: Map<string, { owner: OwnerValue; n: number }> }
  >();
  for (const card of owned) {
    const key = keyOf(card);
    if (key === null) continue;
    const part = parts.get(key) ?? { datasets: 0, owners: new Map() };
    parts.set(key, part);
    part.datasets++;
    for (const owner of byDataset.get(card.id) ?? []) {
      const known = part.owners.get(ownerKey(owner));
      if (known) known.n++;
      else part.owners.set(ownerKey(owner), { owner, n: 1 });
    }
  }
  const tops = new Map(
    [...parts].map(([key, { owners }]) => [
      key,
      [...owners.values()].sort((a, b) => b.n - a.n || byName(a.owner, b.owner))[0],
    ]),
  );
  return (card) => {
    const key = keyOf(card);
    const [part, top] = key === null ? [] : [parts.get(key), tops.get(key)];
    if (!part || !top || key === null) return null;
    const share = top.n / part.datasets;
    const told = Math.min(1, 0.4 + part.datasets / (size.get(key) ?? part.datasets));
    return {
      owner: top.owner,
      score: weight * share * told,
      reason: `${top.owner.name} owns ${top.n} of the ${part.datasets === 1 ? '1 dataset' : `${part.datasets} datasets`} of ${words(card)} that ${part.datasets === 1 ? 'has' : 'have'} an owner (${size.get(key)} in all).`,
    };
  };
}

const byName = (a: OwnerValue, b: OwnerValue): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** One who owns everything that it is made of, as far as that is owned. */
function* fromUpstream(
  catalog: Catalog,
  { byDataset }: Names,
): Generator<void, (card: Card) => OwnerGuess | null> {
  const { canonical } = catalog.cards();
  const upstream = new Map<number, Set<number>>();
  const page = catalog.store.reader.prepare<[number], { id: number; from: number; to: number }>(
    'SELECT id, from_id AS "from", to_id AS "to" FROM edge WHERE id > ? AND until_revision IS NULL ORDER BY id LIMIT 10000',
  );
  if (byDataset.size > 0)
    for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)!.id)) {
      for (const row of rows) {
        const [from, to] = [canonical.get(row.from) ?? row.from, canonical.get(row.to) ?? row.to];
        if (from === to || byDataset.has(to)) continue;
        const known = upstream.get(to);
        if (known) known.add(from);
        else upstream.set(to, new Set([from]));
      }
      yield;
    }
  return ({ id }) => {
    const from = [...(upstream.get(id) ?? [])];
    const owned = from.flatMap((one) => byDataset.get(one)?.slice(0, 1) ?? []);
    const [first] = owned;
    if (!first || owned.some((owner) => ownerKey(owner) !== ownerKey(first))) return null;
    return {
      owner: first,
      score: 0.65 * (owned.length / from.length),
      reason: `${first.name} owns ${owned.length} of the ${from.length} ${from.length === 1 ? 'dataset' : 'datasets'} that it is made from.`,
    };
  };
}
