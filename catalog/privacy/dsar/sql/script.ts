/** All search tasks as one commented SQL file, to be split and mailed: it holds no identifier value. */
import type { DsarContent } from '../content.ts';
import { listed } from '../../../reports/tables.ts';
import { categoryWords } from '../named.ts';
import { wayIn, type SearchTask, type StoreTask } from '../search-tasks.ts';
import { commentText } from './statements.ts';

const RULE = `-- ${'-'.repeat(90)}`;

export function searchScript(content: DsarContent): string {
  const { request } = content;
  const lines = [
    comment(`Search tasks for case ${request.reference}`),
    comment(
      `Made from catalog revision ${content.revision}, ${content.at}. Text only: nothing here was run.`,
    ),
    comment(
      'Values are bound parameters; they are in a separate parameter file. Do not paste them into this text.',
    ),
    comment(
      'Run the count first. Return row counts and results to the case owner, with date, time and who ran it.',
    ),
    ...(content.tasks.length === 0
      ? [
          '',
          comment(
            'No dataset is known to be in scope, so there is no statement. Ask the owners of the systems.',
          ),
        ]
      : []),
    ...content.tasks.flatMap((task) => taskLines(content, task)),
  ];
  return `${lines.join('\n')}\n`;
}

function taskLines(content: DsarContent, task: SearchTask): string[] {
  return [
    '',
    RULE,
    comment(`Case ${content.request.reference}, task ${task.id}: ${task.system}`),
    comment(`Owner: ${listed(task.owners, 6) || 'none named'}`),
    comment(
      task.dialect
        ? `Written for ${task.dialect.name}. ${task.dialect.binding}`
        : 'No SQL system: written instructions only.',
    ),
    ...(content.clock.deadline.due === null
      ? []
      : [comment(`The answer to the person is due on ${content.clock.deadline.due}.`)]),
    RULE,
    ...task.stores.flatMap((store, index) => storeLines(content, task, store, `${task.id}.${index + 1}`)),
  ];
}

function storeLines(content: DsarContent, task: SearchTask, store: StoreTask, id: string): string[] {
  const { scoped, statements } = store;
  const way = wayIn(store);
  const head = [
    '',
    comment(`${id}  case ${content.request.reference}  ${scoped.dataset.kind} ${scoped.dataset.name}`),
    ...scoped.columns.map((column) =>
      comment(
        `  column ${column.path.join('.')}: ${categoryWords(column.categories)}${column.basis === 'lineage' ? ' (by column lineage)' : ''}`,
      ),
    ),
    ...(way === null ? [] : [comment(`  ${way}`)]),
    ...store.instructions.map((line) => comment(`  ${line}`)),
    ...(store.review.length > 0
      ? [comment(`  May hold text about other people, review before disclosure: ${store.review.join(', ')}`)]
      : []),
    ...(store.unassessed.length > 0
      ? [
          comment(
            `  Not assessed and not selected here; decide whether they belong to the answer: ${listed(store.unassessed, 30)}`,
          ),
        ]
      : []),
  ];
  if (!statements) return head;
  const order =
    task.dialect?.parameter('email') === '?'
      ? [comment(`  Parameters in order: ${statements.parameters.join(', ')}`)]
      : [];
  return [
    ...head,
    ...order,
    comment('  1. How many rows'),
    statements.count,
    comment('  2. The rows, named columns only'),
    statements.rows,
  ];
}

function comment(text: string): string {
  return `-- ${commentText(text)}`.trimEnd();
}
