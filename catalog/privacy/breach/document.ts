/** The internal report on a breach: the record of Art. 33(5), with the blast radius that it rests on. */
import type { Block, ReportDocument } from '../../reports/render/document.ts';
import { instantText, kindOf, listed, numeric, table } from '../../reports/tables.ts';
import { counted } from '../../counted.ts';
import { isAffected, type AffectedDataset, type Arrival } from './blast.ts';
import { instantWords } from './clock.ts';
import { pathText } from '../dsar/reach.ts';
import type { Asked } from './art.ts';
import type { BreachContent } from './content.ts';
import { breachData } from './data.ts';
import { receiverBlocks } from './document-receivers.ts';
import { stateWords } from './states.ts';
import { authorityText, arrivalText, specialText, volumeText } from './words.ts';

export function breachDocument(content: BreachContent, stem: string): ReportDocument {
  const { record, clock, summary, organisation } = content;
  return {
    title: `Personal data breach ${record.reference}`,
    subtitle: 'Blast radius, clock and documentation (Art. 33 and 34 GDPR)',
    language: 'en',
    madeAt: content.at,
    ...(organisation.name === '' ? {} : { author: organisation.name }),
    facts: [
      ...(record.values.title ? [{ term: 'Title', value: record.values.title }] : []),
      { term: 'State', value: stateWords(record.state) },
      { term: 'Aware since', value: clock.awareWords },
      { term: 'Notify by', value: clock.dueWords ?? 'no period in hours; see below' },
      {
        term: 'Affected',
        value: `${counted(summary.affected, 'dataset')}, ${summary.withPersonal} known to hold personal data`,
      },
      {
        term: 'Open',
        value: `${content.asked.filter((one) => one.missing).length} of ${counted(content.asked.length, 'point')}`,
      },
      { term: 'Catalog', value: `Revision ${content.revision} of ${instantText(content.at)}` },
    ],
    blocks: [
      {
        kind: 'callout',
        tone: 'info',
        text: `An internal working document. Lineage shows where data can have gone, not that somebody took them. ${content.disclaimer}`,
      },
      ...clockBlocks(content),
      ...askedBlocks(content.asked),
      ...radiusBlocks(content),
      ...gapBlocks(content),
      ...datasetBlocks(content),
      ...methodBlocks(content),
    ],
    data: breachData(content),
    dataName: `${stem}.json`,
  };
}

const heading = (level: 1 | 2, text: string): Block => ({ kind: 'heading', level, text });

function clockBlocks({ record, clock, blast }: BreachContent): Block[] {
  const { values } = record;
  const at = (instant: string) => instantWords(Date.parse(instant), record.zone);
  const items: [string, string | undefined][] = [
    [
      'What was compromised',
      `${record.start.kind}${record.start.name === '' ? '' : ` ${record.start.name}`}: ${listed(blast.start.parts, 20)}`,
    ],
    ['Kind of breach', values.kinds?.join(', ')],
    ['Exposed from', values.exposedFrom && at(values.exposedFrom)],
    ['Exposed until', values.exposedUntil && at(values.exposedUntil)],
    ['Our role', values.role],
    ['Notes', values.notes],
    [
      'Authority',
      clock.authority ? authorityText(clock.authority) : 'not in the bundled list for this place',
    ],
    [
      'First notification',
      clock.notifiedAt === null
        ? undefined
        : `${at(clock.notifiedAt)}, ${counted(clock.notifiedAfterHours ?? 0, 'hour')} after awareness`,
    ],
  ];
  return [
    heading(1, 'The breach and its clock'),
    {
      kind: 'definitions',
      items: items.flatMap(([term, value]) => (value ? [{ term, value }] : [])),
    },
    { kind: 'list', ordered: true, items: clock.steps },
    ...(clock.late
      ? [
          {
            kind: 'callout' as const,
            tone: 'warning' as const,
            text: 'The first notification was made later than 72 hours after awareness: it is accompanied by reasons for the delay (Art. 33(1)).',
          },
        ]
      : []),
    heading(2, 'Notifications — Art. 33(4), Art. 34'),
    table(
      'What was said, to whom and when',
      ['When', 'To', 'Phase', { header: 'Text', width: 3, names: 'note' }, 'Their reference'],
      record.notices.map((one) => [
        at(one.at),
        one.to,
        one.phase,
        one.text || '–',
        one.theirReference || '–',
      ]),
      {
        empty:
          'None is noted. Where information cannot be provided at the same time, it may be provided in phases without undue further delay (Art. 33(4)).',
      },
    ),
  ];
}

const PARTS: readonly (readonly [Asked['part'], string])[] = [
  ['notification', 'What the notification contains — Art. 33(3)'],
  ['documentation', 'What is documented — Art. 33(1) and (5)'],
  ['subjects', 'Telling the people concerned — Art. 34'],
];

function askedBlocks(all: readonly Asked[]): Block[] {
  return PARTS.flatMap(([part, title]): Block[] => {
    const rows = all.filter((one) => one.part === part);
    const missing = rows.filter((one) => one.missing).length;
    return [
      heading(1, title),
      table(
        'Asked, answered, missing',
        ['Provision', { header: 'What is asked', width: 2 }, { header: 'Answer', width: 3 }, 'From'],
        rows.map((one) => [
          one.provision,
          one.asks,
          one.answers.map(({ text }) => text).join('\n') || (one.missing ? 'Missing' : '–'),
          [...new Set(one.answers.map(({ basis }) => basis))].join(', ') || '–',
        ]),
      ),
      ...(missing > 0
        ? [
            {
              kind: 'callout' as const,
              tone: 'gap' as const,
              text: `${missing} of ${counted(rows.length, 'point')} ${missing === 1 ? 'is' : 'are'} missing.`,
            },
          ]
        : []),
    ];
  });
}

