/** The parts of a DSAR report that are work to be done: search, erasure and notice, portability. */
import type { Block } from '../../reports/render/document.ts';
import { kindOf, listed, listedNames, numeric, table } from '../../reports/tables.ts';
import type { DsarContent } from './content.ts';
import { keyWords } from './identity.ts';
import { categoryWords } from './named.ts';
import { provisionsOf } from './provisions.ts';
import { counted } from '../../counted.ts';
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
          ? 'No dataset is known to be in scope, so no search could be prepared. That is no proof that nothing is held: ask the owners of the systems listed at the end.'
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
              { header: 'System', width: 3, names: 'system' },
              { header: 'Owner', width: 2, names: 'person' },
              numeric('Datasets'),
              { header: 'How', width: 1.5 },
            ],
            tasks.map((task) => [
              task.id,
              task.system,
              listedNames('person', task.owners, 4, 'none named'),
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
        { header: 'Check for data of others', width: 1.4 },
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

const BASIS = { tag: '', lineage: ', by lineage', label: ', by label' } as const;

/** One line for each category: `email, backup_email: user.contact.email`. */
function columnWords({ scoped, unassessed }: StoreTask): string {
  const lines = Map.groupBy(
    scoped.columns,
    ({ categories, basis }) => `${categoryWords(categories)}${BASIS[basis]}`,
  );
  const known = [...lines].map(
    ([what, columns]) => `${listed(columns.map((column) => column.path.join('.')))}: ${what}`,
  );
  const rest = unassessed.length > 0 ? [`${counted(unassessed.length, 'column')} not assessed`] : [];
  const shown = known.length > 12 ? [...known.slice(0, 12), `${known.length - 12} more categories`] : known;
  return [...shown, ...rest].join('\n') || 'No columns known';
}

function identityWords(store: StoreTask): string {
  if (store.identity.length > 0) return store.identity.map(keyWords).join('\n');
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
  const words = asked.map((right) => article[right]);
  return [
    { kind: 'heading', level: 1, text: `Stores for ${listed(words)}` },
    {
      kind: 'paragraph',
      text: `The same ${counted(erasure.length, 'store')} as are searched for access, from the end of the lineage (first row) to its beginning: each copy comes before the store that it is made from. Until the beginning is done, a load can bring the data back, so suspend loads or check the first rows again at the end. Views and dashboards change with their sources. Backups, legal holds and exceptions are not known to the catalog.`,
    },
    table(
      'Stores, end of the lineage first',
      [
        { ...numeric('Step'), width: 0.7 },
        { header: 'Dataset', width: 2.2 },
        { header: 'System', width: 2.4, names: 'system' },
        'Kind',
        { header: 'Owner', width: 1.8, names: 'person' },
      ],
      erasure.map(({ scoped: { dataset } }, index) => [
        String(index + 1),
        dataset.name,
        dataset.namespace,
        kindOf(dataset),
        listedNames(
          'person',
          dataset.owners.map((owner) => owner.name),
          3,
          'none named',
        ),
      ]),
    ),
    { kind: 'heading', level: 2, text: `To be told — ${provisionsOf(clock.law.id).notification}` },
    {
      kind: 'paragraph',
      text: 'Recipients are told of the change unless that proves impossible or takes disproportionate effort. Ask the owners of these places who received data of the person.',
    },
    table(
      'Places that data flow on to',
      [
        { header: 'Name', width: 2.2 },
        'Kind',
        { header: 'Recipient, where a label names one', width: 1.5 },
        { header: 'Owner', width: 1.8, names: 'person' },
      ],
      around.recipients.map(({ dataset, stated }) => [
        dataset.name,
        kindOf(dataset),
        stated.join(', ') || '–',
        listedNames(
          'person',
          dataset.owners.map((owner) => owner.name),
          3,
          'none named',
        ),
      ]),
      { empty: 'Lineage shows none.' },
    ),
  ];
}

export function portabilityBlocks({ request, origins, clock }: DsarContent): Block[] {
  if (!request.rights.includes('portability')) return [];
  const { portableIf } = provisionsOf(clock.law.id);
  const groups = Map.groupBy(origins, ({ origin }) =>
    origin === 'provided' || origin === 'observed' ? 'covered' : origin === 'unknown' ? 'open' : 'left out',
  );
  const words = ({ origin, basis, check }: DsarContent['origins'][number]) =>
    `${origin} (${basis}${check === null ? '' : `; check: ${check}`})`;
  const rows = (group: 'covered' | 'open' | 'left out', caption: string) => {
    const alike = Map.groupBy(groups.get(group) ?? [], (one) =>
      [one.scoped.index, categoryWords(one.categories), words(one)].join('\u0000'),
    );
    return table(
      caption,
      [
        { header: 'Dataset', width: 2 },
        { header: 'Columns', width: 2 },
        { header: 'Category', width: 1.7 },
        { header: 'Origin and its basis', width: 2 },
      ],
      [...alike.values()].map((all) => [
        all[0]!.scoped.dataset.name,
        listed(
          all.map((one) => one.column),
          30,
        ),
        categoryWords(all[0]!.categories),
        words(all[0]!),
      ]),
    );
  };
  return [
    { kind: 'heading', level: 1, text: 'Data to hand over for portability' },
    {
      kind: 'paragraph',
      text: `Data that the person provided, or that were observed through the use of a service; what the organisation derived or inferred, or has from others, is not covered.${portableIf === null ? '' : ` ${portableIf}`}`,
    },
    rows('covered', 'Provided or observed'),
    rows('open', 'To be decided: origin not known'),
    rows('left out', 'Not covered: derived, inferred or obtained from others'),
  ];
}
