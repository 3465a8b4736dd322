/** The machine-readable form of the inputs for an impact assessment. */
import type { Json } from '../../../model/facts.ts';
import { schemaId } from '../../../reports/data-schema.ts';
import { named } from '../../dsar/data.ts';
import { ASSESSMENT_FIELDS } from '../register/fields.ts';
import { derivedData, findingData } from '../ropa/data.ts';
import type { DpiaContent } from './content.ts';

export function dpiaData(content: DpiaContent): Json {
  const { activity, assessment, screening, derived, findings, flows, unused, organisation } = content;
  const texts = ASSESSMENT_FIELDS.filter(({ holds, name }) => holds === 'text' && name !== 'status');
  return {
    $schema: schemaId('headwater-impact-assessment', 1),
    format: 'headwater-impact-assessment',
    version: 1,
    tool: { name: 'Headwater', version: content.toolVersion },
    catalog: { revision: content.revision, at: content.at },
    attribution: content.attribution,
    organisation: { ...organisation },
    activity: { key: activity.key, name: activity.name, role: activity.role, status: activity.status },
    screening: {
      conclusion: screening.conclusion,
      words: screening.words,
      criteria: screening.criteria.map(({ criterion, answer, reason, evidence }) => ({
        id: criterion.id,
        title: criterion.title,
        provision: criterion.provision,
        answer,
        reason,
        evidence,
      })),
    },
    assessment: assessment
      ? {
          name: assessment.name,
          status: assessment.status,
          ...Object.fromEntries(texts.map(({ name }) => [name, assessment.text(name)])),
          risks: assessment.risks.map((risk) => ({ ...risk })),
        }
      : null,
    derived: derivedData(derived),
    flows: flows.map(({ from, to, crosses }) => ({ from: named(from), to: named(to), crosses })),
    unused: unused.map(({ dataset, column, categories }) => ({ ...named(dataset), column, categories })),
    findings: findings.map(findingData),
  };
}
