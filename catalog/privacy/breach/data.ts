/** The machine-readable form of a breach report: every list in full. */
import type { Json } from '../../model/facts.ts';
import type { DataSheet } from '../../tables/table-files.ts';
import { schemaId } from '../../reports/data-schema.ts';
import { named } from '../dsar/data.ts';
import { isAffected, type AffectedDataset } from './blast.ts';
import type { BreachContent } from './content.ts';
import { arrivalText, ARRIVAL_WORDS } from './words.ts';

export function breachData(content: BreachContent): Json {
  const { record, clock, summary, moment, blast } = content;
  return {
    $schema: schemaId('headwater-breach', 1),
    format: 'headwater-breach',
    version: 1,
    tool: { name: 'Headwater', version: content.toolVersion },
    catalog: { revision: content.revision, at: content.at },
    notice: content.disclaimer,
    organisation: { ...content.organisation },
    breach: {
      reference: record.reference,
      state: record.state,
      values: JSON.parse(JSON.stringify(record.values)) as Json,
      notices: record.notices.map(({ number, to, at, phase, text, theirReference }): Json => ({
        ...{ number, to, at, phase, text, theirReference },
      })),
      from: [...blast.start.parts],
      leadNowhere: [...blast.start.empty],
    },
    clock: {
      law: clock.law,
      due: clock.due,
      secondWorkingDay: clock.secondWorkingDay,
      notifiedAt: clock.notifiedAt,
      notifiedAfterHours: clock.notifiedAfterHours,
      late: clock.late,
      steps: [...clock.steps],
      authority: clock.authority && {
        name: clock.authority.name,
        url: clock.authority.url,
        note: clock.authority.note ?? null,
      },
    },
    asked: content.asked.map((one): Json => ({
      key: one.key,
      provision: one.provision,
      asks: one.asks,
      missing: one.missing,
      answers: one.answers.map(({ basis, text }) => ({ basis, text })),
    })),
    radius: {
      revision: moment.revision,
      why: moment.words,
      considered: blast.considered,
      counts: { ...summary.counts },
      categories: summary.categories.map((one): Json => ({ ...one })),
      subjects: summary.subjects.map((one): Json => ({ ...one, largest: one.largest && { ...one.largest } })),
      receivers: summary.receivers.map((one): Json => ({
        ...one,
        evidence: one.evidence.map((each): Json => ({ ...each })),
      })),
      transfers: summary.transfers.map((one): Json => ({ ...one })),
      activities: summary.activities.map((one): Json => ({ ...one })),
      rows: { ...summary.rows },
      gaps: summary.gaps.map((one): Json => ({ ...one })),
      datasets: blast.datasets.map(datasetData),
    },
    since: content.since && { added: [...content.since.added], gone: [...content.since.gone] },
  };
}

function datasetData(one: AffectedDataset): Json {
  return {
    ...named(one.dataset),
    arrival: one.arrival,
    mayBe: one.mayBe,
    hops: one.hops,
    reasons: [...one.reasons],
    categories: [...one.categories],
    subjects: [...one.subjects],
    columns: one.columns.map(({ path, categories, arrival }): Json => ({
      path,
      categories: [...categories],
      arrival,
    })),
    rows: one.volume && { ...one.volume },
    owners: one.dataset.owners.map(({ name, email, role }) => ({ name, email, role })),
    path: one.path.map(named),
  };
}

/** One row for each affected dataset, with who is to be asked. */
export function affectedSheet({ blast }: BreachContent): DataSheet {
  const activities = Map.groupBy(
    blast.activities.flatMap(({ name, nodes }) => nodes.map((node) => ({ name, node }))),
    ({ node }) => node,
  );
  return {
    name: 'Affected datasets',
    headers: [
      ...[
        'Dataset',
        'System',
        'Kind',
        'How the data are there',
        'Steps',
        'Categories',
        'About',
        'Rows',
        'Rows are',
      ],
      ...['Owners', 'Recipients', 'Processors', 'Processing activities', 'Path'],
    ],
    rows: blast.datasets.map((one) => [
      one.dataset.name,
      one.dataset.namespace,
      one.dataset.kind,
      isAffected(one) ? arrivalText(one) : ARRIVAL_WORDS['not-carried'],
      one.hops,
      one.categories.join(', '),
      one.subjects.join(', '),
      one.volume?.rows ?? null,
      one.volume === null ? 'not known' : one.volume.basis,
      one.dataset.owners.map(({ name, email }) => (email ? `${name} <${email}>` : name)).join('; '),
      one.recipients.join(', '),
      one.processors.join(', '),
      (activities.get(one.node) ?? []).map(({ name }) => name).join(', '),
      one.path.map(({ name }) => name).join(' > '),
    ]),
  };
}
