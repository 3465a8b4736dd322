/** What figures of sources say to the questions: volumes, versions, quality, tests. */
import { instantText, listed } from '../../reports/tables.ts';
import { counted } from '../../counted.ts';
import { says, partly, type Evidence } from './evidence-lines.ts';
import type { Subject } from './subject.ts';

const at = (time: string) => (/^\d{4}-\d{2}-\d{2}T/.test(time) ? `, ${instantText(time)}` : '');

const idsOf = ({ past, data }: Subject) => data.map((node) => past.datasets[node]!.id);
const nameOf = ({ past }: Subject, id: number) => past.datasets[past.indexOf.get(id)!]!.name;

function quantity(subject: Subject): Evidence {
  const ids = new Set(idsOf(subject));
  const known = subject.figures.volumes.filter(([id]) => ids.has(id));
  return partly(
    known.map(
      ([id, rows, isTotal, time]) =>
        `${nameOf(subject, id)}: ${counted(rows, 'row')}${isTotal ? '' : ' written by the newest run that says so'}${at(time)}`,
    ),
    ids.size - known.length,
    ids.size,
    'No number of rows is known',
  );
}

function versions(subject: Subject): Evidence {
  const ids = new Set([subject.dataset.id, ...idsOf(subject)]);
  const known = subject.figures.versions.filter(([id]) => ids.has(id));
  return partly(
    known.map(([id, label, time]) => `${nameOf(subject, id)}: version ${label}${at(time)}`),
    ids.size - known.length,
    ids.size,
    'No version is known',
  );
}

function freshness(subject: Subject): Evidence {
  const ids = new Set([subject.dataset.id, ...idsOf(subject)]);
  const known = subject.figures.written.filter(([id]) => ids.has(id));
  return partly(
    known.map(([id, time]) => `${nameOf(subject, id)}: last written${at(time).replace(',', '')}`),
    ids.size - known.length,
    ids.size,
    'No run is known that wrote it',
  );
}

function metrics(subject: Subject, of: ReadonlySet<number>, missing: string): Evidence {
  const own = subject.figures.metrics.filter(([id, , name]) => of.has(id) && name !== 'rowCount');
  const { metricsTotal, metrics: kept } = subject.figures;
  const byDataset = Map.groupBy(own, ([id]) => id);
  const lines = [...byDataset].map(
    ([id, rows]) =>
      `${nameOf(subject, id)}: ${listed(
        rows.map(([, column, name, value]) => `${column === '' ? '' : `${column} `}${name} ${value}`),
        40,
      )}`,
  );
  return says(
    [
      ...lines,
      ...(metricsTotal > kept.length ? [`${kept.length} of ${metricsTotal} figures were looked at`] : []),
    ],
    byDataset.size < of.size
      ? [`${missing} for ${of.size - byDataset.size} of ${counted(of.size, 'dataset')}`]
      : [],
  );
}

function tests(subject: Subject): Evidence {
  const ids = new Set(idsOf(subject));
  const own = subject.figures.tests.filter(([id]) => ids.has(id));
  const { testsTotal, tests: kept } = subject.figures;
  const byDataset = Map.groupBy(own, ([id]) => id);
  const lines = [...byDataset].map(([id, rows]) => {
    const bad = rows.filter(([, , , , status]) => status === 'fail' || status === 'error');
    const unknown = rows.filter(([, , , , status]) => status === '').length;
    return `${nameOf(subject, id)}: ${counted(rows.length, 'test')}, ${bad.length} failing${unknown > 0 ? `, ${unknown} without a result` : ''}${bad.length > 0 ? ` (${listed(bad.map(([, , name]) => name))})` : ''}`;
  });
  return says(
    [...lines, ...(testsTotal > kept.length ? [`${kept.length} of ${testsTotal} tests were looked at`] : [])],
    byDataset.size < ids.size
      ? [`No test is known for ${ids.size - byDataset.size} of ${counted(ids.size, 'dataset')}`]
      : [],
  );
}

/** Tests that tie a column to another dataset. */
function relations(subject: Subject): Evidence {
  const ids = new Set(idsOf(subject));
  return says(
    subject.figures.tests
      .filter(([id, , , kind]) => ids.has(id) && /relationship|foreign|referential/i.test(kind))
      .map(([id, column, name]) => `${nameOf(subject, id)}${column === '' ? '' : `.${column}`}: ${name}`),
  );
}

export const dataEvidence = {
  quantity,
  versions,
  freshness,
  quality: (subject: Subject) => metrics(subject, new Set(idsOf(subject)), 'No quality figure is known'),
  'model-metrics': (subject: Subject) =>
    metrics(subject, new Set([subject.dataset.id]), 'No figure is known'),
  tests,
  relations,
} as const;
