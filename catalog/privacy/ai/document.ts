/** The document in words: every question with its answer, or listed as open. */
import type { Json } from '../../model/facts.ts';
import { schemaId } from '../../reports/data-schema.ts';
import type { Block, ReportDocument } from '../../reports/render/document.ts';
import { instantText, kindOf, numeric, table } from '../../reports/tables.ts';
import { named } from '../dsar/data.ts';
import type { AnsweredQuestion, DocumentContent, QuestionState } from './content.ts';

const STATE_WORDS: Readonly<Record<QuestionState, string>> = {
  stated: 'Stated',
  catalog: 'Answered by the catalog',
  'not-applicable': 'Does not apply',
  partly: 'Answered in part',
  open: 'Open',
};

/** Texts of SQL in the document, and the length of each; the data have all. */
const SQL_SHOWN = 40;
const SQL_LENGTH = 6000;

export function aiDocument(content: DocumentContent, stem: string): ReportDocument {
  const { form, subject, completeness, organisation } = content;
  const { dataset } = subject;
  const told = new Set<string>();
  return {
    title: `${form.title}: ${dataset.name}`,
    subtitle: form.source,
    language: 'en',
    madeAt: content.at,
    ...(organisation.name === '' ? {} : { author: organisation.name }),
    facts: [
      {
        term: 'About',
        value: `${dataset.name}, ${dataset.described ? kindOf(dataset) : 'of a kind that is not known'}`,
      },
      { term: 'System', value: dataset.namespace },
      {
        term: 'Answered',
        value: `${completeness.percent} %: ${completeness.total - completeness.counts.open - completeness.counts.partly} of ${completeness.total} questions, ${completeness.counts.partly} more in part`,
      },
      { term: 'Catalog', value: `Revision ${content.revision} of ${instantText(content.at)}` },
    ],
    blocks: [
      {
        kind: 'callout',
        tone: 'info',
        text: `${form.note} What the catalog says is shown with what it rests on; what people state with who and when; nothing else is filled in.`,
      },
      ...openBlocks(content),
      ...content.sections.flatMap(({ heading, provision, questions }): Block[] => [
        { kind: 'heading', level: 1, text: provision === null ? heading : `${heading} — ${provision}` },
        ...questions.flatMap((one) => questionBlocks(one, provision, told)),
      ]),
      ...annexBlocks(content),
      {
        kind: 'paragraph',
        text: `From catalog revision ${content.revision}, made at ${instantText(content.at)}, with Headwater ${content.toolVersion}. The same revision gives the same file, byte for byte.`,
      },
    ],
    data: documentData(content),
    dataName: `${stem}.json`,
  };
}

function openBlocks({ sections, completeness }: DocumentContent): Block[] {
  const open = sections.flatMap((section) =>
    section.questions
      .filter(({ state }) => state === 'open' || state === 'partly')
      .map((one) => ({ ...one, section: section.heading })),
  );
  // Model cards and datasheets have no provisions.
  const provisions = open.some(({ provision }) => provision !== null);
  return [
    { kind: 'heading', level: 1, text: 'Open questions' },
    table(
      `${open.length} of ${completeness.total} questions are open or answered in part`,
      [
        { header: 'Section', width: 2 },
        { header: 'Question', width: 4 },
        ...(provisions ? ['Provision'] : []),
        'State',
      ],
      open.map(({ section, question, provision, state }) => [
        section,
        question.ask,
        ...(provisions ? [provision ?? '–'] : []),
        STATE_WORDS[state],
      ]),
      { empty: 'None.' },
    ),
  ];
}

function questionBlocks(
  { question, provision, state, given, evidence }: AnsweredQuestion,
  ofSection: string | null,
  told: Set<string>,
): Block[] {
  const own = provision !== null && provision !== ofSection ? ` — ${provision}` : '';
  return [
    { kind: 'heading', level: 2, text: `${question.ask}${own}` },
    ...(given
      ? [
          {
            kind: 'paragraph' as const,
            text: given.state === 'not-applicable' ? `Does not apply. ${given.text}`.trim() : given.text,
          },
          {
            kind: 'paragraph' as const,
            text: [
              {
                text: `${given.actor}, ${instantText(given.at)}, revision ${given.revision}`,
                style: 'emphasis' as const,
              },
            ],
          },
        ]
      : []),
    ...evidenceBlocks(evidence.lines, told, given !== null || question.needs === 'person'),
    ...(evidence.gaps.length > 0 && state !== 'not-applicable'
      ? [{ kind: 'callout' as const, tone: 'gap' as const, text: `${evidence.gaps.join('. ')}.` }]
      : []),
    ...(state === 'open'
      ? [{ kind: 'callout' as const, tone: 'gap' as const, title: 'Open', text: 'Nobody has answered this.' }]
      : []),
  ];
}

