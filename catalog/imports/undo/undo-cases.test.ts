/**
 * Undo and redo in particular sequences: after each step the catalog is as if only the imports that stand had
 * been made. Steps are written as for `stepsOf`.
 */
import { expect, it } from 'vitest';
import { ofEvents, stepsOf } from './testing/sequence.ts';
import {
  columnsFrom,
  dataset,
  datasetEvent,
  fed,
  jobEvent,
  lifecycle,
  runEvent,
} from './testing/small-events.ts';

const PART = 't/dt=2026-01-01';
const OTHER_PART = 't/dt=2026-01-02';
const rowCount = (count: number) => ({
  dataQualityMetrics: { rowCount: count, columnMetrics: { x: { nullCount: 1 } } },
});

interface Case {
  readonly name: string;
  readonly batches: readonly (readonly object[])[];
  readonly steps: string;
}

const CASES: readonly Case[] = [
  {
    name: 'what only a part named that a later import had painted over',
    batches: [[jobEvent('j', { entries: [fed('db/a', 'db/c')] })], [jobEvent('j')]],
    steps: '0 1 0 0',
  },
  {
    name: 'what was said of a dataset that an earlier import had dropped',
    batches: [
      [datasetEvent('db/c', lifecycle('DROP'))],
      [runEvent(0, 'j', { outputs: [dataset('db/c', { tags: { tags: [{ key: 'k', value: '1' }] } })] })],
    ],
    steps: '0 1 1 1',
  },
  {
    name: 'what only column lineage named that an explicit run hid',
    batches: [
      [runEvent(0, 'j')],
      [
        runEvent(0, 'j', { outputs: [dataset('db/a', columnsFrom(OTHER_PART))] }),
        runEvent(0, 'j', { entries: [fed('db/a', 'db/a')] }),
      ],
    ],
    steps: '0 1 1 1',
  },
  {
    name: 'what hidden influences name',
    batches: [
      [datasetEvent('db/a', { schema: { fields: [{ name: 'y' }] } })],
      [
        runEvent(0, 'j', {
          entries: [fed('db/b', 'db/a')],
          outputs: [dataset('db/b', columnsFrom('db/a', PART))],
        }),
      ],
    ],
    steps: '0 1 1 1',
  },
  {
    name: 'columns of an edge that an explicit run hid',
    batches: [
      [runEvent(0, 'j1', { outputs: [dataset('db/a', columnsFrom('db/a'))] })],
      [runEvent(0, 'j1', { entries: [fed('db/a', 't')] })],
      [runEvent(0, 'j2', { entries: [fed(PART, 'db/a')] })],
    ],
    steps: '0 1 2 2 1 0',
  },
  {
    name: 'a name that a renaming and a symlink state',
    batches: [
      [datasetEvent(PART, lifecycle('RENAME', 'db/b'))],
      [runEvent(0, 'j')],
      [
        datasetEvent(PART, {
          symlinks: { identifiers: [{ namespace: 's3://lake', name: 'db/b', type: 'TABLE' }] },
        }),
        datasetEvent('db/b', lifecycle('ALTER')),
      ],
    ],
    steps: '0 1 2 0 0',
  },
  {
    name: 'a run that turns out to begin after a drop',
    batches: [
      [runEvent(3, 'j2')],
      [datasetEvent('db/c', lifecycle('DROP'))],
      [runEvent(3, 'j2', { inputs: [dataset('db/c')] })],
    ],
    steps: '0 1 2 0 0',
  },
  {
    name: 'the kind of a dataset of which nobody spoke in between',
    batches: [
      [runEvent(3, 'j2', { outputs: [dataset(PART, { datasetType: { datasetType: 'TABLE' } })] })],
      [runEvent(0, 'j1', { outputs: [dataset(PART)] })],
    ],
    steps: '0 1 1 0 1',
  },
  {
    name: 'figures, results, volumes and flows of a file that is imported again',
    batches: [
      [
        runEvent(0, 'j', {
          inputs: [
            dataset('db/a', rowCount(2)),
            dataset('db/b', {
              dataQualityAssertions: { assertions: [{ assertion: 'not_null', success: true }] },
            }),
          ],
          outputs: [dataset('db/c', { version: { datasetVersion: '7' } }, 3)],
        }),
        runEvent(1, 'j', { entries: [fed('db/c', 'db/a')] }),
      ],
    ],
    steps: '0 0 0+ 0 0 0+ 0',
  },
  {
    name: 'when an edge was first seen, where a run of another import showed it',
    batches: [
      [runEvent(2, 'j')],
      [jobEvent('j1')],
      [runEvent(0, 'j'), runEvent(2, 'j', { entries: [fed('db/a', 'db/a')] })],
    ],
    steps: '0 1 2 0 0',
  },
  {
    name: 'when an edge was seen that nobody showed in between',
    batches: [[runEvent(0, 'j', { entries: [fed('db/a', 'db/a')] })], [runEvent(0, 'j')]],
    steps: '0 1 0 1 0+',
  },
  {
    name: 'when an edge between datasets was seen that nobody showed in between',
    batches: [
      [runEvent(0, 'j', { inputs: [dataset('db/a')], outputs: [dataset('db/b')] })],
      [runEvent(1, 'j', { inputs: [dataset('db/a')], outputs: [dataset('db/b')] })],
    ],
    steps: '1 1 0',
  },
  {
    name: 'a job that gives its flows one by one in one source and has a parent in another',
    batches: [
      [jobEvent('j', { entries: [fed('db/a', 'db/a')] })],
      [
        runEvent(0, 'j', {
          runFacets: { parent: { run: { runId: 'p' }, job: { namespace: 'etl', name: 'p' } } },
        }),
      ],
    ],
    steps: '0 1 0 0',
  },
  {
    name: 'a job of which nobody spoke in between',
    batches: [[runEvent(0, 'j')], [jobEvent('j', { entries: [fed('db/a', 'db/a')] })]],
    steps: '1 1 0',
  },
  {
    name: 'a later picture, after an earlier one came while it did not count',
    batches: [[jobEvent('j', { outputs: [dataset('db/a')] })], [jobEvent('j')]],
    steps: '1 1 0 1',
  },
  {
    name: 'a later picture without the columns of an earlier one that is redone',
    batches: [[jobEvent('j', { entries: [fed('db/a', 'db/a')] })], [jobEvent('j')]],
    steps: '0 0 1 0',
  },
  {
    name: 'what was said of a dataset that is dropped when it comes back',
    batches: [
      [
        runEvent(0, 'j', {
          inputs: [
            dataset('t', {
              dataQualityAssertions: { assertions: [{ assertion: 'not_null', success: false, column: 'x' }] },
            }),
          ],
        }),
      ],
      [runEvent(0, 'j', { inputs: [dataset('t', lifecycle('DROP'))] })],
    ],
    steps: '0 1 0 1 1 0',
  },
  {
    name: 'a partition that is known again',
    batches: [
      [runEvent(0, 'j', { inputs: [dataset(PART)] })],
      [runEvent(0, 'j', { entries: [fed('db/a', OTHER_PART)] })],
    ],
    steps: '0 1 1 1+ 0 0',
  },
  {
    name: 'an earlier word on a run, where the later one does not count',
    batches: [
      [runEvent(2, 'j', { runFacets: { processing_engine: { version: '3' } } })],
      [runEvent(2, 'j', { runFacets: { processing_engine: { version: '4' } } })],
    ],
    steps: '1 1 0',
  },
  {
    name: 'a drop that is imported again before the run that came after it is redone',
    batches: [[datasetEvent('db/a', lifecycle('DROP'))], [runEvent(0, 'j', { inputs: [dataset('db/a')] })]],
    steps: '0 1 0 1 0+ 1',
  },
];

it.each(CASES)('$name', async ({ batches, steps }) => {
  expect(await ofEvents(batches).run(stepsOf(steps))).toBeNull();
});
