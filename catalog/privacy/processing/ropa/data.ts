/** The machine-readable form of a record of processing: every list in full. */
import type { Json } from '../../../model/facts.ts';
import { schemaId } from '../../../reports/data-schema.ts';
import { named } from '../../dsar/data.ts';
import type { Derived, System } from '../derived.ts';
import type { Finding } from '../findings/finding.ts';
import type { RopaContent, RopaRecord } from './content.ts';

export function ropaData(content: RopaContent): Json {
  const { template, role, organisation, records } = content;
  return {
    $schema: schemaId('headwater-record-of-processing', 1),
    format: 'headwater-record-of-processing',
    version: 1,
    tool: { name: 'Headwater', version: content.toolVersion },
    catalog: { revision: content.revision, at: content.at },
    attribution: content.attribution,
    organisation: { ...organisation },
    template: {
      id: template.id,
      name: template.name,
      authority: template.authority,
      version: template.version,
    },
    role,
    percent: content.percent,
    requiredPercent: content.requiredPercent,
    activities: records.map(recordData),
    leftOut: { ended: content.ended, notAsked: content.notAsked },
    personalDatasets: content.personalDatasets,
    uncovered: content.uncovered.map(named),
  };
}

function recordData({ activity, coverage, derived, findings, screening }: RopaRecord): Json {
  const { answers, ...counts } = coverage;
  return {
    key: activity.key,
    name: activity.name,
    role: activity.role,
    status: activity.status,
    coverage: counts,
    answers: answers.map(({ field, state, text, hint }) => ({
      id: field.id,
      group: field.group,
      label: field.label,
      provision: field.provision,
      state,
      text,
      hint,
    })),
    derived: derivedData(derived),
    findings: findings.map(findingData),
    screening: { conclusion: screening.conclusion, words: screening.words },
  };
}

export function findingData({ fix, ...finding }: Finding): Json {
  return { ...finding, fix: fix && { ...fix } };
}

export function derivedData(derived: Derived): Json {
  const system = ({ namespace, datasets, own, stated, path }: System): Json => ({
    namespace,
    datasets,
    own,
    stated,
    path: path.map(named),
  });
  return {
    links: derived.links.map(({ row, words, datasets }) => ({ row, words, datasets })),
    datasets: derived.datasets.map(({ of, why }) => ({
      ...named(of.dataset),
      why,
      personal: of.personal,
      categories: of.categories,
      subjects: of.subjects,
    })),
    categories: derived.categories.map((one) => ({ ...one })),
    subjects: derived.subjects.map((one) => ({ ...one })),
    systems: derived.systems.map((one) => ({ ...one })),
    sources: derived.sources.map(system),
    recipients: derived.recipients.map(system),
    models: derived.models.map(({ dataset, path }) => ({ ...named(dataset), path: path.map(named) })),
    purposes: derived.purposes.map((one) => ({ ...one })),
    legalBases: derived.legalBases.map((one) => ({ ...one })),
    retentions: derived.retentions.map((one) => ({ ...one })),
  };
}
