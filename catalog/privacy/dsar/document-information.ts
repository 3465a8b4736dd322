/** The part of a DSAR report that answers Art. 15(1)(a)–(h) and 15(2), or what stands for them in other laws. */
import type { Block, Inline } from '../../reports/render/document.ts';
import { kindName, kindOf, listed, numeric, sourceName, table } from '../../reports/tables.ts';
import type { DsarContent } from './content.ts';
import { ROOT } from './named.ts';
import type { ProcessingStatement } from './processing.ts';
import { provisionsOf } from './provisions.ts';
import { pathText, type Reached } from './reach.ts';
import { counted } from '../../counted.ts';

export function informationBlocks(content: DsarContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Information on the processing' },
    ...confirmation(content),
    ...purposes(content),
    ...categories(content),
    ...recipients(content),
    ...retention(content),
    ...rights(content),
    ...sources(content),
    ...automated(content),
    ...transfers(content),
  ];
}

function heading(text: string, provision: string): Block {
  return { kind: 'heading', level: 2, text: `${text} — ${provision}` };
}

function confirmation({ scope, tasks, clock }: DsarContent): Block[] {
  return [
    heading('Whether data are processed', provisionsOf(clock.law.id).confirmation),
    {
      kind: 'paragraph',
      text:
        scope.within.length === 0
          ? 'No dataset is known to hold personal data of this kind of person. That is no proof that none are held: ask the owners before you answer so.'
          : `${counted(scope.within.length, 'dataset')} in ${counted(tasks.length, 'system')} can hold data about this kind of person: each is marked as personal data or as being about such persons, and not as being about others. The search tasks show whether they hold data about this person.`,
    },
  ];
}

function purposes({ clock, scope, processing }: DsarContent): Block[] {
  const known = new Set(processing.filter(({ purpose }) => purpose).map(({ scoped }) => scoped.index)).size;
  const missing = scope.within.length - known;
  return [
    heading('Purposes', provisionsOf(clock.law.id).purposes),
    ...(scope.within.length === 0 ? [{ kind: 'paragraph' as const, text: 'No dataset is in scope.' }] : []),
    ...(processing.every(({ purpose, legalBasis }) => purpose === null && legalBasis === null)
      ? []
      : [
          table(
            'Stated purposes and legal bases',
            [
              { header: 'Dataset', width: 2 },
              { header: 'Column', width: 1 },
              { header: 'Purpose', width: 2 },
              { header: 'Legal basis', width: 2 },
            ],
            processing
              .filter(({ purpose, legalBasis }) => purpose !== null || legalBasis !== null)
              .map(({ scoped, column, purpose, legalBasis }) => [
                scoped.dataset.name,
                column ?? 'all',
                purposeWords(purpose),
                legalBasis ?? '–',
              ]),
          ),
        ]),
    ...(missing > 0
      ? [
          {
            kind: 'callout' as const,
            tone: 'gap' as const,
            text: `No purpose is stated for ${missing} of ${counted(scope.within.length, 'dataset')} in scope. Add it from your record of processing activities.`,
          },
        ]
      : []),
  ];
}

function purposeWords(purpose: ProcessingStatement['purpose']): Inline {
  if (purpose === null) return 'not stated';
  if (purpose.description === null) return purpose.name;
  return [{ text: `${purpose.name}: ` }, { text: purpose.description, names: 'note' }];
}

function categories({ clock, categories: held, taxonomy }: DsarContent): Block[] {
  const provisions = provisionsOf(clock.law.id);
  const special = held.filter((one) => one.key !== ROOT && specialWords(one, clock.law.id) !== '–');
  return [
    heading('Categories of personal data', provisions.categories),
    table(
      'Categories held',
      [
        { header: 'In plain words', width: 2 },
        { header: 'Category', width: 2 },
        numeric('Datasets'),
        numeric('Columns'),
        'Specially protected',
      ],
      held.map((one) => [
        one.name,
        one.key === ROOT ? '–' : [{ text: one.key, style: 'code' }],
        String(one.datasets),
        String(one.columns),
        one.key === ROOT ? 'not known' : specialWords(one, clock.law.id),
      ]),
      { empty: 'No category is known in the datasets in scope.' },
    ),
    ...(special.length > 0
      ? [
          {
            kind: 'callout' as const,
            tone: 'warning' as const,
            text: `Specially protected data (${provisions.special}): ${listed(special.map((one) => one.name))}.`,
          },
        ]
      : []),
    {
      kind: 'paragraph',
      text: `Categories are terms of Fideslang${taxonomy.release === '' ? '' : `, ${taxonomy.release}`}, as sources and stewards stated them or as column lineage carries them on. “Category not stated”: a label or tag says that the data are personal, and nobody has said of what kind.`,
    },
  ];
}

/** By the law of the request: others' special categories would only mislead. */
function specialWords(one: DsarContent['categories'][number], lawId: string): string {
  if (lawId === 'us-ca-ccpa') return one.sensitiveInformation ? 'sensitive' : '–';
  if (lawId === 'br-lgpd') return one.art9 ? 'sensitive' : '–';
  return [...(one.art9 ? ['Art. 9'] : []), ...(one.art10 ? ['Art. 10'] : [])].join(', ') || '–';
}

