import { beforeEach, describe, expect, it } from 'vitest';
import { coverageTrend } from '../../home/coverage-trend.ts';
import { historyOf } from '../../browse/history.ts';
import { home } from '../../home/home.ts';
import type { Fact } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import { loadPast } from '../../past/as-of.ts';
import { presentMoment } from '../../past/pins.ts';
import { importFacts } from '../../testing/temp-catalog.ts';
import { addComment, commentsOn, editComment, resolveComment } from '../comments.ts';
import { describe as describeIt } from '../describe.ts';
import { own } from '../own.ts';
import { saveRule } from '../rules/save.ts';
import { tag } from '../tag.ts';
import { columnId, datasetId, estateFacts, smallEstate } from '../testing/small-estate.ts';
import { undo } from '../undo.ts';
import { review, reviewOf } from './review.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await smallEstate();
});

const evidence = { scope: 'p', file: 0, at: 'x' };
const orders = { namespace: 'n', name: 'finance.orders' };
const target = () => ({ on: 'dataset' as const, id: datasetId(catalog, 'finance.orders') });
const email = () => ({ on: 'column' as const, id: columnId(catalog, 'finance.orders', 'email') });
const names = ['finance.orders', 'finance.payments', 'sales.leads'];
const label = (value: string): Fact => ({
  type: 'tag',
  target: { on: 'column', dataset: orders, path: ['email'] },
  kind: 'label',
  key: '',
  value,
  evidence,
});
const stateOf = () => reviewOf(catalog, target()).state;

describe('a review', () => {
  it('holds until a source or rule says something else, and holds again when that is gone', async () => {
    expect(stateOf()).toBe('open');
    await review(catalog, 'ann', { targets: [target()], reviewed: true, reason: 'looked at it' });
    expect(reviewOf(catalog, target())).toMatchObject({ state: 'reviewed', by: 'ann' });
    expect(reviewOf(catalog, email()).state).toBe('reviewed');
    // A person's own word does not ask again.
    await tag(catalog, 'ann', {
      targets: [target()],
      add: [{ kind: 'sensitivity', key: '', value: 'internal' }],
      remove: [],
    });
    await describeIt(catalog, 'ann', { target: target(), text: 'Orders' });
    expect(stateOf()).toBe('reviewed');
    expect((await review(catalog, 'ann', { targets: [target()], reviewed: true })).revision).toBeNull();
    await importFacts(catalog.store, estateFacts(names, [label('new')]), 'two');
    expect(stateOf()).toBe('changed');
    expect(home(catalog).coverage).toMatchObject({ reviewed: 0, changedSinceReview: 1 });
    await importFacts(catalog.store, estateFacts(names), 'three');
    expect(stateOf()).toBe('reviewed');
    const { rule } = await saveRule(catalog, 'ann', {
      name: 'r',
      kind: 'tag',
      selection: 'name:finance.*',
      effect: { on: 'dataset', statements: [{ kind: 'label', key: '', value: 'x' }], owners: [] },
      enabled: true,
    });
    expect([rule, stateOf()]).toEqual([1, 'changed']);
    await undo(catalog, 'ann');
    expect(stateOf()).toBe('reviewed');
  });

  it('of a column stands for itself', async () => {
    await review(catalog, 'ann', { targets: [email()], reviewed: true });
    expect([reviewOf(catalog, email()).state, stateOf()]).toEqual(['reviewed', 'open']);
    await importFacts(catalog.store, estateFacts(names, [label('new')]), 'two');
    expect(reviewOf(catalog, email()).state).toBe('changed');
    await review(catalog, 'ann', { targets: [email()], reviewed: false });
    expect(reviewOf(catalog, email()).state).toBe('open');
    await expect(
      review(catalog, 'ann', { targets: [{ on: 'column', id: 999 }], reviewed: true }),
    ).rejects.toThrow('no column 999');
  });
});

