/** What the catalog says to each question: lines with what they rest on, and what it cannot say. Nothing is guessed. */
import { LEGAL_BASES } from '../../stewardship/legal-basis.ts';
import { durationWords } from '../../stewardship/duration.ts';
import { byText } from '../../past/as-of-parts.ts';
import type { PastDataset } from '../../past/as-of.ts';
import { kindOf, listed, sourceName } from '../../reports/tables.ts';
import { nearest } from '../dsar/categories.ts';
import { categoryWords, namedCategories } from '../dsar/named.ts';
import { counted } from '../../counted.ts';
import { subjectsOf } from '../dsar/scope.ts';
import type { EvidenceKey } from './evidence-keys.ts';
import { dataEvidence } from './evidence-data.ts';
import { says, partly, type Evidence } from './evidence-lines.ts';
import { columnsOf, descriptionsOf, sqlOf, transformationsOf, type Input, type Subject } from './subject.ts';

export type Evidencer = (subject: Subject) => Evidence;

const nothing: Evidence = { lines: [], gaps: [] };

const values = ({ tags }: PastDataset, kind: string) =>
  [...new Set(tags.filter((tag) => tag.kind === kind).map((tag) => tag.value))].sort(byText);

const LICENCE_KEY = /licen[cs]e/i;
const RECEIVER_KEY = /^(?:data[ _.-]?)?(?:recipient|processor)s?$/i;

const keyed = ({ tags }: PastDataset, key: RegExp) =>
  tags
    .filter((tag) => (tag.kind === 'label' || tag.kind === 'property') && key.test(tag.key))
    .map((tag) => tag.value);

/** Datasets that the document speaks of where it speaks of data. */
const dataOf = ({ past, data }: Subject) => data.map((node) => past.datasets[node]!);

function eachOf(
  subject: Subject,
  tell: (dataset: PastDataset, node: number) => string | null,
  missing: string,
): Evidence {
  const lines = subject.data.flatMap((node) => {
    const dataset = subject.past.datasets[node]!;
    const told = tell(dataset, node);
    return told === null ? [] : [`${dataset.name}: ${told}`];
  });
  return partly(lines, subject.data.length - lines.length, subject.data.length, missing);
}

function inputWords({ dataset, split, basis }: Input): string {
  const part =
    split === null
      ? 'part not stated'
      : basis === 'stated'
        ? split
        : `${split}, by its ${basis === 'label' ? 'label' : 'name'}`;
  return `${dataset.name} in ${dataset.namespace} (${kindOf(dataset)}): ${part}`;
}

function inputs(subject: Subject): Evidence {
  const open = subject.inputs.filter((one) => one.split === null).length;
  if (subject.inputs.length === 0) return says([], ['Nothing that feeds it is known']);
  return partly(
    subject.inputs.map(inputWords),
    open,
    subject.inputs.length,
    'Whether it is for training, validation or testing is not stated',
  );
}

function evaluationInputs(subject: Subject): Evidence {
  const used = subject.inputs.filter(({ split }) => split === 'validation' || split === 'testing');
  return says(
    used.map(inputWords),
    used.length === 0 ? ['No input is known to be for validation or testing'] : [],
  );
}

function origins({ past, roots, upstream }: Subject): Evidence {
  if (roots.length === 0) return says([], ['Nothing before it is known']);
  const told = roots.map((node) => past.datasets[node]!);
  const lines = roots.map((node) => {
    const dataset = past.datasets[node]!;
    const from = dataset.importers.map(sourceName).join(', ');
    return `${dataset.name} in ${dataset.namespace} (${kindOf(dataset)}), ${counted(upstream.get(node)!, 'step')} before${from === '' ? '' : `, as ${from} tells`}`;
  });
  const mentioned = told.filter((one) => !one.described).length;
  return partly(lines, mentioned, told.length, 'What lies before it is not known: sources only mention it');
}

/** Jobs that an answer names. */
const JOBS = 12;