const LINES = 60;

/** What the catalog says; lines that stand with an earlier question are counted, not printed again. */
function evidenceBlocks(lines: readonly string[], told: Set<string>, material: boolean): Block[] {
  if (lines.length === 0) return [];
  const fresh = lines.filter((line) => !told.has(line));
  for (const line of fresh) told.add(line);
  const notes = [
    ...(fresh.length > LINES ? [`Showing ${LINES} of ${fresh.length}; the data have all.`] : []),
    ...(fresh.length < lines.length
      ? [
          `${fresh.length === 0 ? 'All' : 'Another'} ${lines.length - fresh.length} of ${lines.length} statements stand above, with an earlier question.`,
        ]
      : []),
  ];
  return [
    { kind: 'paragraph', text: material ? 'The catalog has on this:' : 'From the catalog:' },
    ...(fresh.length > 0 ? [{ kind: 'list' as const, items: fresh.slice(0, LINES) }] : []),
    ...notes.map((text): Block => ({ kind: 'paragraph', text })),
  ];
}

function annexBlocks({ operations, transformations, sql }: DocumentContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Annex: preparation of the data' },
    table(
      'Jobs on the way, the nearest first',
      ['Job', 'Kind', { header: 'From', width: 2 }, { header: 'To', width: 2 }, numeric('Steps before')],
      operations.map((one) => [one.job, one.kind ?? '–', one.from, one.to, String(one.hops)]),
      { empty: 'No job is known.' },
    ),
    table(
      'Transformations of columns on the way',
      [{ header: 'Kind', width: 3 }, numeric('Column edges')],
      transformations.map(([kind, n]) => [kind, String(n)]),
      {
        empty: 'None is told by column lineage.',
      },
    ),
    ...(sql.length > 0
      ? [
          {
            kind: 'heading' as const,
            level: 2 as const,
            text: `SQL of jobs, ${Math.min(sql.length, SQL_SHOWN)} of ${sql.length}`,
          },
        ]
      : []),
    ...sql.slice(0, SQL_SHOWN).flatMap(([job, text]): Block[] => [
      { kind: 'paragraph', text: [{ text: job, style: 'strong' }] },
      { kind: 'code', language: 'SQL', text: text.slice(0, SQL_LENGTH).toWellFormed() },
      ...(text.length > SQL_LENGTH
        ? [
            {
              kind: 'paragraph' as const,
              text: `Showing ${SQL_LENGTH} of ${text.length} characters; the data have all.`,
            },
          ]
        : []),
    ]),
  ];
}

function documentData(content: DocumentContent): Json {
  const { form, subject, completeness } = content;
  return {
    $schema: schemaId(`headwater-${form.id}`, 1),
    format: `headwater-${form.id}`,
    version: 1,
    tool: { name: 'Headwater', version: content.toolVersion },
    catalog: { revision: content.revision, at: content.at },
    form: { id: form.id, version: form.version, title: form.title, source: form.source },
    organisation: { ...content.organisation },
    about: named(subject.dataset),
    completeness: {
      total: completeness.total,
      percent: completeness.percent,
      counts: { ...completeness.counts },
    },
    inputs: subject.inputs.map(({ dataset, split, basis }): Json => ({ ...named(dataset), split, basis })),
    origins: subject.roots.map((node) => named(subject.past.datasets[node]!)),
    sections: content.sections.map(({ heading, provision, questions }): Json => ({
      heading,
      provision,
      questions: questions.map((one): Json => ({
        key: one.question.key,
        ask: one.question.ask,
        provision: one.provision,
        state: one.state,
        given: one.given && { ...one.given },
        catalog: [...one.evidence.lines],
        gaps: [...one.evidence.gaps],
      })),
    })),
    operations: content.operations.map(({ job, kind, from, to, hops }): Json => ({
      job,
      kind,
      from,
      to,
      hops,
    })),
    transformations: content.transformations.map(([kind, n]): Json => ({ kind, columnEdges: n })),
    sql: content.sql.map(([job, text]): Json => ({ job, text })),
    figures: JSON.parse(JSON.stringify(subject.figures)) as Json,
  };
}