function radiusBlocks({ summary, moment, blast, since }: BreachContent): Block[] {
  const counts: [Arrival, string][] = [
    ['held', 'Compromised themselves'],
    ['raw', 'Hold values as they are'],
    ['derived', 'Hold masked or summed-up values'],
    ['influence', 'Influenced only'],
    ['unknown', 'Read an affected dataset; what arrives is not known'],
    ['not-carried', 'Downstream, nothing arrives by column lineage'],
  ];
  return [
    heading(1, 'Blast radius'),
    {
      kind: 'paragraph',
      text: `Worked out from revision ${moment.revision}: ${moment.words}. ${blast.considered === 1 ? 'One dataset was' : `${blast.considered} datasets were`} considered.`,
    },
    table(
      'Datasets',
      [{ header: 'How', width: 4 }, numeric('Datasets')],
      counts.map(([key, words]) => [words, String(summary.counts[key])]),
    ),
    heading(2, 'Categories of personal data'),
    table(
      'Categories affected',
      [
        { header: 'Name', width: 2 },
        { header: 'Category', width: 2 },
        numeric('Data there or perhaps there'),
        numeric('Only masked, summed up or influenced'),
        'Special',
      ],
      summary.categories.map((one) => [
        one.name,
        one.key,
        String(one.carried),
        String(one.weaker),
        specialText(one),
      ]),
      {
        empty:
          'No category of personal data is known in the affected datasets. That is no proof that none are there.',
      },
    ),
    heading(2, 'People concerned'),
    table(
      'Kinds of data subjects',
      ['Kind', numeric('Datasets'), { header: 'Most rows in a compromised dataset', width: 2 }],
      summary.subjects.map((one) => [
        one.name,
        String(one.datasets),
        one.largest === null
          ? 'not known'
          : `${one.largest.rows}${one.largest.counted ? '' : ' written last'}, in ${one.largest.dataset}`,
      ]),
      { empty: 'Nothing says about whom the data are.' },
    ),
    ...receiverBlocks(summary),
    heading(2, 'Dashboards, reports, interfaces and models'),
    table(
      'Where affected data are shown or learned from',
      [{ header: 'Name', width: 2 }, 'Kind', { header: 'How the data are there', width: 2 }],
      summary.outlets.map((one) => [one.dataset.name, kindOf(one.dataset), arrivalText(one)]),
    ),
    ...(since && (since.added.length > 0 || since.gone.length > 0)
      ? [
          {
            kind: 'callout' as const,
            tone: 'info' as const,
            text: `Since then: ${counted(since.added.length, 'more dataset')} would be affected today${since.added.length > 0 ? ` (${listed(since.added)})` : ''}, and ${since.gone.length} no longer${since.gone.length > 0 ? ` (${listed(since.gone)})` : ''}.`,
          },
        ]
      : []),
  ];
}

function gapBlocks({ summary }: BreachContent): Block[] {
  return [
    heading(1, 'What the catalog does not know'),
    table(
      'Open points of the radius',
      [{ header: 'Open point', width: 5 }, numeric('Count')],
      summary.gaps.map((one) => [one.text, String(one.count)]),
      { rowHeaders: false, empty: 'None that the catalog can see.' },
    ),
  ];
}

function datasetBlocks({ blast, record }: BreachContent): Block[] {
  const list = (caption: string, rows: readonly AffectedDataset[]) =>
    table(
      caption,
      [
        { header: 'Dataset', width: 1.6 },
        { header: 'System', width: 1.6 },
        { header: 'How the data are there', width: 1.4 },
        { header: 'Categories', width: 1.8 },
        { ...numeric('Rows'), width: 0.8 },
        { header: 'Owners', width: 1.2 },
        { header: 'Why, or shortest path', width: 2 },
      ],
      rows.map((one) => [
        one.dataset.name,
        one.dataset.namespace,
        arrivalText(one),
        one.categories.join(', ') || 'none known',
        volumeText(one),
        one.dataset.owners.map(({ name }) => name).join(', ') || 'nobody',
        one.reasons.length > 0 ? one.reasons.join('; ') : pathText(one.path),
      ]),
    );
  const integrity = record.values.kinds?.includes('integrity') ?? false;
  return [
    heading(1, 'Datasets'),
    ...(integrity
      ? [
          {
            kind: 'paragraph' as const,
            text: 'Of a breach of integrity, everything downstream may be wrong, also where values are masked, summed up or only influenced.',
          },
        ]
      : []),
    list('Affected', blast.datasets.filter(isAffected)),
    list(
      'Downstream, nothing arrives by column lineage',
      blast.datasets.filter((one) => !isAffected(one)),
    ),
  ];
}

function methodBlocks(content: BreachContent): Block[] {
  return [
    heading(1, 'How this report was made'),
    {
      kind: 'list',
      items: [
        `From catalog revision ${content.revision}, made at ${instantText(content.at)}, with Headwater ${content.toolVersion}. The same revision gives the same file, byte for byte.`,
        'Affected are the compromised datasets and what takes data from them. Where columns are traced, only what takes something of an affected column counts; direct values that are neither masked nor summed up are “values as they are”. Where a reading is not traced by columns, anything of the dataset may have passed.',
        'Who receives the data is what labels of affected datasets say, and what the register of processing activities states, as of the revision of the report, of activities whose links find affected datasets.',
        'Categories and kinds of people are what sources and people state, and what column lineage carries on. Row counts come from statistics of sources.',
        'Details of the people affected are not kept here and not in this report.',
      ],
    },
  ];
}
