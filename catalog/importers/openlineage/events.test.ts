/** What events add up to: accumulation, replacement, order, duplicates. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { at, dataset, datasetEvent, DB, jobEvent, runEvent, schema, uuid } from './testing/events.ts';
import { readEvents } from './testing/read-all.ts';
import { pictureOf, standingFacts } from './testing/reduce-facts.ts';

const edge = (from: string, to: string): string => [DB, from, DB, to].join('\u0001');
const only = <Type extends Fact['type']>(facts: readonly Fact[], type: Type) =>
  standingFacts(facts).filter((fact) => fact.type === type) as unknown as Extract<Fact, { type: Type }>[];
const column = (from: string, to: string) => [DB, ...from.split('.'), DB, ...to.split('.')].join('\u0001');
const lineageOf = (to: string, table: string, field: string, more: object = {}) => ({
  columnLineage: { fields: { [to]: { inputFields: [{ namespace: DB, name: table, field, ...more }] } } },
});

describe('runs', () => {
  it('add up the inputs and outputs of all their events; silence takes nothing back', async () => {
    const { facts } = await readEvents(
      runEvent({ type: 'START', inputs: [dataset('a')] }),
      runEvent({ type: 'RUNNING', minute: 1, outputs: [dataset('c')] }),
      runEvent({ type: 'COMPLETE', minute: 2, inputs: [dataset('b')], outputs: [] }),
    );
    expect(pictureOf(facts).tableEdges).toEqual([edge('a', 'c'), edge('b', 'c')]);
  });

  it('do not mix with other runs or with the same run id under another job', async () => {
    const { facts } = await readEvents(
      runEvent({ inputs: [dataset('a')] }),
      runEvent({ job: 'other', outputs: [dataset('c')] }),
      runEvent({ run: 2, outputs: [dataset('d')] }),
    );
    expect(pictureOf(facts).tableEdges).toEqual([]);
  });

  it('keep their end when a START arrives late', async () => {
    const { facts } = await readEvents(
      runEvent({ type: 'FAIL', minute: 5 }),
      runEvent({ type: 'START', minute: 9 }),
    );
    expect(pictureOf(facts).states).toBe('FAIL:1');
  });

  it('count an event type of any case and one without a known type', async () => {
    const { facts, issues } = await readEvents(
      runEvent({ type: 'Complete' }),
      runEvent({ run: 2, type: 'EXPLODED' }),
    );
    expect(pictureOf(facts).states).toBe('COMPLETE:1;OTHER:1');
    expect(issues).toMatchObject([{ severity: 'warning', code: 'unknown-event-type', at: 'line 2' }]);
  });

  it('say volumes and versions of their own reading and writing', async () => {
    const { facts } = await readEvents(
      runEvent({
        inputs: [
          dataset(
            'a',
            { version: { datasetVersion: '17' } },
            { inputFacets: { inputStatistics: { rowCount: 3, size: 9, fileCount: 1 } } },
          ),
        ],
        outputs: [dataset('b', {}, { outputFacets: { outputStatistics: { rowCount: 2, size: 'many' } } })],
      }),
    );
    expect(only(facts, 'run-input')).toMatchObject([
      { version: '17', rowCount: 3, byteCount: 9, fileCount: 1 },
    ]);
    expect(only(facts, 'run-output')[0]).toEqual(expect.not.objectContaining({ byteCount: 'many' }));
    expect(only(facts, 'run-output')).toMatchObject([{ rowCount: 2 }]);
  });

  it('name parent, root and the jobs around them', async () => {
    const parent = {
      run: { runId: uuid(8) },
      job: { namespace: 'etl', name: 'dag' },
      root: { run: { runId: uuid(9) }, job: { namespace: 'etl', name: 'top' } },
    };
    for (const key of ['parent', 'parentRun']) {
      const { facts } = await readEvents(
        runEvent({
          runFacets: {
            [key]: parent,
            nominalTime: { nominalStartTime: '2026-03-01T01:00:00+01:00', nominalEndTime: null },
          },
        }),
      );
      const dag = { namespace: 'etl', name: 'dag' };
      expect(only(facts, 'run').find((run) => !run.referencedOnly)).toMatchObject({
        parent: { runId: uuid(8), job: dag },
        nominalStart: at(0),
      });
      expect(only(facts, 'job').find((job) => job.parent)).toMatchObject({
        job: { name: 'load' },
        parent: dag,
        evidence: { scope: 'openlineage:job.%2Fparent/etl#load' },
      });
      const { jobs, jobsNamed, runs, runsNamed } = pictureOf(facts);
      expect([jobs.length, jobsNamed.length, runs.length, runsNamed.length]).toEqual([1, 3, 1, 3]);
    }
  });

  it('order jobs without making data flow', async () => {
    const { facts } = await readEvents(
      runEvent({
        runFacets: {
          jobDependencies: {
            upstream: [{ job: { namespace: 'etl', name: 'first' } }],
            downstream: [{ job: { namespace: 'etl', name: 'last' }, run: { runId: uuid(7) } }, { job: 7 }],
          },
        },
      }),
    );
    expect(only(facts, 'job-edge').map((one) => [one.from.name, one.to.name, one.kind])).toEqual([
      ['first', 'load', 'control'],
      ['load', 'last', 'control'],
    ]);
  });

  it('say each property once, as the latest event has it', async () => {
    const engine = { processing_engine: { _producer: 'x', name: 'spark', version: '3.5' } };
    const { facts } = await readEvents(
      runEvent({ type: 'START', runFacets: engine }),
      runEvent({ minute: 2, runFacets: { processing_engine: { name: 'spark', version: '3.6' } } }),
      runEvent({ type: 'RUNNING', minute: 1, runFacets: engine }),
    );
    expect(only(facts, 'property').map((one) => [one.value, one.statedAt])).toEqual([
      [{ name: 'spark', version: '3.6' }, expect.stringMatching(`^${at(2)}#2[0-9a-f]{16}$`)],
    ]);
  });
});

describe('explicit lineage', () => {
  const entry = (name: string, more: object) => ({ namespace: DB, name, type: 'DATASET', ...more });

  it('replaces the product of inputs and outputs, at both levels', async () => {
    const { facts } = await readEvents(
      runEvent({
        inputs: [dataset('a'), dataset('b')],
        outputs: [dataset('c', lineageOf('x', 'a', 'ignored')), dataset('d', lineageOf('y', 'b', 'kept'))],
        jobFacets: {
          lineage: {
            entries: [
              entry('c', {
                inputs: [entry('a', {}), entry('b', { field: 'filter' })],
                fields: { x: { inputs: [entry('z', { field: 'f' }), entry('a', {})] } },
              }),
              {
                type: 'JOB',
                inputs: [{ type: 'JOB', namespace: 'etl', name: 'before', runId: uuid(3) }, { type: 'JOB' }],
              },
            ],
          },
        },
      }),
    );
    const picture = pictureOf(facts);
    expect(picture.tableEdges).toEqual([edge('a', 'c'), edge('b', 'c'), edge('z', 'c')]);
    expect(picture.columnEdges).toEqual([column('b.kept', 'd.y'), column('z.f', 'c.x')]);
    expect(picture.datasetWide).toEqual([column('b.filter', 'c')]);
    expect(picture.jobEdges).toEqual(['etl\u0001before\u0001etl\u0001load']);
    expect(picture.datasets.length).toBe(4);
    expect(picture.datasetsNamed.length).toBe(5);
    expect(picture.runsNamed).toContain(uuid(3));
  });

  it('takes what has a name and no type for a dataset', async () => {
    const bare = (name: string, more: object = {}) => ({ namespace: DB, name, ...more });
    const { facts } = await readEvents(
      runEvent({
        inputs: [dataset('a'), dataset('b')],
        outputs: [dataset('c')],
        jobFacets: { lineage: { entries: [bare('c', { inputs: [bare('a')] })] } },
      }),
    );
    expect(pictureOf(facts).tableEdges).toEqual([edge('a', 'c')]);
  });

  it('may state that nothing flows; without a list of entries it states nothing', async () => {
    const io = { inputs: [dataset('a')], outputs: [dataset('c')] };
    const empty = await readEvents(runEvent({ ...io, jobFacets: { lineage: { entries: [] } } }));
    expect(pictureOf(empty.facts).tableEdges).toEqual([]);
    for (const lineage of [{ entries: 7 }, { entries: [], _deleted: true }, null]) {
      expect(
        pictureOf((await readEvents(runEvent({ ...io, jobFacets: { lineage } }))).facts).tableEdges,
      ).toEqual([edge('a', 'c')]);
    }
  });
});

describe('job events', () => {
  it('replace the declared picture of their job, the latest by time counting', async () => {
    const early = jobEvent({
      minute: 1,
      inputs: [dataset('a')],
      outputs: [dataset('c', lineageOf('x', 'a', 'f'))],
    });
    const late = jobEvent({
      minute: 2,
      inputs: [dataset('b')],
      outputs: [dataset('c')],
      jobFacets: {
        lineage: {
          entries: [
            {
              type: 'DATASET',
              namespace: DB,
              name: 'c',
              inputs: [{ type: 'DATASET', namespace: DB, name: 'b' }],
            },
          ],
        },
      },
    });
    for (const events of [
      [early, late],
      [late, early],
    ]) {
      const picture = pictureOf((await readEvents(...events)).facts);
      expect(picture).toMatchObject({ tableEdges: [edge('b', 'c')], columnEdges: [] });
      expect(picture.datasets.length).toBe(3);
    }
    const back = await readEvents(late, { ...early, eventTime: at(3) });
    expect(pictureOf(back.facts)).toMatchObject({
      tableEdges: [edge('a', 'c')],
      columnEdges: [column('a.f', 'c.x')],
    });
    expect(
      only(back.facts, 'job').find((job) => job.evidence.scope === 'openlineage:job/etl#load'),
    ).toMatchObject({ explicitFlows: false });
  });

  it('stand beside what runs observe', async () => {
    const { facts } = await readEvents(
      jobEvent({ inputs: [dataset('a')], outputs: [dataset('c')] }),
      runEvent({ inputs: [dataset('b')], outputs: [dataset('c')] }),
    );
    expect(pictureOf(facts).tableEdges).toEqual([edge('a', 'c'), edge('b', 'c')]);
  });
});

describe('dataset events and facets', () => {
  it('replace facet by facet, by time', async () => {
    const events = [
      datasetEvent('t', { ...schema('a', 'b'), documentation: { description: 'old' } }, 1),
      datasetEvent('t', { documentation: { description: 'new' } }, 3),
      datasetEvent('t', schema('b', 'c'), 2),
      datasetEvent('t', { documentation: { description: 'late' } }, 2),
    ];
    for (const order of [events, events.toReversed()]) {
      const { facts } = await readEvents(...order);
      expect(only(facts, 'column').map((one) => one.path)).toEqual([['b'], ['c']]);
      expect(only(facts, 'description').map((one) => one.text)).toEqual(['new']);
      expect(facts).toContainEqual({
        type: 'scope',
        scope: `openlineage:schema/${DB}#t`,
        mode: 'replace',
        asOf: expect.stringContaining(at(2)),
      });
    }
  });

  it('are withdrawn by _deleted, and a deleted facet does not bring back an older one', async () => {
    const { facts } = await readEvents(
      datasetEvent('t', { ownership: { owners: [{ name: 'a' }] } }, 1),
      datasetEvent('t', { ownership: { _deleted: true } }, 3),
      datasetEvent('t', { ownership: { owners: [{ name: 'b' }] } }, 2),
      runEvent({ jobFacets: { documentation: { _deleted: true } } }),
    );
    expect(only(facts, 'owner')).toEqual([]);
    expect(facts).toContainEqual({
      type: 'scope',
      scope: `openlineage:ownership/${DB}#t`,
      mode: 'replace',
      asOf: expect.stringContaining(at(3)),
    });
    expect(facts).toContainEqual({
      type: 'scope',
      scope: 'openlineage:job.documentation/etl#load',
      mode: 'replace',
      asOf: expect.stringContaining(at(0)),
    });
  });

  it('do not give way to a malformed one', async () => {
    const { facts, issues } = await readEvents(
      datasetEvent('t', schema('a'), 1),
      datasetEvent('t', { schema: { fields: 'x' }, ownership: { owners: [{ no: 1 }] }, tags: 3 }, 2),
    );
    expect(only(facts, 'column').length).toBe(1);
    expect(issues.map((issue) => issue.code).sort()).toEqual([
      'malformed-facet-ownership',
      'malformed-facet-schema',
      'unusable-facet',
    ]);
  });

  it('carry lineage without a job, for views', async () => {
    const source = (name: string, more: object = {}) => ({ type: 'DATASET', namespace: DB, name, ...more });
    const lineage = {
      inputs: [source('a'), source('b', { field: 'f' })],
      fields: { x: { inputs: [source('c', { field: 'g' })] } },
    };
    const { facts } = await readEvents(
      datasetEvent('v', { lineage, ...lineageOf('x', 'ignored', 'i') }),
      datasetEvent('w', lineageOf('x', 'a', 'f'), 1),
    );
    const picture = pictureOf(facts);
    expect(picture.tableEdges).toEqual([edge('a', 'v'), edge('b', 'v'), edge('c', 'v')]);
    expect(picture.columnEdges).toEqual([column('a.f', 'w.x'), column('c.g', 'v.x')]);
    const gone = await readEvents(
      datasetEvent('v', { lineage }),
      datasetEvent('v', { lineage: { _deleted: true } }, 1),
    );
    expect(pictureOf(gone.facts).tableEdges).toEqual([]);
  });

  it('keep an old name as an alias after later changes of state', async () => {
    const rename = {
      lifecycleStateChange: {
        lifecycleStateChange: 'RENAME',
        previousIdentifier: { namespace: DB, name: 'old' },
      },
    };
    const { facts } = await readEvents(
      datasetEvent('new', rename, 1),
      datasetEvent('new', { lifecycleStateChange: { lifecycleStateChange: 'TRUNCATE' } }, 2),
    );
    expect(only(facts, 'alias')).toMatchObject([
      { dataset: { name: 'new' }, alias: { name: 'old' }, basis: 'rename', certainty: 'certain' },
    ]);
    expect(only(facts, 'property')).toMatchObject([
      { key: 'lifecycleStateChange', value: { lifecycleStateChange: 'TRUNCATE' } },
    ]);
  });
});
