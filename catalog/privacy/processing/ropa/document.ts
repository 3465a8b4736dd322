/** The record of processing as a document: what the template asks, what is answered and by whom, and what is not. */
import type { Block, ReportDocument } from '../../../reports/render/document.ts';
import { instantText, kindOf, listed, numeric, table } from '../../../reports/tables.ts';
import { ACTIVITY_STATES } from '../vocabulary.ts';
import type { RopaContent, RopaRecord } from './content.ts';
import type { Answered } from './coverage.ts';
import { ropaData } from './data.ts';

const PARAGRAPH = { controller: 'Art. 30(1)', processor: 'Art. 30(2)' } as const;

export const FROM: Readonly<Record<Answered['state'], string>> = {
  stated: 'stated',
  derived: 'from the catalog',
  'not-applicable': 'does not apply',
  open: 'not answered',
};

export function ropaDocument(content: RopaContent, stem: string): ReportDocument {
  const { template, role, organisation, records, revision, at, percent, requiredPercent } = content;
  return {
    title: `Record of processing activities as ${role}`,
    subtitle: `${PARAGRAPH[role]} GDPR, in the order of the ${template.name}`,
    language: 'en',
    madeAt: at,
    ...(organisation.name === '' ? {} : { author: organisation.name }),
    facts: [
      { term: 'Organisation', value: organisation.name || 'not stated in the settings' },
      { term: 'Template', value: `${template.name}, ${template.authority}` },
      { term: 'Activities', value: String(records.length) },
      { term: 'Template answered', value: `${percent} %` },
      { term: `Asked by ${PARAGRAPH[role]}`, value: `${requiredPercent} % answered` },
      { term: 'Catalog', value: `Revision ${revision} of ${instantText(at)}` },
    ],
    blocks: [
      { kind: 'callout', tone: 'info', text: template.note },
      ...coverageBlocks(content),
      ...records.flatMap(recordBlocks),
      ...outsideBlocks(content),
      ...methodBlocks(content),
    ],
    data: ropaData(content),
    dataName: `${stem}.json`,
  };
}

function coverageBlocks({ records, ended, notAsked }: RopaContent): Block[] {
  const out = [
    ...(ended.length > 0 ? [`Ended, and left out: ${listed(ended)}.`] : []),
    ...(notAsked.length > 0 ? [`Not asked for, and left out: ${listed(notAsked)}.`] : []),
  ];
  const open = records.flatMap(({ activity, coverage }) =>
    coverage.answers
      .filter(({ state }) => state === 'open')
      .map(({ field, hint }) => [activity.name, field.label, field.provision ?? 'template', hint ?? '']),
  );
  return [
    { kind: 'heading', level: 1, text: 'How much of the template is answered' },
    table(
      'Activities',
      [
        { header: 'Activity', width: 2 },
        'State',
        numeric('Stated'),
        numeric('From the catalog'),
        numeric('Does not apply'),
        numeric('Not answered'),
        numeric('Answered'),
        numeric('Of Art. 30'),
      ],
      records.map(({ activity, coverage }) => [
        activity.name,
        ACTIVITY_STATES[activity.status],
        String(coverage.stated),
        String(coverage.derived),
        String(coverage.notApplicable),
        String(coverage.open),
        `${coverage.percent} %`,
        `${coverage.requiredPercent} %`,
      ]),
      { empty: 'There is no activity of this role.' },
    ),
    ...out.map((text): Block => ({ kind: 'paragraph', text })),
    { kind: 'heading', level: 1, text: 'Not answered' },
    table(
      'Fields of the template that nobody has answered',
      ['Activity', { header: 'Field', width: 2 }, 'Asked by', { header: 'Known towards it', width: 2 }],
      open,
      { empty: 'Every field that applies is answered.' },
    ),
  ];
}

function recordBlocks({ activity, coverage, findings, derived }: RopaRecord): Block[] {
  return [
    { kind: 'page-break' },
    { kind: 'heading', level: 1, text: activity.name },
    ...[...Map.groupBy(coverage.answers, ({ field }) => field.group)].map(([group, answers]) =>
      table(
        group,
        [{ header: 'Field', width: 2 }, { header: 'Answer', width: 4 }, 'From'],
        answers.map(({ field, text, state }) => [
          field.local === undefined ? field.label : `${field.local} / ${field.label}`,
          text,
          FROM[state],
        ]),
      ),
    ),
    table(
      'Where what is stated, the data and the provisions differ',
      [{ header: 'Finding', width: 3 }, 'Provision', { header: 'Rests on', width: 2 }],
      findings.map(({ message, provision, evidence }) => [message, provision, evidence.join('\n')]),
      { empty: 'No difference was found.' },
    ),
    table(
      'Datasets of this activity',
      [
        { header: 'Dataset', width: 2 },
        { header: 'Namespace', width: 2 },
        'Kind',
        { header: 'Linked because', width: 2 },
        'Personal data',
      ],
      // A long list is cut: what holds personal data first.
      derived.datasets
        .toSorted((a, b) => Number(b.of.personal) - Number(a.of.personal))
        .map(({ of, why }) => [
          of.dataset.name,
          of.dataset.namespace,
          kindOf(of.dataset),
          why.join('\n'),
          of.personal ? 'yes' : 'not known',
        ]),
      { empty: 'No dataset is linked with it.' },
    ),
  ];
}

function outsideBlocks({ uncovered, personalDatasets }: RopaContent): Block[] {
  return [
    { kind: 'page-break' },
    { kind: 'heading', level: 1, text: 'Personal data in no activity' },
    {
      kind: 'paragraph',
      text: `${uncovered.length} of ${personalDatasets} datasets that are known to hold personal data are in no processing activity, of either role.`,
    },
    table(
      'Datasets with personal data in no activity',
      [{ header: 'Dataset', width: 2 }, { header: 'Namespace', width: 2 }, 'Kind'],
      uncovered.map((dataset) => [dataset.name, dataset.namespace, kindOf(dataset)]),
    ),
  ];
}

function methodBlocks({ attribution, template }: RopaContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'How this record was made' },
    {
      kind: 'list',
      items: [
        'Stated: people entered it in the register of processing activities, or in the settings of the organisation.',
        'From the catalog: derived from tags, statements and lineage of the datasets linked with the activity, where nothing is stated.',
        'Does not apply: somebody says so and why, or it follows from another answer. Such fields do not count towards the percentage.',
        `Answered: fields that are stated or derived, of those that apply, rounded down. ${template.controller.length} fields of the template are for controllers, ${template.processor.length} for processors.`,
        'Recipients and transfers are never taken from lineage as answers: whether a system is another organisation is for people to say. Lineage is shown beside them.',
        'General information, not legal advice.',
        attribution,
      ],
    },
  ];
}