function operations({ operations: all }: Subject): Evidence {
  const jobs = new Map(all.map((one) => [one.jobId, one]));
  if (jobs.size === 0) return says([], ['No job is known to have prepared the data']);
  const shown = [...jobs.values()].map(
    ({ job, kind, from, to }) => `${job}${kind ? ` (${kind})` : ''}: ${from} → ${to}`,
  );
  return says([
    `${counted(jobs.size, 'job')} on the way to it${shown.length > JOBS ? `; the nearest ${JOBS}, all in the annex` : ''}`,
    ...shown.slice(0, JOBS),
  ]);
}

function sql({ past, operations: all }: Subject): Evidence {
  const jobs = [...new Set(all.map((one) => one.jobId))];
  const known = sqlOf(past, jobs).size;
  if (jobs.length === 0) return nothing;
  return known === 0
    ? says([], [`The code of none of ${counted(jobs.length, 'job')} is known`])
    : says(
        [`SQL of ${known} of ${counted(jobs.length, 'job')} is in the annex`],
        known < jobs.length ? [`The SQL of ${counted(jobs.length - known, 'job')} is not known`] : [],
      );
}

function transformations(subject: Subject): Evidence {
  const all = transformationsOf(subject);
  return says(all.map(([kind, n]) => `${kind}: ${counted(n, 'column edge')}`));
}

function purposes(subject: Subject): Evidence {
  const personal = subject.data.filter(
    (node) => subject.scoped[node]!.verdict !== 'out' || subject.scoped[node]!.categories.length > 0,
  );
  if (personal.length === 0) return says(['No personal data are known in the data sets']);
  const lines = personal.flatMap((node) => {
    const dataset = subject.past.datasets[node]!;
    const stated = values(dataset, 'purpose');
    const bases = values(dataset, 'legal-basis').map((key) =>
      Object.hasOwn(LEGAL_BASES, key) ? LEGAL_BASES[key as keyof typeof LEGAL_BASES] : key,
    );
    return stated.length === 0 ? [] : [`${dataset.name}: ${[...stated, ...bases].join('; ')}`];
  });
  return partly(lines, personal.length - lines.length, personal.length, 'No purpose is stated');
}

function personal(subject: Subject): Evidence {
  const found = subject.data.flatMap((node) => {
    const { dataset, categories, columns, labels } = subject.scoped[node]!;
    const is = categories.length > 0 || columns.length > 0 || labels.length > 0;
    return is ? [`${dataset.name}: ${categoryWords(categories)}, ${counted(columns.length, 'column')}`] : [];
  });
  return says(
    found,
    found.length === 0 ? ['Nobody states personal data in it; that is no proof that there are none'] : [],
  );
}

function special(subject: Subject): Evidence {
  const lines = subject.data.flatMap((node) => {
    const { dataset, categories } = subject.scoped[node]!;
    return namedCategories(categories).flatMap((key) => {
      const found = nearest(key, subject.taxonomy);
      const law = [found?.gdprArt9 ? 'Art. 9 GDPR' : null, found?.gdprArt10 ? 'Art. 10 GDPR' : null].filter(
        Boolean,
      );
      return law.length === 0 ? [] : [`${dataset.name}: ${key} (${law.join(', ')})`];
    });
  });
  return says(
    lines,
    lines.length === 0 ? ['No special category is stated; that is no proof that there is none'] : [],
  );
}

/** Columns by which groups of people could be told apart. */
function biasColumns(subject: Subject): Evidence {
  const lines = subject.data.flatMap((node) => {
    const { dataset, columns } = subject.scoped[node]!;
    return columns.flatMap(({ path, categories }) => {
      const telling = categories.filter((key) => {
        const found = nearest(key, subject.taxonomy);
        return key.startsWith('user.demographic') || found?.gdprArt9 === true || found?.gdprArt10 === true;
      });
      return telling.length === 0 ? [] : [`${dataset.name}.${path.join('.')}: ${telling.join(', ')}`];
    });
  });
  return says(lines, lines.length === 0 ? ['No column is stated to tell groups of people apart'] : []);
}

/** Art. 10(2)(f): outputs that influence inputs for future operations. */
function loops({ past, node, upstream }: Subject): Evidence {
  const back = Array.from(past.graph.neighbours(node, 'downstream')).filter((at) => upstream.has(at));
  return says(
    back.map(
      (at) =>
        `Its output flows to ${past.datasets[at]!.name}, which lies before it as well: outputs can influence inputs`,
    ),
  );
}

