/** The parts of a DSAR report that are work to be done: search, erasure and notice, portability. */
import type { Block } from '../../reports/render/document.ts';
import { listed, table } from '../../reports/tables.ts';
import type { DsarContent } from './content.ts';
import { provisionsOf } from './provisions.ts';
import { count } from './scope.ts';
import type { SearchTask, StoreTask } from './search-tasks.ts';

/** Systems whose datasets are listed one by one. */
const TASKS_SHOWN = 60;
/** Datasets listed in all tasks together, shared evenly, and the least that each task shows. */
const STORES_SHOWN = 600;
const LEAST_SHOWN = 10;

export function taskBlocks(content: DsarContent, fileStem: string): Block[] {
  const { tasks, clock } = content;
  const provisions = provisionsOf(clock.law.id);
  return [
    { kind: 'heading', level: 1, text: `Search tasks — ${provisions.copy}` },
    {
      kind: 'paragraph',
      text:
        tasks.length === 0
          ? 'No dataset is in scope, so there is nothing to search.'
          : [
              { text: 'One task per system. The statements are in ' },
              { text: `${fileStem}-search-tasks.sql`, style: 'code' },
              {
                text: `; identifier values are handed out apart from it. Close each task with what was found, who searched and when${provisions.others === null ? '' : `; where columns can hold text about other people (${provisions.others}), review before disclosure`}.`,
              },
            ],
    },
    ...(tasks.length === 0
      ? []
      : [
          table(
            'Systems to search',
            [
              'Task',
              { header: 'System', width: 3 },
              { header: 'Owner', width: 2 },
              'Datasets',
              { header: 'How', width: 1.5 },
            ],
            tasks.map((task) => [
              task.id,
              task.system,
              listed(task.owners, 4) || 'none named',
              String(task.stores.length),
              task.dialect?.name ?? 'written instructions',
            ]),
          ),
        ]),
    ...tasks
      .slice(0, TASKS_SHOWN)
      .flatMap((task) =>
        taskDetail(
          task,
          Math.max(LEAST_SHOWN, Math.floor(STORES_SHOWN / Math.min(tasks.length, TASKS_SHOWN))),
        ),
      ),
    ...(tasks.length > TASKS_SHOWN
      ? [
          {
            kind: 'callout' as const,
            tone: 'info' as const,
            text: `Details of the first ${TASKS_SHOWN} of ${tasks.length} tasks are shown; all are in the data and in the SQL file.`,
          },
        ]
      : []),
  ];
}

function taskDetail(task: SearchTask, limit: number): Block[] {
  const named = task.stores.flatMap((store) =>
    store.instructions.map((line) => ({ line, name: store.scoped.dataset.name })),
  );
  const notes = [...Map.groupBy(named, (one) => one.line)].map(
    ([line, all]) =>
      `${listed(
        all.map((one) => one.name),
        20,
      )}: ${line}`,
  );
  return [
    { kind: 'heading', level: 2, text: `${task.id}: ${task.system}` },
    table(
      `Datasets of task ${task.id}`,
      [
        { header: 'Dataset', width: 2 },
        { header: 'Columns and categories', width: 3 },
        { header: 'Find the person by', width: 2 },
        { header: 'Review first', width: 1.5 },
      ],
      task.stores.map((store) => [
        store.scoped.dataset.name,
        columnWords(store),
        identityWords(store),
        listed(store.review, 6) || '–',
      ]),
      { limit },
    ),
    ...(notes.length === 0 ? [] : [{ kind: 'list' as const, items: notes.slice(0, limit) }]),
  ];
}

function columnWords(store: StoreTask): string {
  const known = store.scoped.columns.map(
    (column) =>
      `${column.path.join('.')}: ${column.categories.join(', ')}${column.basis === 'lineage' ? ' (by lineage)' : ''}`,
  );
  const rest = store.uncategorised > 0 ? [`${count(store.uncategorised, 'column')} without a category`] : [];
  const shown = known.length > 12 ? [...known.slice(0, 12), `${known.length - 12} more`] : known;
  return [...shown, ...rest].join('\n') || 'No columns known';
}

function identityWords(store: StoreTask): string {
  if (store.identity.length > 0)
    return store.identity
      .map((key) => `${key.columns.join(' + ')} (${key.kind.replaceAll('_', ' ')})`)
      .join('\n');
  if (store.join)
    return `Join, to be checked: ${store.join.column} = ${store.join.otherColumn} of ${store.join.dataset.name} (${store.join.basis})`;
  return store.gap === null ? 'At its sources' : 'Not known: ask the owner';
}

export function erasureBlocks(content: DsarContent): Block[] {
  const { request, erasure, around, clock } = content;
  const asked = request.rights.filter(
    (right) => right === 'erasure' || right === 'rectification' || right === 'restriction',
  );
  if (asked.length === 0) return [];
  const article = { erasure: 'erasure', rectification: 'correction', restriction: 'restriction' } as const;
  const words = asked.map((right) => article[right as keyof typeof article]);
  return [
    { kind: 'heading', level: 1, text: `Stores for ${listed(words)}` },
    {
      kind: 'paragraph',
      text: `The same ${count(erasure.length, 'store')} as are searched for access. For erasure, work from the end of the lineage (first row) to its beginning, so that nothing is filled again from a copy; a load that runs in between can bring data back. Views and dashboards change with their sources. Backups, legal holds and exceptions are not known to the catalog.`,
    },
    table(
      'Stores, end of the lineage first',
      [
        'Step',
        { header: 'Dataset', width: 2 },
        { header: 'System', width: 2 },
        'Kind',
        { header: 'Owner', width: 1.5 },
      ],
      erasure.map(({ scoped: { dataset } }, index) => [
        String(index + 1),
        dataset.name,
        dataset.namespace,
        dataset.kind,
        listed(
          dataset.owners.map((owner) => owner.name),
          3,
        ) || 'none named',
      ]),
    ),
    { kind: 'heading', level: 2, text: `To be told — ${provisionsOf(clock.law.id).notification}` },
    table(
      'Places that received the data',
      [{ header: 'Name', width: 2 }, 'Kind', { header: 'System', width: 2 }, { header: 'Owner', width: 1.5 }],
      around.recipients.map(({ dataset }) => [
        dataset.name,
        dataset.kind,
        dataset.namespace,
        listed(
          dataset.owners.map((owner) => owner.name),
          3,
        ) || 'none named',
      ]),
      { empty: 'Lineage shows none.' },
    ),
  ];
}

export function portabilityBlocks({ request, origins }: DsarContent): Block[] {
  if (!request.rights.includes('portability')) return [];
  const portable = origins.filter((one) => one.origin === 'provided' || one.origin === 'observed');
  const words = (one: (typeof origins)[number]) =>
    `${one.origin} (${one.basis}${one.check ? '; check: the table is fed by others' : ''})`;
  const rows = (list: typeof origins) =>
    list.map((one) => [one.scoped.dataset.name, one.column, one.categories.join(', '), words(one)]);
  const columns = [
    { header: 'Dataset', width: 2 },
    'Column',
    { header: 'Category', width: 2 },
    { header: 'Origin and its basis', width: 2 },
  ];
  return [
    { kind: 'heading', level: 1, text: 'Data to hand over for portability' },
    {
      kind: 'paragraph',
      text: 'Data that the person provided, or that were observed through the use of a service; derived and inferred data are not covered. Portability applies only where processing is automated and rests on consent or a contract: add that from your register.',
    },
    table('Provided or observed', columns, rows(portable)),
    table('Left out', columns, rows(origins.filter((one) => !portable.includes(one)))),
  ];
}