function recipients({ clock, around }: DsarContent): Block[] {
  const byKind = Map.groupBy(around.recipients, (one) => one.dataset.kind);
  const summary = [...byKind].map(([kind, all]) => counted(all.length, kindName(kind))).sort();
  return [
    heading('Recipients', provisionsOf(clock.law.id).recipients),
    {
      kind: 'paragraph',
      text:
        around.recipients.length === 0
          ? 'Lineage shows no place to which data in scope flow on.'
          : `Data in scope flow on to ${counted(around.recipients.length, 'place')}: ${summary.join(', ')}. A recipient is a person or body, not a table: it is named where a label of the place names it. Steps count flows from the nearest dataset in scope.`,
    },
    ...(around.recipients.length === 0
      ? []
      : [reachedTable('Places that data flow on to', around.recipients, true)]),
    {
      kind: 'callout',
      tone: 'gap',
      text: 'The catalog does not know to whom data were disclosed beyond what labels say. Name the actual recipients; give categories of recipients only where the law lets that suffice or naming is impossible.',
    },
  ];
}

function reachedTable(caption: string, rows: readonly Reached[], recipients = false): Block {
  return table(
    caption,
    [
      { header: 'Name', width: 2 },
      { header: 'Kind', width: 0.9 },
      { header: 'System', width: 2, names: 'system' },
      ...(recipients ? [{ header: 'Recipient', width: 1.1 }] : []),
      { ...numeric('Steps'), width: 0.6 },
      { header: 'Shortest path', width: 2.6 },
    ],
    rows.map(({ dataset, hops, path, stated }) => [
      dataset.name,
      kindOf(dataset),
      dataset.namespace,
      ...(recipients ? [stated.join(', ') || '–'] : []),
      String(hops),
      pathText(path),
    ]),
  );
}

function retention({ clock, retention: known, scope }: DsarContent): Block[] {
  const stated = new Set(known.map((one) => one.scoped.index)).size;
  return [
    heading('How long data are kept', provisionsOf(clock.law.id).retention),
    ...(scope.within.length === 0 ? [{ kind: 'paragraph' as const, text: 'No dataset is in scope.' }] : []),
    ...(known.length === 0
      ? []
      : [
          table(
            'Stated retention',
            [{ header: 'Dataset', width: 2 }, 'Key', { header: 'As stated', width: 2 }],
            known.map((one) => [one.scoped.dataset.name, one.key, one.text]),
          ),
        ]),
    ...(stated < scope.within.length
      ? [
          {
            kind: 'callout' as const,
            tone: 'gap' as const,
            text: `No retention period is stated for ${scope.within.length - stated} of ${counted(scope.within.length, 'dataset')} in scope. Give the period, or the criteria by which it is set.`,
          },
        ]
      : []),
  ];
}

function rights({ clock }: DsarContent): Block[] {
  const provisions = provisionsOf(clock.law.id);
  return [
    heading('Rights of the person', provisions.rights),
    table(
      'Rights',
      ['Right', { header: 'Provision', width: 1.2 }, { header: 'In plain words', width: 3 }],
      clock.law.rights.map((right) => [right.name, right.article, right.text]),
    ),
    heading('Supervisory authority', provisions.authority),
    {
      kind: 'paragraph',
      text: clock.authority
        ? `A complaint can be lodged with ${clock.authority.name}, ${clock.authority.url}.${clock.authority.note === undefined ? '' : ` ${clock.authority.note}`}`
        : 'The authority for this place is not in the bundled list: add it by hand.',
    },
  ];
}

function sources({ clock, around, origins }: DsarContent): Block[] {
  const n = (origin: string) => origins.filter((one) => one.origin === origin).length;
  return [
    heading('Where the data come from', provisionsOf(clock.law.id).sources),
    table(
      'Where the lineage of the datasets in scope begins',
      [
        { header: 'Source', width: 2 },
        { header: 'System', width: 2, names: 'system' },
        'Kind',
        'Known from',
        { ...numeric('Steps'), width: 0.7 },
      ],
      around.sources.map(({ dataset, hops }) => [
        dataset.name,
        dataset.namespace,
        kindOf(dataset),
        dataset.importers.map(sourceName).join(', ') ||
          (dataset.described ? 'no longer described' : 'mentioned only'),
        String(hops),
      ]),
      { empty: 'No source is known.' },
    ),
    {
      kind: 'paragraph',
      text: `Of ${counted(origins.length, 'column')} in scope: ${n('provided')} provided by the person, ${n('observed')} observed, ${n('obtained')} obtained from others, ${n('derived')} derived, ${n('unknown')} of unknown origin. “Derived” follows from column lineage; the other origins are what is usual for the category, not what is known of these data.`,
    },
    ...(around.sources.some((one) => !one.dataset.described)
      ? [
          {
            kind: 'callout' as const,
            tone: 'gap' as const,
            text: 'Some sources are only mentioned by others: what lies before them is not known to the catalog.',
          },
        ]
      : []),
  ];
}

function automated({ clock, around }: DsarContent): Block[] {
  return [
    heading('Automated decisions', provisionsOf(clock.law.id).automated),
    ...(around.models.length === 0
      ? [
          {
            kind: 'paragraph' as const,
            text: 'Lineage shows no model or feature that data in scope reach. Whether decisions are automated by other means, the catalog does not know: ask the owners.',
          },
        ]
      : [
          reachedTable('Models and features that data in scope reach', around.models),
          {
            kind: 'callout' as const,
            tone: 'gap' as const,
            text: 'Whether a decision rests on them alone, by what logic, and with what significance for the person, the catalog does not know. Ask the owners.',
          },
        ]),
  ];
}

function transfers({ clock }: DsarContent): Block[] {
  const provision = provisionsOf(clock.law.id).transfers;
  if (provision === null) return [];
  return [
    heading('Transfers to other countries', provision),
    {
      kind: 'callout',
      tone: 'gap',
      text: 'The catalog does not know in which countries recipients are. State transfers and their safeguards from your register.',
    },
  ];
}
