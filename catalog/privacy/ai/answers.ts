/** What people answer to questions about a model or dataset: read at a revision, written with undo and history. */
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import type { Catalog } from '../../catalog.ts';
import { groupOf, makeChange, type MutationResult } from '../../stewardship/change.ts';
import { closeRow, openRow } from '../../stewardship/period-rows.ts';
import { Refused } from '../../stewardship/refused.ts';
import { FORM_IDS, loadForm, questionsOf } from './form.ts';

export const ANSWER_STATES = ['stated', 'not-applicable'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** Parts that a model's inputs can play. */
export const SPLITS = ['training', 'validation', 'testing', 'other'] as const;
export type Split = (typeof SPLITS)[number];

export interface GivenAnswer {
  readonly question: string;
  readonly state: AnswerState;
  readonly text: string;
  readonly actor: string;
  readonly at: string;
  readonly revision: number;
}

const SELECT = `SELECT x.question, x.state, x.text, x.actor, e.at, x.since_revision AS revision, x.until_revision AS "until"
  FROM document_answer x JOIN ledger_entry e ON e.seq = x.since_revision
  WHERE x.dataset_id IN (SELECT value FROM json_each(@members))`;

/** By question; the newest where several identities of a joined dataset have one. */
export function answersAt(
  db: Database,
  members: readonly number[],
  revision: number | null,
): ReadonlyMap<string, GivenAnswer> {
  const when = revision === null ? 'x.until_revision IS NULL' : holdsAt('x');
  const rows = db
    .prepare<[object], GivenAnswer & { until: number | null }>(
      `${SELECT} AND ${when} ORDER BY x.since_revision, x.id`,
    )
    .all({ members: JSON.stringify(members), ...(revision === null ? {} : { revision }) });
  return new Map(rows.map(({ until: _until, ...row }) => [row.question, row]));
}

/** All that was ever answered to a question, newest first; `until` null where it stands. */
export function answerHistory(
  db: Database,
  members: readonly number[],
  question: string,
): (GivenAnswer & { readonly until: number | null })[] {
  return db
    .prepare<[object], GivenAnswer & { until: number | null }>(
      `${SELECT} AND x.question = @question ORDER BY x.since_revision DESC, x.id DESC`,
    )
    .all({ members: JSON.stringify(members), question });
}

/** The statement that says which part an input plays. */
export const splitQuestion = (inputId: number): string => `split:${inputId}`;

export interface AnswerOrder {
  readonly datasetId: number;
  readonly question: string;
  /** Null takes the answer away. */
  readonly state: AnswerState | null;
  readonly text: string;
  readonly reason?: string | null | undefined;
}

/** @throws Refused for an unknown question, dataset or split, and for an empty statement */
export async function answerQuestion(
  catalog: Catalog,
  actor: string,
  order: AnswerOrder,
): Promise<MutationResult> {
  const { question, state, reason } = order;
  const text = order.text.trim();
  checkAnswer(catalog, question, state, text);
  return makeChange(
    catalog,
    {
      actor,
      action: 'document.edit',
      objectType: 'dataset',
      areas: ['cases'],
      label: (changed) =>
        changed === 0
          ? 'The answer is as it was'
          : `${state === null ? 'Took back the answer' : 'Answered'}: ${question}`,
      payload: () => ({ dataset: order.datasetId, question, state }),
    },
    (change) => {
      const members = groupOf(change.sql, { on: 'dataset', id: order.datasetId });
      if (members.length === 0) throw new Refused('NOT_FOUND', `There is no dataset ${order.datasetId}.`);
      const held = change.sql.all<{ id: number; state: string; text: string }>(
        `SELECT id, state, text FROM document_answer WHERE question = ? AND until_revision IS NULL
         AND dataset_id IN (SELECT value FROM json_each(?))`,
        question,
        JSON.stringify(members),
      );
      const [first] = held;
      const same = held.length === 1 && first?.state === state && first.text === text;
      if (same || (held.length === 0 && state === null)) return 0;
      for (const { id } of held) closeRow(change, 'document_answer', id);
      if (state !== null)
        openRow(change, 'document_answer', {
          dataset_id: order.datasetId,
          ...{ question, state, text, actor, reason: reason ?? null },
        });
      return 1;
    },
  );
}

/** Longest answer, in UTF-16 units. */
const LONGEST = 20_000;

function checkAnswer(catalog: Catalog, question: string, state: AnswerState | null, text: string): void {
  const input = /^split:(\d{1,15})$/.exec(question)?.[1];
  if (input !== undefined) {
    if (state === null) return;
    if (!(SPLITS as readonly string[]).includes(text))
      throw new Refused('INVALID', `An input is ${SPLITS.join(', ')}; not "${text.slice(0, 40)}".`);
    if (!catalog.store.reader.prepare('SELECT 1 FROM dataset WHERE id = ?').get(Number(input)))
      throw new Refused('NOT_FOUND', `There is no dataset ${input}.`);
    return;
  }
  const { resourcesDir } = catalog.options;
  const known = FORM_IDS.some((id) =>
    questionsOf(loadForm(resourcesDir, id)).some(({ key }) => key === question),
  );
  if (!known) throw new Refused('NOT_FOUND', `No form asks "${question.slice(0, 60)}".`);
  if (text.length > LONGEST)
    throw new Refused('INVALID', `The answer has ${text.length} characters; at most ${LONGEST} are kept.`);
  if (state === 'stated' && text === '')
    throw new Refused('INVALID', 'The answer is empty.', { field: 'text' });
}
