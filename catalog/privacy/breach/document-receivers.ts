/** The part of a breach report on who receives the data, with what each rests on. */
import type { Block } from '../../reports/render/document.ts';
import { listed, table } from '../../reports/tables.ts';
import { ACTIVITY_ROLES, ACTIVITY_STATES } from '../processing/vocabulary.ts';
import type { BlastSummary } from './summary.ts';
import { evidenceText } from './words.ts';

const heading = (text: string): Block => ({ kind: 'heading', level: 2, text });

export function receiverBlocks({ receivers, transfers, activities }: BlastSummary): Block[] {
  return [
    heading('Recipients and processors'),
    table(
      'As labels of affected datasets and processing activities name them',
      [
        { header: 'Name', width: 1.5 },
        'Role',
        { header: 'Rests on', width: 3 },
        { header: 'Datasets', width: 2 },
      ],
      receivers.map((one) => [
        one.name,
        one.role,
        one.evidence.map(evidenceText).join('\n'),
        listed(one.datasets, 5),
      ]),
      { empty: 'No label and no processing activity names any. That is no proof that there are none.' },
    ),
    heading('Third countries'),
    table(
      'Transfers that processing activities state, and recipients in third countries',
      [
        'Country',
        'Recipient',
        { header: 'Rests on', width: 2 },
        'Document',
        { header: 'Activity', width: 1.5 },
      ],
      transfers.map((one) => [
        one.thirdCountry ? one.country : `${one.country} (no third country)`,
        one.recipient || 'not stated',
        one.instrument || 'no decision, safeguard or derogation is stated',
        one.document || '–',
        one.activityName,
      ]),
      { empty: 'No processing activity states any. That is no proof that there are none.' },
    ),
    heading('Processing activities'),
    table(
      'Activities that hold affected datasets',
      [
        { header: 'Activity', width: 2 },
        'Our role',
        'State',
        { header: 'About', width: 1.2 },
        { header: 'Controllers', width: 1.5 },
        { header: 'Datasets', width: 2 },
      ],
      activities.map((one) => [
        one.name,
        ACTIVITY_ROLES[one.role],
        ACTIVITY_STATES[one.status],
        one.subjects.join(', ') || 'not stated',
        [
          ...one.controllers.map((name) => `${name}: to be notified, Art. 33(2)`),
          ...one.jointControllers.map((name) => `${name}: jointly, Art. 26`),
        ].join('\n') || '–',
        listed(one.datasets, 5),
      ]),
      { empty: 'No activity of the register is linked with an affected dataset.' },
    ),
  ];
}
