/** Cards as of a moment: the same records that lists and pictures show, with what was known then. */
import { ABSENT } from '../store/writer/absence.ts';
import { bareCard, Cards, NOTHING_COUNTED, type Card } from '../browse/cards.ts';
import { certificationOf, labelsOf, sensitivityOf, statementsOf } from '../browse/in-force.ts';
import { columnHolds } from '../past/moment.ts';
import { knownAt, saidAt, statedAt } from '../past/as-of-parts.ts';
import type { PastCatalog, PastDataset } from '../past/as-of.ts';

/**
 * `now`: the present cards. `shown`: identities that runs had shown by the time looked at (null: a revision), though
 * the catalog heard of them only later; they come without what was said of them.
 */
export function pastCards(
  past: PastCatalog,
  now: Cards,
  { time, shown }: { readonly time: string | null; readonly shown: ReadonlySet<number> },
): Cards {
  const cards = new Cards(null);
  const descriptions = descriptionsAt(past);
  const failed = failedTestsAt(past);
  for (const dataset of past.datasets) add(cards, cardOf(dataset, now, descriptions, failed));
  for (const id of shown) {
    if (cards.canonical.has(id)) continue;
    const head = now.canonical.get(id);
    const card = head === undefined ? undefined : now.byId.get(head);
    if (!card || head === undefined) continue;
    if (cards.byId.has(head)) cards.canonical.set(id, head);
    else add(cards, { ...blank(card), members: card.members.filter((one) => !cards.canonical.has(one)) });
  }
  countColumns(past, cards, time);
  // In the order of the present cards, so that pictures are laid out alike.
  const inOrder = [...cards.byId].sort(([a], [b]) => a - b);
  cards.byId.clear();
  for (const [id, card] of inOrder) cards.byId.set(id, card);
  return cards;
}

function add(cards: Cards, card: Card): void {
  cards.byId.set(card.id, card);
  for (const member of card.members) cards.canonical.set(member, card.id);
}

/** What only its name is known of. */
function blank({ id, namespace, name, kind, members, sinceRevision }: Card): Card {
  const known = { id, namespace, name, kind, members, sinceRevision, referencedOnly: false, retired: false };
  return bareCard({ ...known, ...NOTHING_COUNTED });
}

function cardOf(
  dataset: PastDataset,
  now: Cards,
  descriptions: ReadonlyMap<number, string>,
  failed: ReadonlyMap<number, number>,
): Card {
  const { id, namespace, name, kind } = dataset;
  // The dataset itself first, as in the present cards.
  const members = [id, ...dataset.members.filter((member) => member !== id)];
  const tags = [...dataset.tags, ...dataset.taggedColumns.flatMap((column) => column.tags)];
  return {
    ...{ id, namespace, name, kind, members },
    referencedOnly: !dataset.described,
    retired: dataset.retired,
    sinceRevision: now.byId.get(id)?.sinceRevision ?? 0,
    description: members.map((member) => descriptions.get(member)).find((text) => text !== undefined) ?? null,
    sensitivity: dataset.sensitivity,
    ownSensitivity: sensitivityOf(dataset.tags),
    certification: certificationOf(dataset.tags),
    categories: new Set(tags.filter((tag) => tag.kind === 'category').map((tag) => tag.value)),
    labels: new Set(labelsOf(tags)),
    statements: new Set(statementsOf(tags)),
    owners: [...new Set(dataset.owners.map((owner) => owner.name))],
    sources: new Set(dataset.importers),
    columns: 0,
    upstream: 0,
    downstream: 0,
    failedTests: members.reduce((sum, member) => sum + (failed.get(member) ?? 0), 0),
    suggestions: 0,
  };
}

/** Top-level columns, of one name over all identities once, described or only mentioned. */
function countColumns({ db, revision }: PastCatalog, cards: Cards, time: string | null): void {
  const rows = db
    .prepare<[object], { datasetId: number; path: string }>(
      `SELECT c.dataset_id AS datasetId, lower(c.path) AS path FROM "column" c WHERE c.depth = 0 AND ${columnHolds({ time })}`,
    )
    .iterate({ known: revision, time: time ?? '' });
  const paths = new Map<number, Set<string>>();
  for (const { datasetId, path } of rows) {
    const head = cards.canonical.get(datasetId);
    if (head === undefined) continue;
    const known = paths.get(head);
    if (known) known.add(path);
    else paths.set(head, new Set([path]));
  }
  for (const [head, known] of paths) cards.byId.get(head)!.columns = known.size;
}

function descriptionsAt({ db, revision }: PastCatalog): Map<number, string> {
  const rows = db
    .prepare<[object], { id: number; text: string }>(
      `SELECT target_id AS id, substr(text, 1, 400) AS text FROM description x
       WHERE target_type = 'dataset' AND ${saidAt('description', 'x')} ORDER BY origin = 'steward', id DESC`,
    )
    .all({ revision });
  return new Map(rows.map((row) => [row.id, row.text]));
}

/** Tests whose latest result known then was a failure, by dataset. */
function failedTestsAt({ db, revision }: PastCatalog): Map<number, number> {
  const rows = db
    .prepare<[object], { datasetId: number; status: string }>(
      `SELECT t.dataset_id AS datasetId, x.status, MAX(x.at || printf('%012d', x.id)) FROM test_result x JOIN test t ON t.id = x.test_id
       WHERE x.since_revision <= @revision AND ${knownAt(ABSENT.testResult)} AND ${statedAt('test', 't')} GROUP BY t.id`,
    )
    .all({ revision });
  const found = new Map<number, number>();
  for (const { datasetId, status } of rows)
    if (status === 'fail' || status === 'error') found.set(datasetId, (found.get(datasetId) ?? 0) + 1);
  return found;
}
