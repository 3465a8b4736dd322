import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogAt } from '../../explore/at.ts';
import { columnTags } from '../../browse/column-tags.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import type { Fact } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import { loadPast } from '../../past/as-of.ts';
import { presentMoment } from '../../past/pins.ts';
import { tag } from '../../stewardship/tag.ts';
import { redo, undo, undoState } from '../../stewardship/undo.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { applyPropagation } from './apply.ts';
import { propagation, type Propagation } from './compute.ts';
import { block, decideDerived, setPolicy, unblock } from './decide.ts';
import { explainColumn } from './explain.ts';
import { propagationFindings } from './list.ts';
import { placeText } from './names.ts';
import {
  KINDS,
  SCOPE,
  carriedCount,
  column,
  edge,
  email,
  idOf,
  label,
  level,
  said,
  shown,
  storedTags,
  tables,
} from './testing.ts';
import { tagText, type PropagatedTag } from './tags.ts';
import { whatIf, type Hypothesis } from './what-if.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});

async function holding(...facts: readonly (Fact | readonly Fact[])[]): Promise<void> {
  const all = [SCOPE, ...facts.flat()];
  await importFacts(catalog.store, all, JSON.stringify(all));
}
const apply = () => applyPropagation(catalog, 'ann', { only: [] });
const says = (on: string, add: PropagatedTag[], remove: PropagatedTag[] = []) =>
  tag(catalog, 'ann', { targets: [idOf(catalog, on)], add, remove, reason: 'as it is' });
const findings = (): string[] =>
  propagationFindings(catalog).map(
    ({ kind, tag: one, place, said: what, hops }) =>
      `${kind}: ${tagText(one)} on ${placeText(place)} (${what}) by ${hops(catalog)
        .map(({ from }) => placeText(from))
        .join(', ')}`,
  );
const NOTHING: Hypothesis = { add: [], remove: [], block: [], unblock: [], rules: [] };
const outcomes = (hypothesis: Partial<Hypothesis>): string[] =>
  whatIf(catalog, { ...NOTHING, ...hypothesis }).outcomes.map(
    ({ tag: one, node, on, before, after }) =>
      `${tagText(one)} ${on === 'column' ? propagation(catalog).ground.columns.columns[node]!.path : on}: ${before} > ${after}`,
  );

describe('what is carried', () => {
  it('goes along values, is lowered by masks and aggregates, and not carried by what only decides', async () => {
    await holding(
      edge('raw.mail>clean.mail'),
      edge('clean.mail>clean2.mail', 'unsaid'),
      edge('clean.mail>mart.hash', 'hashed'),
      edge('mart.hash>export.hash'),
      edge('clean.mail>mart.buyers', 'counted'),
      edge('clean.mail>mart.state', 'filter'),
      edge('clean.mail>mart.key', 'join'),
      edge('clean.mail>mart.group', 'both'),
      edge('clean.mail>mart.upper', 'transformed'),
      said('raw.mail', email),
    );
    expect(shown(catalog, 'carried').sort()).toEqual([
      'user.contact.email on clean.mail (carried after 1, from raw.mail)',
      'user.contact.email on clean2.mail (carried after 2, from raw.mail)',
      'user.contact.email on mart.group (carried after 2, from raw.mail)',
      'user.contact.email on mart.upper (carried after 2, from raw.mail)',
    ]);
    expect(shown(catalog, 'review').sort()).toEqual([
      'user.contact.email on export.hash (review after 3, from raw.mail; masked: sha256 (from clean.mail))',
      'user.contact.email on mart.buyers (review after 2, from raw.mail; aggregated: count (from clean.mail))',
      'user.contact.email on mart.hash (review after 2, from raw.mail; masked: sha256 (from clean.mail))',
    ]);
  });

  it('explains the shortest way, with jobs', async () => {
    await holding(edge('a.x>b.x'), edge('b.x>c.x'), edge('c.x>d.x'), edge('a.x>c.x'), said('a.x', email));
    const [why] = explainColumn(catalog, propagation(catalog), idOf(catalog, 'd.x').id);
    expect(
      why!.hops.map(({ from, to, passes, basis }) => [placeText(from), placeText(to), passes, basis]),
    ).toEqual([
      ['a.x', 'c.x', 'value', ['declared']],
      ['c.x', 'd.x', 'value', ['declared']],
    ]);
  });

  it('lineage between tables proposes a review of the table, and not where columns are known', async () => {
    await holding(
      tables('raw', 'lake'),
      tables('lake', 'report'),
      column('raw.mail'),
      edge('raw.mail>clean.mail'),
      edge('other.y>strange.y'),
      tables('raw', 'strange'),
      said('raw.mail', email),
      said('raw', level('restricted')),
    );
    const review = shown(catalog, 'review');
    expect(review.filter((one) => one.includes('email')).sort()).toEqual([
      'user.contact.email on lake (review after 1, from raw; lineage between the tables does not say which columns)',
      'user.contact.email on report (review after 2, from raw; lineage between the tables does not say which columns)',
      'user.contact.email on strange (review after 1, from raw; lineage between the tables does not say which columns)',
    ]);
    expect(review.filter((one) => one.startsWith('restricted')).length).toBe(3);
    await decideDerived(catalog, 'ann', {
      items: [{ target: idOf(catalog, 'lake'), tag: email }],
      decision: 'refuse',
    });
    expect(shown(catalog, 'review').filter((one) => one.includes('email'))).toHaveLength(1);
  });
});

