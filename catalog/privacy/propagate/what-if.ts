/** What would follow if people said something else: only the difference to what follows now. Stores nothing. */
import type { TagRow } from '../../browse/in-force.ts';
import { PERSON } from '../../model/origins.ts';
import type { Catalog } from '../../catalog.ts';
import { groundOf, propagation, propagationFrom, type Propagation, type Words } from './compute.ts';
import type { PolicyRule } from './policy.ts';
import type { PropagationResult, SpreadTag } from './propagate.ts';
import type { BlockWord, End, TagStatements } from './statements.ts';
import { compareTags, tagKey, type PropagatedTag } from './tags.ts';

export interface TagWord {
  readonly target: End;
  readonly tag: PropagatedTag;
}

export interface Hypothesis {
  /** Tags that a person would add or take away, as `stewardship.tag` does it. */
  readonly add: readonly TagWord[];
  readonly remove: readonly TagWord[];
  readonly block: readonly BlockWord[];
  /** Ids of blocks that would be lifted. */
  readonly unblock: readonly number[];
  readonly rules: readonly PolicyRule[];
}

/** Of what is different at one node. Strength 0: the tag does not arrive. */
export interface Outcome {
  readonly tag: PropagatedTag;
  readonly on: 'column' | 'dataset';
  readonly node: number;
  readonly before: number;
  readonly after: number;
  /** Where the way is found: in the propagation that has the greater strength. */
  readonly in: Propagation;
  readonly entry: { readonly of: SpreadTag; readonly entry: number };
}

export interface WhatIf {
  readonly before: Propagation;
  readonly after: Propagation;
  readonly outcomes: readonly Outcome[];
}

export function whatIf(catalog: Catalog, hypothesis: Hypothesis): WhatIf {
  const before = propagation(catalog);
  const ground = groundOf(catalog);
  const lifted = new Set(hypothesis.unblock);
  const words: Words = {
    statements: restated(catalog, before, hypothesis),
    rules: [...ground.rules, ...hypothesis.rules],
    blocks: [...ground.blocks.filter(({ id }) => !lifted.has(id)), ...hypothesis.block],
  };
  const after = propagationFrom(catalog, ground, words);
  return {
    before,
    after,
    outcomes: [
      ...different(before, after, 'column', ground.flow.nodeCount),
      ...different(before, after, 'dataset', ground.datasets.flow.nodeCount),
    ],
  };
}

function restated(catalog: Catalog, { ground }: Propagation, { add, remove }: Hypothesis): TagStatements {
  const { columns, datasets, elsewhere, stored } = ground.statements;
  const copy = {
    columns: new Map(columns),
    datasets: new Map(datasets),
    elsewhere: new Map(elsewhere),
    stored,
  };
  const change = (
    { target, tag }: TagWord,
    edit: (rows: readonly TagRow[], tag: PropagatedTag, id: number) => TagRow[],
  ): void => {
    const { canonical } = catalog.cards();
    if (target.on === 'dataset') {
      const dataset = canonical.get(target.id);
      if (dataset !== undefined)
        copy.datasets.set(dataset, edit(copy.datasets.get(dataset) ?? [], tag, target.id));
      return;
    }
    const node = ground.columns.indexOf.get(target.id);
    if (node !== undefined) {
      copy.columns.set(node, edit(copy.columns.get(node) ?? [], tag, target.id));
      return;
    }
    const dataset = canonical.get(datasetOfColumn(catalog, target.id));
    if (dataset === undefined) return;
    const all = copy.elsewhere.get(dataset) ?? [];
    const own = all.find((rows) => rows.some(({ targetId }) => targetId === target.id));
    copy.elsewhere.set(dataset, [...all.filter((rows) => rows !== own), edit(own ?? [], tag, target.id)]);
  };
  for (const word of remove) change(word, without);
  for (const word of add) change(word, withTag);
  return copy;
}

function datasetOfColumn(catalog: Catalog, id: number): number {
  const row = catalog.store.reader
    .prepare<[number], { id: number }>('SELECT dataset_id AS id FROM "column" WHERE id = ?')
    .get(id);
  return row?.id ?? -1;
}

function without(rows: readonly TagRow[], tag: PropagatedTag, target: number): TagRow[] {
  const key = tagKey(tag);
  const left = rows.filter((row) => tagKey(row) !== key || row.origin !== PERSON);
  const stated = left.some((row) => tagKey(row) === key);
  return stated ? [...left, statedRow(tag, target, 'rejected')] : left;
}

function withTag(rows: readonly TagRow[], tag: PropagatedTag, target: number): TagRow[] {
  const key = tagKey(tag);
  const left = rows.filter(
    (row) =>
      row.origin !== PERSON ||
      (tagKey(row) !== key &&
        !(tag.kind === 'sensitivity' && row.kind === 'sensitivity' && row.status === 'confirmed')),
  );
  return [...left, statedRow(tag, target, 'confirmed')];
}

function statedRow(tag: PropagatedTag, targetId: number, status: 'confirmed' | 'rejected'): TagRow {
  return { id: 0, targetId, ...tag, origin: PERSON, status, actor: null, sinceRevision: 0 };
}

/** Differences by tag, then in the order in which the tag spreads. */
function different(before: Propagation, after: Propagation, on: Outcome['on'], nodeCount: number): Outcome[] {
  const side = (of: Propagation): PropagationResult => (on === 'column' ? of.result : of.reviews);
  const byKey = (of: Propagation) => new Map(side(of).tags.map((one) => [tagKey(one.tag), one]));
  const [old, now] = [byKey(before), byKey(after)];
  const tags = new Map([...old, ...now].map(([key, { tag }]) => [key, tag]));
  const outcomes: Outcome[] = [];
  /** Entry before, plus 1; 0 where the tag did not arrive. */
  const earlier = new Int32Array(nodeCount);
  for (const [key, tag] of [...tags].sort(([, a], [, b]) => compareTags(a, b))) {
    const [was, is] = [old.get(key), now.get(key)];
    each(was, (node, entry) => void (earlier[node] = entry + 1));
    each(is, (node, entry) => {
      const known = earlier[node]! - 1;
      earlier[node] = 0;
      if (!is) return;
      const level = is.spread.strength[entry]!;
      const lowerThan = known === -1 || !was ? 0 : was.spread.strength[known]!;
      if (lowerThan === level) return;
      const where =
        was && lowerThan > level
          ? { in: before, entry: { of: was, entry: known } }
          : { in: after, entry: { of: is, entry } };
      outcomes.push({ tag, on, node, before: lowerThan, after: level, ...where });
    });
    each(was, (node, entry) => {
      if (earlier[node] === 0 || !was) return;
      earlier[node] = 0;
      const where = { in: before, entry: { of: was, entry } };
      outcomes.push({ tag, on, node, before: was.spread.strength[entry]!, after: 0, ...where });
    });
  }
  return outcomes;
}

function each(of: SpreadTag | undefined, visit: (node: number, entry: number) => void): void {
  if (!of) return;
  for (const entry of of.derived) visit(of.spread.node[entry]!, entry);
}
