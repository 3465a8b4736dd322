/** What people say to one another about a dataset or column: comments, answers, what is settled. */
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../browse/in-force.ts';
import type { Catalog } from '../catalog.ts';
import { Sql } from '../store/writer/sql.ts';
import { datasetOf, groupOf, makeChange, type Change, type MutationResult, type Target } from './change.ts';
import { closeRow, openRow } from './period-rows.ts';
import { Refused } from './refused.ts';

export interface CommentRow {
  readonly number: number;
  readonly on: Target['on'];
  readonly id: number;
  /** Path of the column, dotted. */
  readonly column: string | null;
  /** Markdown. */
  readonly text: string;
  readonly actor: string;
  readonly at: string;
  readonly answerTo: number | null;
  readonly resolvedBy: string | null;
}

const LONGEST = 20_000;

/** Of a column, or of a dataset with its columns; oldest first. Null for a target that is not there. */
export function commentsOn(db: Database, target: Target, revision?: number): CommentRow[] | null {
  const sql = new Sql(db);
  if (datasetOf(sql, target) === undefined) return null;
  const ids = JSON.stringify(groupOf(sql, target));
  const inside = '(SELECT value FROM json_each(@ids))';
  const where =
    target.on === 'column'
      ? `x.target_type = 'column' AND x.target_id IN ${inside}`
      : `((x.target_type = 'dataset' AND x.target_id IN ${inside}) OR (x.target_type = 'column' AND c.dataset_id IN ${inside}))`;
  const at = revision === undefined ? 'x.until_revision IS NULL' : holdsAt('x');
  return db
    .prepare<[object], CommentRow>(
      `SELECT x.number, x.target_type AS "on", x.target_id AS id, replace(c.path, char(31), '.') AS "column", x.text, x.actor, x.at,
              x.answer_to AS answerTo, x.resolved_by AS resolvedBy
       FROM comment x LEFT JOIN "column" c ON x.target_type = 'column' AND c.id = x.target_id
       WHERE ${where} AND ${at} ORDER BY x.number`,
    )
    .all({ ids, ...(revision === undefined ? {} : { revision }) });
}

/** @throws Refused for an empty text, a target or an answered comment that is not there */
export async function addComment(
  catalog: Catalog,
  actor: string,
  request: { readonly target: Target; readonly text: string; readonly answerTo?: number | undefined },
): Promise<MutationResult & { readonly number: number | null }> {
  const text = checkedText(request.text);
  let number: number | null = null;
  const result = await change(
    catalog,
    actor,
    `Commented on a ${request.target.on}`,
    () => ({ number }),
    (step) => {
      if (datasetOf(step.sql, request.target) === undefined)
        throw new Refused('NOT_FOUND', `There is no ${request.target.on} ${request.target.id}.`);
      const answered = request.answerTo === undefined ? undefined : current(step, request.answerTo);
      if (answered && !concerns(step, answered, request.target))
        throw new Refused('INVALID', `Comment ${request.answerTo} is about something else.`);
      number = step.sql.get<{ n: number }>('SELECT COALESCE(MAX(number), 0) + 1 AS n FROM comment')!.n;
      openRow(step, 'comment', {
        number,
        target_type: request.target.on,
        target_id: request.target.id,
        text,
        actor,
        at: new Date().toISOString(),
        answer_to: request.answerTo ?? null,
        resolved_by: null,
      });
      return 1;
    },
  );
  return { ...result, number };
}

/** Settles a comment, or opens it again. @throws Refused */
export async function resolveComment(
  catalog: Catalog,
  actor: string,
  number: number,
  resolved: boolean,
): Promise<MutationResult> {
  const label = resolved ? `Settled comment ${number}` : `Opened comment ${number} again`;
  return change(
    catalog,
    actor,
    label,
    () => ({ number, resolved }),
    (step) => {
      const row = current(step, number);
      if ((row.resolved_by !== null) === resolved) return 0;
      replace(step, row, { ...row, resolved_by: resolved ? actor : null });
      return 1;
    },
  );
}

/** Changes the words of a comment, or with none takes it away. @throws Refused also for one that another person wrote */
export async function editComment(
  catalog: Catalog,
  actor: string,
  number: number,
  text: string | null,
): Promise<MutationResult> {
  const wanted = text === null ? null : checkedText(text);
  const label = wanted === null ? `Withdrew comment ${number}` : `Changed comment ${number}`;
  return change(
    catalog,
    actor,
    label,
    () => ({ number }),
    (step) => {
      const row = current(step, number);
      if (row.actor !== actor)
        throw new Refused('CONFLICT', `Comment ${number} was written by ${row.actor}.`);
      if (wanted === row.text) return 0;
      if (wanted !== null) replace(step, row, { ...row, text: wanted });
      else if (step.sql.get('SELECT 1 FROM comment WHERE answer_to = ? AND until_revision IS NULL', number))
        throw new Refused('CONFLICT', `Comment ${number} has answers.`);
      else closeRow(step, 'comment', row.id);
      return 1;
    },
  );
}

interface Stored {
  readonly id: number;
  readonly number: number;
  readonly target_type: Target['on'];
  readonly target_id: number;
  readonly text: string;
  readonly actor: string;
  readonly at: string;
  readonly answer_to: number | null;
  readonly resolved_by: string | null;
}

function current({ sql }: Change, number: number): Stored {
  const row = sql.get<Stored>(
    `SELECT id, number, target_type, target_id, text, actor, at, answer_to, resolved_by
     FROM comment WHERE number = ? AND until_revision IS NULL`,
    number,
  );
  if (!row) throw new Refused('NOT_FOUND', `There is no comment ${number}.`);
  return row;
}

/** Answers stay with what they are about: the same dataset, whichever column. */
function concerns(step: Change, row: Stored, target: Target): boolean {
  const head = (of: Target) => {
    const dataset = datasetOf(step.sql, of);
    return dataset === undefined
      ? undefined
      : step.sql.get<{ id: number }>('SELECT canonical_id AS id FROM dataset WHERE id = ?', dataset)?.id;
  };
  return head({ on: row.target_type, id: row.target_id }) === head(target);
}

function replace(step: Change, row: Stored, values: Stored): void {
  closeRow(step, 'comment', row.id);
  openRow(step, 'comment', { ...values });
}

function checkedText(text: string): string {
  const plain = text.trim();
  if (plain === '') throw new Refused('INVALID', 'A comment needs words.');
  if (plain.length > LONGEST) throw new Refused('INVALID', `A comment has at most ${LONGEST} characters.`);
  return plain;
}

function change(
  catalog: Catalog,
  actor: string,
  label: string,
  payload: () => Readonly<Record<string, number | boolean | null>>,
  work: (step: Change) => number,
): Promise<MutationResult> {
  const deed = {
    actor,
    action: 'comment.edit',
    objectType: 'comment',
    areas: ['comments'],
    label: () => label,
  } as const;
  return makeChange(catalog, { ...deed, payload }, work);
}