describe('applying', () => {
  beforeEach(async () => {
    await holding(
      edge('a.x>b.x'),
      edge('b.x>c.x'),
      edge('c.x>b.x'),
      edge('c.x>d.h', 'hashed'),
      said('a.x', email),
    );
  });

  it('stores what is carried as one change, which screens, as-of and undo know', async () => {
    expect(storedTags(catalog)).toEqual([]);
    expect(await apply()).toMatchObject({
      revision: 2,
      changed: 2,
      label: 'Carried 2 tags on along lineage',
    });
    expect(storedTags(catalog)).toEqual([
      'category =user.contact.email on b.x: derived, user.contact.email of a.x, carried on along lineage',
      'category =user.contact.email on c.x: derived, user.contact.email of a.x, carried on along lineage',
    ]);
    expect(columnTags(catalog).get(idOf(catalog, 'c.x').id)?.categories).toEqual(new Set([email.value]));
    expect([...catalog.cards().get(idOf(catalog, 'c').id)!.categories]).toEqual([email.value]);
    expect(await apply()).toMatchObject({ revision: null, changed: 0 });
    const { pins } = presentMoment(catalog.store.reader, () => catalog.revision());
    const tagged = async (revision: number) =>
      (await loadPast(catalog.store.reader, { revision, pins })).datasets.flatMap(
        ({ taggedColumns }) => taggedColumns,
      ).length;
    expect([await tagged(1), await tagged(2)]).toEqual([1, 3]);
    expect(undoState(catalog.store.reader).undo?.label).toBe('Carried 2 tags on along lineage');
    await undo(catalog, 'ann');
    expect(storedTags(catalog)).toEqual([]);
    expect(await tagged(2)).toBe(3);
    await redo(catalog, 'ann');
    expect(storedTags(catalog)).toHaveLength(2);
    expect((await verifyLedger(catalog.store.reader)).verdict).toBe('intact');
  });

  it('takes back what has no cause any more, but never what a person said', async () => {
    await apply();
    await decideDerived(catalog, 'ann', {
      items: [{ target: idOf(catalog, 'c.x'), tag: email }],
      decision: 'accept',
    });
    await says('a.x', [], [email]);
    // c.x is a person's own now, so it is a cause itself: b.x has it from there, a.x not.
    expect(shown(catalog, 'retracted')).toEqual([]);
    await apply();
    expect(storedTags(catalog)).toEqual([
      'category =user.contact.email on b.x: derived, user.contact.email of c.x, carried on along lineage',
    ]);
    await says('c.x', [], [email]);
    expect(shown(catalog, 'retracted')).toEqual(['user.contact.email on b.x']);
    await apply();
    expect(storedTags(catalog)).toEqual([]);
  });

  it('a refusal lasts, and nothing goes on from there', async () => {
    await apply();
    await says('b.x', [], [email]);
    expect(columnTags(catalog).get(idOf(catalog, 'b.x').id)?.categories.size).toBe(0);
    await apply();
    expect(storedTags(catalog)).toEqual([]);
    expect(shown(catalog, 'new')).toEqual([]);
    expect(findings()).toEqual(['refused: user.contact.email on b.x (a person refused it here) by a.x']);
    await importFacts(
      catalog.store,
      [SCOPE, ...edge('a.x>b.x'), ...edge('b.x>c.x'), said('a.x', email)],
      'again',
    );
    expect(shown(catalog, 'new')).toEqual([]);
  });

  it('what is refused before it was ever applied is not carried, either', async () => {
    await decideDerived(catalog, 'ann', {
      items: [{ target: idOf(catalog, 'b.x'), tag: email }],
      decision: 'refuse',
    });
    expect(carriedCount(catalog)).toBe(0);
    await undo(catalog, 'ann');
    expect(carriedCount(catalog)).toBe(2);
  });

  it('applies some tags only', async () => {
    await says('a.x', [level('restricted')]);
    await applyPropagation(catalog, 'ann', { only: [{ kind: 'category', key: null, value: 'user' }] });
    expect(shown(catalog, 'new')).toEqual([
      'restricted on b.x (carried after 1, from a.x)',
      'restricted on c.x (carried after 2, from a.x)',
    ]);
  });

  it('is retracted when an import takes the edge away', async () => {
    await apply();
    await importFacts(
      catalog.store,
      [SCOPE, ...edge('a.x>b.x'), column('c.x'), said('a.x', email)],
      'without b to c',
    );
    expect(shown(catalog, 'retracted')).toEqual(['user.contact.email on c.x']);
    await apply();
    expect(storedTags(catalog)).toHaveLength(1);
  });
});

