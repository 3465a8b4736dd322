/** Disagreements between people and sources, by what they are about: `sensitivity: internal, dbt says confidential`. */
import { many } from '../counted.ts';
import type { Catalog } from '../catalog.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { withdrawDescriptions } from '../stewardship/describe.ts';
import { ownEach } from '../stewardship/own-each.ts';
import { tagEach, type TagEach } from '../stewardship/tag-each.ts';
import { answered, settle, type Question } from './answers.ts';
import { conflictsOf, type Conflict } from './conflicts.ts';
import { sizeInWords, together, type InboxGroup, type Picked, type Verdict } from './model.ts';

const question = ({ target, what, theirWords }: Conflict): Question => ({
  kind: 'conflict',
  target,
  about: `${what}: ${[...theirWords].sort().join(' | ')}`.slice(0, LONGEST),
});

/** Of what is remembered; a longer description is told apart by its beginning. */
const LONGEST = 2_000;
const SHOWN = 60;

export function* conflictGroups(catalog: Catalog): Generator<void, InboxGroup<Conflict>[]> {
  const isSettled = answered(catalog);
  const open = (yield* conflictsOf(catalog)).filter((one) => !isSettled(question(one)));
  const groups = Map.groupBy(open, groupKey);
  return [...groups]
    .map(([key, entries]) => groupFrom(key, entries))
    .sort((a, b) => b.entries.length - a.entries.length || (a.key < b.key ? -1 : 1));
}

/** Texts differ from one another; all of one source are one question. */
function groupKey({ what, matter, mineWords, theirWords, origins }: Conflict): string {
  const words = matter.about === 'description' ? [] : [mineWords, theirWords.join(' | ')];
  return ['conflict', what, origins.join(', '), ...words].join(' ');
}

function groupFrom(key: string, entries: readonly Conflict[]): InboxGroup<Conflict> {
  const [{ what, matter, mineWords, theirWords, origins }] = entries as readonly [Conflict];
  const who = origins.join(' and ');
  const datasets = new Set(entries.map(({ card }) => card.id)).size;
  const columns = entries.filter(({ path }) => path !== null).length;
  const title =
    matter.about === 'description'
      ? `Descriptions: ${who} says something else than people`
      : `${what[0]!.toUpperCase()}${what.slice(1)}: ${clipped(mineWords)} by a person, ${clipped(theirWords.join(', '))} by ${who}`;
  return {
    kind: 'conflict',
    key,
    title,
    size: columns > 0 ? sizeInWords(columns, datasets) : many(datasets, 'dataset'),
    explains: `${who} says this since a later import. Taking theirs withdraws the person’s word, so that the source’s holds; keeping it lets the question rest until the source says something else again.`,
    confirm: 'Take theirs',
    refuse: 'Keep ours',
    confidence: null,
    entries,
    datasets,
    keyOf,
    show: (one) => ({
      key: keyOf(one),
      title: one.path ? `${one.path.join('.')} of ${one.card.name}` : one.card.name,
      dataset: one.card,
      column: one.path ? { id: one.target.id, path: one.path } : null,
      reasons: [`${clipped(one.mineWords)} by a person; ${clipped(one.theirWords.join(', '))} by ${who}.`],
      confidence: null,
      sides: one.sides(),
    }),
  };
}

const keyOf = ({ target }: Conflict): string => `${target.on} ${target.id}`;

const clipped = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text);

/** @throws ReasonNeeded where taking the source's word lowers a sensitivity or ends a certification */
export async function decideConflicts(
  catalog: Catalog,
  actor: string,
  picked: readonly Picked<Conflict>[],
  { decision, reason }: Verdict,
): Promise<MutationResult> {
  const entries = picked.flatMap((one) => one.entries);
  if (decision === 'refuse')
    return settle(catalog, actor, entries.map(question), {
      label: (count) => `Kept people’s word in ${many(count, 'conflict')}`,
      reason,
    });
  const label = (changed: number) => `Took the source’s word in ${many(changed, 'conflict')}`;
  const tags = entries.flatMap(({ target, matter }): TagEach[] => {
    if (matter.about !== 'tag') return [];
    // What was refused is stated, so that the refusal gives way.
    const { mine, refused } = matter;
    return [{ target, add: refused ? [mine] : [], refuse: [], withdraw: refused ? [] : [mine] }];
  });
  const results: MutationResult[] = [];
  if (tags.length > 0) results.push(await tagEach(catalog, actor, tags, { label, reason }));
  const owners = entries.flatMap(({ target, matter }) =>
    matter.about === 'owner' ? [{ target, add: [], refuse: [], withdraw: [matter.mine] }] : [],
  );
  if (owners.length > 0) results.push(await ownEach(catalog, actor, owners, { label, reason }));
  const described = entries
    .filter(({ matter }) => matter.about === 'description')
    .map(({ target }) => target);
  if (described.length > 0) results.push(await withdrawDescriptions(catalog, actor, described, reason));
  return together(results);
}
