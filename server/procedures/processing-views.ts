/** Processing activities as the contract says them. */
import type { PastDataset } from '../../catalog/past/as-of.ts';
import type { System } from '../../catalog/privacy/processing/derived.ts';
import type { LinkedDataset, LinkResult } from '../../catalog/privacy/processing/links.ts';
import { ACTIVITY_FIELDS, ASSESSMENT_FIELDS } from '../../catalog/privacy/processing/register/fields.ts';
import type { Answered, Coverage } from '../../catalog/privacy/processing/ropa/coverage.ts';
import { OPTIONS_OF, wordsOf } from '../../catalog/privacy/processing/vocabulary.ts';
import type { Known, World } from '../../catalog/privacy/processing/world.ts';
import type { FieldSpec } from '../../catalog/stewardship/registers/field-spec.ts';
import { rowOf } from '../../catalog/stewardship/registers/rows.ts';
import type { Entry } from '../../catalog/stewardship/registers/spec.ts';
import {
  datasetKindSchema,
  type ActivityRow,
  type ActivityView,
  type AnsweredField,
  type CoverageRow,
  type DatasetRef,
  type LinkedDatasets,
  type ProcessingField,
  type ProcessingValue,
} from '../../contract/index.ts';

export function fieldView(
  register: 'activity' | 'assessment',
  { name, holds, parts = [] }: FieldSpec,
): ProcessingField {
  const options = (of: string) => {
    const words = OPTIONS_OF[`${register}:${of}`] ?? OPTIONS_OF[of];
    return words ? Object.keys(words).map((value) => ({ value, label: wordsOf(words, value) })) : null;
  };
  return {
    name,
    holds: holds === 'parent' ? 'text' : holds,
    options: options(name),
    parts: parts.map((part) => ({
      name: part.name,
      required: part.required === true,
      options: options(`${name}.${part.name}`),
    })),
  };
}

export function datasetView({ id, namespace, name, kind }: PastDataset): DatasetRef {
  return { id, namespace, name, kind: datasetKindSchema.catch('table').parse(kind) };
}

export function activityRow({ activity, assessment, derived, findings, screening }: Known): ActivityRow {
  const count = (tone: string) => findings.filter((one) => one.tone === tone).length;
  return {
    key: activity.key,
    name: activity.name,
    role: activity.role,
    status: activity.status,
    department: activity.text('department'),
    purposes: [...activity.purposes],
    datasets: derived.datasets.length,
    personal: derived.personal,
    findings: { missing: count('missing'), differs: count('differs'), note: count('note') },
    screening: screening.conclusion,
    assessment: assessment?.status ?? null,
  };
}

function statedOf(fields: readonly FieldSpec[], entry: Entry | undefined): Record<string, ProcessingValue> {
  return Object.fromEntries(
    fields.map(({ name, holds, parts = [] }): [string, ProcessingValue] => {
      const value = entry?.[name] ?? null;
      if (holds === 'text' || holds === 'parent') return [name, typeof value === 'string' ? value : null];
      const list = Array.isArray(value) ? (value as string[]) : [];
      return [
        name,
        holds === 'names'
          ? [...list]
          : list.map((row) => ({
              ...rowOf(
                parts.map((part) => part.name),
                row,
              ),
            })),
      ];
    }),
  );
}

export function activityView(
  { terms }: World,
  known: Known,
  activity: Entry | undefined,
  assessment: Entry | undefined,
): ActivityView {
  const { derived, findings, screening } = known;
  return {
    key: known.activity.key,
    name: known.activity.name,
    role: known.activity.role,
    stated: statedOf(ACTIVITY_FIELDS, activity),
    derived: {
      datasets: derived.datasets.length,
      personal: derived.personal,
      links: linkResults(derived.links),
      categories: derived.categories.map(({ key, name, columns, datasets, special }) => ({
        ...{ key, name, columns, datasets, special },
      })),
      subjects: derived.subjects.map((one) => ({ ...one, name: terms.subjectWords(one.key) })),
      systems: derived.systems.map((one) => ({ ...one })),
      sources: derived.sources.map(systemView),
      recipients: derived.recipients.map(systemView),
      models: derived.models.map(({ dataset, path }) => ({
        ...datasetView(dataset),
        path: path.map(({ name }) => name),
      })),
      purposes: derived.purposes.map((one) => ({ ...one })),
      legalBases: derived.legalBases.map((one) => ({ ...one })),
      retentions: derived.retentions.map((one) => ({ ...one })),
    },
    findings: findings.map(({ fix, evidence, ...one }) => ({
      ...one,
      evidence: [...evidence],
      fix: fix && { ...fix },
    })),
    screening: {
      conclusion: screening.conclusion,
      words: screening.words,
      met: screening.met,
      pointedOut: screening.pointedOut,
      open: screening.open,
      criteria: screening.criteria.map(({ criterion, answer, reason, evidence }) => ({
        id: criterion.id,
        group: criterion.group,
        title: criterion.title,
        question: criterion.question,
        provision: criterion.provision,
        ...{ answer, reason, evidence: [...evidence] },
      })),
    },
    assessment: known.assessment
      ? {
          name: known.assessment.name,
          status: known.assessment.status,
          stated: statedOf(ASSESSMENT_FIELDS, assessment),
        }
      : null,
  };
}

function systemView({ namespace, datasets, own, stated, nearest, path }: System) {
  return {
    ...{ namespace, datasets, own, stated: [...stated] },
    nearest: datasetView(nearest),
    path: path.map(({ name }) => name),
  };
}

export function linkedItems(datasets: readonly LinkedDataset[]): LinkedDatasets['items'] {
  return datasets.map(({ of, why }) => ({
    ...datasetView(of.dataset),
    why: [...why],
    personal: of.personal,
    categories: [...of.categories],
    subjects: [...of.subjects],
  }));
}

export function linkResults(links: readonly LinkResult[]): LinkedDatasets['links'] {
  return links.map(({ row, words, datasets }) => ({ row, words, datasets }));
}

export function coverageRow({ activity }: Known, { answers, ...counts }: Coverage): CoverageRow {
  return {
    key: activity.key,
    name: activity.name,
    ...counts,
    unanswered: answers.filter(({ state }) => state === 'open').map(({ field }) => field.label),
  };
}

export function answerView({ field, state, text, hint }: Answered): AnsweredField {
  const { id, group, label, local = null, provision } = field;
  return { id, group, label, local, field: field.field, provision, state, text, hint };
}