describe('people’s words on propagation', () => {
  beforeEach(async () => {
    await holding(
      edge('a.x>b.x'),
      edge('b.x>c.x'),
      edge('a.x>c.y'),
      said('a.x', email),
      said('a.x', label('pii', 'true')),
    );
  });

  it('a block closes an edge for some tags or all, with a reason, and is undone', async () => {
    const from = idOf(catalog, 'a.x');
    const to = idOf(catalog, 'b.x');
    const any = { kind: null, key: null, value: null };
    const word = { from, to, kind: 'category' as const, key: null, value: 'user.contact' };
    expect(outcomes({ block: [word] })).toEqual([
      'user.contact.email x: 2 > 0',
      'user.contact.email x: 2 > 0',
    ]);
    expect(await block(catalog, 'ann', { block: word, reason: 'tested' })).toMatchObject({
      revision: 2,
      label: 'Held category user.contact up between a.x and b.x',
    });
    expect(await block(catalog, 'ann', { block: word })).toMatchObject({ revision: null });
    expect(shown(catalog, 'carried')).toEqual(['user.contact.email on c.y (carried after 1, from a.x)']);
    const [stored] = propagation(catalog).ground.blocks;
    expect(stored).toMatchObject({ actor: 'ann', reason: 'tested' });
    expect(outcomes({ unblock: [stored!.id] })).toHaveLength(2);
    await undo(catalog, 'ann');
    expect(carriedCount(catalog)).toBe(3);
    await redo(catalog, 'ann');
    expect(carriedCount(catalog)).toBe(1);
    await unblock(catalog, 'ann', { ids: [propagation(catalog).ground.blocks[0]!.id] });
    expect(carriedCount(catalog)).toBe(3);
    await block(catalog, 'ann', { block: { ...any, from: idOf(catalog, 'a'), to: idOf(catalog, 'c') } });
    expect(shown(catalog, 'carried')).toHaveLength(2);
    await block(catalog, 'ann', { block: { ...any, from: null, to: idOf(catalog, 'b') } });
    expect(carriedCount(catalog)).toBe(0);
    expect(await catalogAt(catalog, { revision: 1 }).then(carriedCount)).toBe(3);
  });

  it('the policy says which tags are carried; what a rule stops is retracted', async () => {
    await apply();
    await setPolicy(catalog, 'ann', { rules: [{ kind: 'label', key: 'pii', value: null, carries: true }] });
    expect(shown(catalog, 'new')).toHaveLength(3);
    await setPolicy(catalog, 'ann', {
      rules: [{ kind: 'category', key: null, value: 'user', carries: false }],
    });
    expect(shown(catalog, 'retracted')).toHaveLength(3);
    await setPolicy(catalog, 'ann', {
      rules: [{ kind: 'category', key: null, value: 'user', carries: null }],
    });
    expect(shown(catalog, 'retracted')).toEqual([]);
    for (let step = 0; step < 3; step++) await undo(catalog, 'ann');
    expect(shown(catalog, 'new')).toEqual([]);
    expect(storedTags(catalog)).toHaveLength(3);
  });

  it('what if shows only the difference, and equals what comes of doing it', async () => {
    const target = idOf(catalog, 'b.x');
    const supposed = outcomes({
      add: [{ target, tag: level('restricted') }],
      remove: [{ target: idOf(catalog, 'a.x'), tag: email }],
    });
    expect(supposed).toEqual([
      'restricted x: 0 > 2',
      'user.contact.email x: 2 > 0',
      'user.contact.email y: 2 > 0',
      'user.contact.email x: 2 > 0',
    ]);
    expect(catalog.revision()).toBe(1);
    await says('b.x', [level('restricted')]);
    await says('a.x', [], [email]);
    expect(shown(catalog, 'carried')).toEqual(['restricted on c.x (carried after 1, from b.x)']);
  });
});