it('coverage through time is what each revision had', async () => {
  await own(catalog, 'ann', {
    targets: [target()],
    add: [{ name: 'A', email: null, role: 'steward' }],
    remove: [],
  });
  await tag(catalog, 'ann', {
    targets: [email()],
    add: [{ kind: 'sensitivity', key: '', value: 'internal' }],
    remove: [],
  });
  await review(catalog, 'ann', { targets: [target()], reviewed: true });
  await describeIt(catalog, 'ann', { target: target(), text: 'Orders' });
  const level: Fact = {
    type: 'tag',
    target: { on: 'dataset', dataset: orders },
    kind: 'sensitivity',
    key: '',
    value: 'public',
    evidence,
  };
  await importFacts(catalog.store, estateFacts(['finance.orders', 'other'], [level]), 'two');
  await tag(catalog, 'ann', {
    targets: [email()],
    add: [],
    remove: [{ kind: 'sensitivity', key: '', value: 'internal' }],
    reason: 'moved',
  });
  await tag(catalog, 'ann', {
    targets: [target()],
    add: [],
    remove: [{ kind: 'sensitivity', key: '', value: 'public' }],
    reason: 'moved',
  });
  await undo(catalog, 'ann');
  await importFacts(catalog.store, estateFacts(names), 'three');
  await own(catalog, 'ann', {
    targets: [target()],
    add: [],
    remove: [{ name: 'A', email: null, role: 'steward' }],
  });
  const { points } = await coverageTrend(catalog, 100);
  const { pins } = presentMoment(catalog.store.reader, () => catalog.revision());
  for (let revision = 1; revision <= catalog.revision(); revision++) {
    const past = await loadPast(catalog.store.reader, { revision, pins });
    const standing = past.datasets.filter((one) => one.described && !one.retired);
    const point = points.findLast((one) => one.revision <= revision)!;
    expect({ revision, ...figures(point) }).toEqual({
      revision,
      datasets: standing.length,
      owned: standing.filter((one) => one.owners.length > 0).length,
      classified: standing.filter((one) => one.sensitivity !== null).length,
      described: standing.filter((one) => one.hasDescription).length,
    });
  }
  expect(points.map(({ reviewed }) => reviewed)).toContain(1);
  expect(points.at(-1)).toMatchObject({ reviewed: home(catalog).coverage.reviewed });
  expect((await coverageTrend(catalog, 2)).points).toEqual([points[0], points.at(-1)]);
});

function figures({
  datasets,
  owned,
  classified,
  described,
}: Awaited<ReturnType<typeof coverageTrend>>['points'][number]) {
  return { datasets, owned, classified, described };
}

describe('comments', () => {
  it('are answered, settled, changed by whom they are of, and taken away', async () => {
    const first = await addComment(catalog, 'ann', { target: target(), text: ' Why *so*? ' });
    const second = await addComment(catalog, 'bea', {
      target: email(),
      text: 'Because',
      answerTo: first.number!,
    });
    await resolveComment(catalog, 'bea', first.number!, true);
    expect(commentsOn(catalog.store.reader, target())).toMatchObject([
      { number: 1, text: 'Why *so*?', actor: 'ann', answerTo: null, resolvedBy: 'bea', column: null },
      { number: 2, text: 'Because', actor: 'bea', answerTo: 1, resolvedBy: null, column: 'email' },
    ]);
    expect(commentsOn(catalog.store.reader, email())).toHaveLength(1);
    await expect(editComment(catalog, 'ann', second.number!, 'No')).rejects.toThrow('written by bea');
    await expect(editComment(catalog, 'ann', 1, null)).rejects.toThrow('has answers');
    await expect(addComment(catalog, 'ann', { target: target(), text: ' ' })).rejects.toThrow('needs words');
    const stranger = { on: 'dataset' as const, id: datasetId(catalog, 'sales.leads') };
    await expect(addComment(catalog, 'ann', { target: stranger, text: 'x', answerTo: 1 })).rejects.toThrow(
      'about something else',
    );
    await editComment(catalog, 'bea', 2, null);
    await editComment(catalog, 'ann', 1, null);
    expect(commentsOn(catalog.store.reader, target())).toEqual([]);
    await undo(catalog, 'ann');
    expect(commentsOn(catalog.store.reader, target())).toMatchObject([{ number: 1, resolvedBy: 'bea' }]);
  });
});

const COLUMN = { change: 'added', what: { is: 'column', column: 'email' } };

it('history tells who, when, why, of a dataset and of one column', async () => {
  const said = { kind: 'property', key: 'cost', value: '1' } as const;
  await tag(catalog, 'ann', { targets: [email()], add: [said], remove: [], reason: 'asked by audit' });
  await addComment(catalog, 'bea', { target: target(), text: 'Hm' });
  await review(catalog, 'ann', { targets: [target()], reviewed: true });
  const { id } = target();
  const whole = historyOf(catalog, id, { offset: 0, limit: 10 })!;
  expect(whole.items).toMatchObject([
    { actor: 'ann', reason: null, changes: [{ what: { is: 'tag', kind: 'review', column: null } }] },
    { actor: 'bea', reason: null, changes: [{ what: { is: 'comment', number: 1, settled: false } }] },
    { actor: 'ann', reason: 'asked by audit', changes: [{ what: { is: 'tag', ...said, column: 'email' } }] },
    { actor: 'tester', reason: null, changes: expect.arrayContaining([COLUMN]) as unknown },
  ]);
  const ofColumn = historyOf(catalog, id, { offset: 0, limit: 10, columnId: email().id })!;
  expect(ofColumn.items.map(({ changes }) => changes)).toEqual([
    [expect.objectContaining({ what: expect.objectContaining(said) as unknown })],
    [COLUMN],
  ]);
  expect(historyOf(catalog, id, { offset: 0, limit: 10, columnId: 999 })).toBeNull();
});
