/** A document on a model or dataset: each question with what is stated, what the catalog says, and what is open. */
import type { PastCatalog } from '../../past/as-of.ts';
import type { Organisation } from '../../reports/report-kind.ts';
import type { GivenAnswer } from './answers.ts';
import type { Evidence } from './evidence-lines.ts';
import { EVIDENCE } from './evidence.ts';
import type { Figures } from './figures.ts';
import { loadForm, type Form, type FormId, type Question } from './form.ts';
import { sqlOf, subjectOf, transformationsOf, type Input, type Operation, type Subject } from './subject.ts';

/**
 * `stated`: a person answers it. `catalog`: what the catalog says answers it. `partly`: the catalog says some of it.
 * `not-applicable`: a person says so. `open`: nobody answers it, though the catalog may have material.
 */
export const QUESTION_STATES = ['stated', 'catalog', 'not-applicable', 'partly', 'open'] as const;
export type QuestionState = (typeof QUESTION_STATES)[number];

export interface AnsweredQuestion {
  readonly question: Question;
  readonly provision: string | null;
  readonly state: QuestionState;
  readonly given: GivenAnswer | null;
  readonly evidence: Evidence;
}

export interface AnsweredSection {
  readonly heading: string;
  readonly provision: string | null;
  readonly questions: readonly AnsweredQuestion[];
}

export interface Completeness {
  readonly total: number;
  readonly counts: Readonly<Record<QuestionState, number>>;
  /** Stated, answered by the catalog or not applicable, in whole percent rounded down. */
  readonly percent: number;
}

export interface DocumentContent {
  readonly form: Form;
  readonly subject: Subject;
  readonly organisation: Organisation;
  readonly toolVersion: string;
  readonly revision: number;
  readonly at: string;
  readonly sections: readonly AnsweredSection[];
  readonly completeness: Completeness;
  readonly operations: readonly Operation[];
  readonly transformations: readonly (readonly [string, number])[];
  /** Job and its SQL, the nearest to the subject first. */
  readonly sql: readonly (readonly [string, string])[];
}

export interface DocumentInput {
  readonly form: FormId;
  readonly datasetId: number;
  readonly figures: Figures;
  readonly organisation: Organisation;
  readonly toolVersion: string;
}

/** @throws RangeError when the catalog at the revision does not have the dataset */
export function documentContent(
  past: PastCatalog,
  resourcesDir: string,
  input: DocumentInput,
): DocumentContent {
  const node = past.indexOf.get(input.datasetId);
  if (node === undefined)
    throw new RangeError(`There is no dataset ${input.datasetId} at revision ${past.revision}`);
  const form = loadForm(resourcesDir, input.form);
  const subject = subjectOf(past, resourcesDir, node, input.figures);
  const sections = sectionsOf(form, subject);
  const jobs = new Map(subject.operations.map((one) => [one.jobId, one.job]));
  const sql = sqlOf(past, [...jobs.keys()]);
  return {
    ...{ form, subject, sections },
    organisation: input.organisation,
    toolVersion: input.toolVersion,
    revision: past.revision,
    at: past.at,
    completeness: completenessOf(sections),
    operations: subject.operations,
    transformations: transformationsOf(subject),
    sql: [...jobs].flatMap(([id, job]) => (sql.has(id) ? [[job, sql.get(id)!] as const] : [])),
  };
}

export function sectionsOf(form: Form, subject: Subject): AnsweredSection[] {
  const known = new Map<string, Evidence>();
  const evidence = (key: keyof typeof EVIDENCE): Evidence => {
    const found = known.get(key) ?? EVIDENCE[key](subject);
    known.set(key, found);
    return found;
  };
  return form.sections.map(({ heading, provision, questions }) => ({
    heading,
    provision: provision ?? null,
    questions: questions.map((question): AnsweredQuestion => {
      const all = question.catalog.map(evidence);
      const merged = { lines: all.flatMap((one) => one.lines), gaps: all.flatMap((one) => one.gaps) };
      const given = subject.answers.get(question.key) ?? null;
      return {
        ...{ question, given },
        provision: question.provision ?? provision ?? null,
        state: stateOf(question, given, merged),
        evidence: merged,
      };
    }),
  }));
}

function stateOf(question: Question, given: GivenAnswer | null, { lines, gaps }: Evidence): QuestionState {
  if (given) return given.state;
  if (question.needs === 'person' || lines.length === 0) return 'open';
  return gaps.length > 0 ? 'partly' : 'catalog';
}

export function completenessOf(sections: readonly AnsweredSection[]): Completeness {
  const all = sections.flatMap((section) => section.questions);
  const count = (state: QuestionState) => all.filter((one) => one.state === state).length;
  const counts: Record<QuestionState, number> = {
    stated: count('stated'),
    catalog: count('catalog'),
    'not-applicable': count('not-applicable'),
    partly: count('partly'),
    open: count('open'),
  };
  const answered = counts.stated + counts.catalog + counts['not-applicable'];
  return {
    total: all.length,
    counts,
    percent: all.length === 0 ? 0 : Math.floor((answered * 100) / all.length),
  };
}

/** An input with the part it plays, for a screen. */
export interface ListedInput extends Pick<Input, 'split' | 'basis'> {
  readonly id: number;
  readonly name: string;
  readonly namespace: string;
}

export function inputsOf({ inputs }: Subject): ListedInput[] {
  return inputs.map(({ dataset: { id, name, namespace }, split, basis }) => ({
    id,
    name,
    namespace,
    split,
    basis,
  }));
}