describe('contradictions', () => {
  it('tells what persons and sources say otherwise, and tables that are said to be less sensitive', async () => {
    await holding(
      edge('a.x>b.x'),
      edge('b.x>c.x'),
      edge('a.x>d.x'),
      edge('d.x>e.x'),
      edge('a.p>b.p'),
      said('a.x', level('restricted')),
      said('b.x', level('internal')),
      said('c', level('internal')),
      said('a.p', label('pii', 'true')),
      said('b.p', label('pii', 'false')),
    );
    await setPolicy(catalog, 'ann', { rules: [{ kind: 'label', key: 'pii', value: null, carries: true }] });
    await says('d.x', [level('public')]);
    expect(findings()).toEqual([
      'less-sensitive: restricted on c.x (c is internal) by a.x, b.x',
      'person-says-otherwise: restricted on d.x (a person: public) by a.x',
      'source-says-otherwise: restricted on b.x (dbt: internal) by a.x',
      'source-says-otherwise: pii=true on b.p (dbt: pii=false) by a.p',
    ]);
    // A source's lower level gives way, a person's holds, and holds for what comes after it.
    expect(shown(catalog, 'carried').sort()).toEqual([
      'restricted on b.x (carried after 1, from a.x)',
      'restricted on c.x (carried after 2, from a.x)',
    ]);
  });

  it('levels of tables: into one of a lower level or of none, unless only masked or blocked', async () => {
    await holding(
      edge('a.x>b.x'),
      edge('a.x>c.x', 'hashed'),
      edge('a.x>d.x'),
      edge('a.x>e.x'),
      said('a', level('confidential')),
      said('d', level('restricted')),
      said('e', level('public')),
    );
    expect(findings()).toEqual([
      'less-sensitive: confidential on b (b has no sensitivity) by a',
      'less-sensitive: confidential on e (e is public) by a',
    ]);
    await block(catalog, 'ann', {
      block: { from: idOf(catalog, 'a'), to: null, kind: 'sensitivity', key: null, value: null },
    });
    expect(findings()).toEqual([]);
  });
});

/** `<tag> <column or dataset node>: <strength>`, of everything that arrives. */
function arrivals(of: Propagation): string[] {
  return [of.result, of.reviews]
    .flatMap(({ tags }, side) =>
      tags.flatMap(({ tag: one, spread, derived }) =>
        [...derived].map(
          (entry) => `${side} ${tagText(one)} ${spread.node[entry]!}: ${spread.strength[entry]!}`,
        ),
      ),
    )
    .sort();
}