function downstream({ past, node }: Subject): Evidence {
  const near = Array.from(past.graph.neighbours(node, 'downstream')).map((at) => past.datasets[at]!);
  const all = past.graph.walk([node], 'downstream', Infinity).total - 1;
  return near.length === 0
    ? says([], ['Nothing is known to use it'])
    : says([`${counted(all, 'thing')} downstream`, ...near.map((one) => `${one.name} (${kindOf(one)})`)]);
}

function contacts({ dataset }: Subject): Evidence {
  const lines = dataset.owners.flatMap(({ name, email }) => (email ? [`${name}, ${email}`] : []));
  return says(lines, lines.length === 0 ? ['No owner with an address is stated'] : []);
}

export const EVIDENCE: Readonly<Record<EvidenceKey, Evidencer>> = {
  ...dataEvidence,
  identity: ({ dataset }) => says([`${dataset.name} in ${dataset.namespace}, ${kindOf(dataset)}`]),
  descriptions: (subject) => {
    const found = descriptionsOf(subject.past, [...new Set([subject.node, ...subject.data])]);
    return says([...found].map(([node, text]) => `${subject.past.datasets[node]!.name}: ${text}`));
  },
  owners: ({ dataset }) =>
    says(
      dataset.owners.map(({ name, role }) => (role === '' ? name : `${name}, ${role}`)),
      dataset.owners.length === 0 ? ['No owner is stated'] : [],
    ),
  contacts,
  inputs,
  'evaluation-inputs': evaluationInputs,
  splits: ({ dataset }) => says(keyed(dataset, /^(?:data[ _.-]?)?split$/i)),
  origins,
  operations,
  transformations,
  sql,
  columns: (subject) =>
    eachOf(
      subject,
      (_dataset, node) => {
        const columns = columnsOf(subject.past, node);
        return columns.length === 0
          ? null
          : `${counted(columns.length, 'column')}: ${listed(
              columns.map(({ path, dataType }) => `${path.join('.')}${dataType ? ` ${dataType}` : ''}`),
              30,
            )}`;
      },
      'No column is known',
    ),
  'label-columns': (subject) =>
    says(
      subject.data.flatMap((node) =>
        subject.past.datasets[node]!.taggedColumns.filter(({ tags }) =>
          tags.some(
            (tag) => tag.kind === 'label' && /^(?:target|label)$/i.test(tag.key === '' ? tag.value : tag.key),
          ),
        ).map(
          ({ path }) => `${subject.past.datasets[node]!.name}.${path.join('.')} is labelled as the target`,
        ),
      ),
    ),
  personal,
  special,
  'bias-columns': biasColumns,
  loops,
  subjects: (subject) =>
    eachOf(
      subject,
      (dataset) => subjectsOf(dataset, subject.taxonomy).join(', ') || null,
      'Nothing says about whom it is',
    ),
  purposes,
  sensitivity: (subject) => eachOf(subject, ({ sensitivity }) => sensitivity, 'No sensitivity is stated'),
  retention: (subject) =>
    eachOf(
      subject,
      (dataset) => values(dataset, 'retention').map(durationWords).join(', ') || null,
      'No retention is stated',
    ),
  licences: ({ dataset }) => {
    const found = keyed(dataset, LICENCE_KEY);
    return says(found, found.length === 0 ? ['No licence is stated'] : []);
  },
  receivers: ({ dataset }) => says(keyed(dataset, RECEIVER_KEY)),
  downstream,
  gaps: (subject) => {
    const of = ['inputs', 'origins', 'quantity', 'versions', 'quality', 'tests', 'owners'] as const;
    const all = of.flatMap((key) => EVIDENCE[key](subject).gaps);
    const unowned = dataOf(subject).filter((one) => one.owners.length === 0).length;
    return says([
      ...new Set([
        ...all,
        ...(unowned > 0
          ? [`No owner is stated for ${unowned} of ${counted(subject.data.length, 'dataset')}`]
          : []),
      ]),
    ]);
  },
};