it('what if equals what comes of doing it, whatever is said (property)', async () => {
  const columns = ['a.x', 'b.x', 'c.x', 'd.x'];
  const places = fc.constantFrom(...columns, 'a', 'c');
  const tags = fc.constantFrom(email, level('restricted'), level('internal'));
  const word = fc.record({ on: places, tag: tags, does: fc.constantFrom('add', 'remove') });
  let different = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(places, tags), { maxLength: 4 }),
      fc.array(fc.tuple(places, tags), { maxLength: 2 }),
      word,
      fc.option(fc.tuple(fc.constantFrom(...columns), fc.constantFrom('a', 'b', 'c', 'd.x', null)), {
        nil: null,
      }),
      async (stated, spoken, { on, tag: one, does }, closed) => {
        catalog = await openTemporaryCatalog();
        await holding(
          edge('a.x>b.x'),
          edge('b.x>c.x'),
          edge('c.x>a.x', 'hashed'),
          edge('c.x>d.x', 'unsaid'),
          tables('c', 'e'),
          stated.map(([at, said1]) => said(at, said1)),
        );
        for (const [at, own] of spoken) await says(at, [own]);
        const target = idOf(catalog, on);
        const any = { kind: null, key: null, value: null };
        const block1 = closed && {
          ...any,
          from: idOf(catalog, closed[0]),
          to: closed[1] === null ? null : idOf(catalog, closed[1]),
        };
        const supposed = whatIf(catalog, {
          ...NOTHING,
          add: does === 'add' ? [{ target, tag: one }] : [],
          remove: does === 'remove' ? [{ target, tag: one }] : [],
          block: block1 ? [block1] : [],
        });
        different += supposed.outcomes.length;
        const expected = arrivals(supposed.after);
        await says(on, does === 'add' ? [one] : [], does === 'remove' ? [one] : []);
        if (block1) await block(catalog, 'ann', { block: block1 });
        expect(arrivals(propagation(catalog))).toEqual(expected);
        await catalog.close();
      },
    ),
    { numRuns: 15 },
  );
  expect(different).toBeGreaterThan(0);
});

it('applied, the cause taken away, applied again: as if it had never been (property)', async () => {
  const names = ['a.x', 'b.x', 'c.x', 'd.x', 'e.x'];
  const name = fc.constantFrom(...names);
  const tags = fc.constantFrom(email, level('restricted'), level('internal'));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(name, name, fc.constantFrom(...Object.keys(KINDS))), { minLength: 1, maxLength: 8 }),
      fc.array(fc.tuple(name, tags), { maxLength: 3 }),
      fc.array(fc.tuple(name, tags), { minLength: 1, maxLength: 3 }),
      async (edges, stated, words) => {
        catalog = await openTemporaryCatalog();
        await holding(
          names.map(column),
          names.flatMap((one) => tables(one.slice(0, 1), 'z')),
          edges.flatMap(([from, to, kind]) => (from === to ? [] : edge(`${from}>${to}`, kind))),
          stated.map(([on, one]) => said(on, one)),
        );
        await apply();
        const before = storedTags(catalog);
        let made = 0;
        for (const [on, one] of words) if ((await says(on, [one])).revision !== null) made++;
        await apply();
        for (; made > 0; made--) {
          const step = undoState(catalog.store.reader).undo!;
          if (
            step.label.startsWith('Carried') ||
            step.label.startsWith('Took') ||
            step.label.startsWith('Noted')
          ) {
            const last = catalog.store.reader
              .prepare<[], { seq: number }>(
                `SELECT MAX(seq) AS seq FROM ledger_entry WHERE action = 'tag.edit' AND seq NOT IN (SELECT undone FROM undo)`,
              )
              .get()!.seq;
            await undo(catalog, 'ann', last);
          } else await undo(catalog, 'ann');
        }
        await apply();
        expect(storedTags(catalog)).toEqual(before);
        await catalog.close();
      },
    ),
    { numRuns: 12 },
  );
});
