/** A comparison of two audits as a document. */
import type { Block, ReportDocument, WithheldKind } from '../../render/document.ts';
import { instantText, numeric, table } from '../../tables.ts';
import { share } from '../document.ts';
import { SECTION_NAMES } from '../sections.ts';
import type { ComparedSide, ComparisonContent, ExceptionChange } from './content.ts';
import { comparisonData } from './data.ts';

/** Items of one kind that appeared or went, in the document; the data hold more. */
const ITEMS_SHOWN = 50;

export function comparisonDocument(content: ComparisonContent): ReportDocument {
  const { recipe, earlier, later } = content;
  const factsOf = (term: string, { side, state }: ComparedSide) => [
    { term, value: `${side.name}: revision ${state.revision} of ${instantText(state.at)}` },
    {
      term: `${term}, ledger head`,
      value: [
        { text: `entry ${state.head.seq} ` },
        { text: state.head.hash ?? 'none', style: 'code' as const },
      ],
    },
  ];
  return {
    title: recipe.title,
    subtitle: 'What changed between two moments of the catalog',
    language: 'en',
    madeAt: content.at,
    ...(recipe.organisation.name === '' ? {} : { author: recipe.organisation.name }),
    facts: [
      ...factsOf('Earlier', earlier),
      ...factsOf('Later', later),
      { term: 'Made from', value: `Revision ${content.revision} of ${instantText(content.at)}` },
      { term: 'Made with', value: `Headwater ${recipe.toolVersion}` },
    ],
    blocks: [
      ...stateBlocks(content),
      ...exceptionBlocks(content),
      ...controlBlocks(content),
      ...betweenBlocks(content),
      {
        kind: 'paragraph',
        text: 'Both moments are read from the same catalog file, as it stood then. Which names are one dataset is as it was known when this was made. The same revision and the same input give the same file, byte for byte.',
      },
    ],
    data: comparisonData(content),
    dataName: 'audit-comparison.json',
  };
}

const signed = (difference: number): string =>
  difference > 0 ? `+${difference}` : difference < 0 ? `−${-difference}` : '0';

function stateBlocks({ populations, coverage, actors }: ComparisonContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'State of the catalog' },
    table(
      'What is in the catalog',
      [{ header: 'Population', width: 3 }, numeric('Earlier'), numeric('Later'), numeric('Difference')],
      populations.map((one) => [
        one.what,
        String(one.earlier),
        String(one.later),
        signed(one.later - one.earlier),
      ]),
    ),
    { kind: 'heading', level: 1, text: 'Coverage' },
    table(
      'How far data are looked after: n of m, shares rounded down',
      [
        { header: 'What', width: 4 },
        numeric('Earlier'),
        numeric('Share'),
        numeric('Later'),
        numeric('Share'),
      ],
      coverage.map(({ what, earlier, later }) => [
        what,
        earlier ? `${earlier.covered} of ${earlier.of}` : '–',
        earlier ? share(earlier.covered, earlier.of) : '–',
        later ? `${later.covered} of ${later.of}` : '–',
        later ? share(later.covered, later.of) : '–',
      ]),
    ),
    { kind: 'heading', level: 1, text: 'Actors' },
    table(
      'Ledger entries by actor: of the audited period of a report, of everything up to a day',
      [{ header: 'Actor', width: 4, names: 'person' }, numeric('Earlier'), numeric('Later')],
      actors.map((one) => [one.actor, String(one.earlier), String(one.later)]),
    ),
  ];
}

function exceptionBlocks({ exceptions }: ComparisonContent): Block[] {
  const number = (items: ExceptionChange['gone']) => (items === null ? 'not known' : String(items.length));
  return [
    { kind: 'heading', level: 1, text: 'Exceptions' },
    table(
      'What needs a person',
      [
        { header: 'Exception', width: 5 },
        numeric('Earlier'),
        numeric('Later'),
        numeric('New'),
        numeric('Gone'),
      ],
      exceptions.map((one) => [
        one.text,
        String(one.earlier),
        String(one.later),
        number(one.appeared),
        number(one.gone),
      ]),
      { rowHeaders: false, empty: 'None at either moment.' },
    ),
    ...exceptions.flatMap((one) => [
      ...items(`New: ${one.text}`, one.appeared),
      ...items(`Gone: ${one.text}`, one.gone),
    ]),
  ];
}

function items(heading: string, list: ExceptionChange['gone']): Block[] {
  if (list === null || list.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: heading },
    table(
      'Which',
      [{ header: 'What', names: 'note' }],
      list.map(({ text }) => [text]),
      { rowHeaders: false, limit: ITEMS_SHOWN },
    ),
  ];
}

function controlBlocks({ frameworks }: ComparisonContent): Block[] {
  if (frameworks.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: 'Controls whose evidence changed' },
    ...frameworks.flatMap(({ name, edition, total, changed }): Block[] => [
      { kind: 'heading', level: 2, text: name },
      {
        kind: 'paragraph',
        text: `${edition}. The evidence of ${changed.length} of ${total} controls of the mapping changed.`,
      },
      table(
        `Controls of ${name}`,
        [
          { header: 'Control', width: 1.4 },
          { header: 'In short', width: 2.4 },
          { header: 'Evidence', width: 2 },
          { header: 'Earlier', width: 3 },
          { header: 'Later', width: 3 },
        ],
        changed.flatMap(({ id, title, evidence }) =>
          evidence.map((one) => [id, title, SECTION_NAMES[one.section], one.earlier, one.later]),
        ),
        { empty: 'None.' },
      ),
    ]),
  ];
}

function betweenBlocks({ between }: ComparisonContent): Block[] {
  const counts = (
    caption: string,
    header: string,
    rows: typeof between.changes.byActor,
    names: WithheldKind | null = null,
  ) =>
    table(
      caption,
      [{ header, width: 4, names }, numeric('Entries')],
      rows.map((one) => [one.key, String(one.count)]),
    );
  return [
    { kind: 'heading', level: 1, text: 'Between the two' },
    {
      kind: 'paragraph',
      text: `${between.changes.rows.length} ledger entries, ${between.decisions.length} of them decisions and ${between.disclosures.length} disclosures.`,
    },
    counts('By actor', 'Actor', between.changes.byActor, 'person'),
    counts('By action', 'Action', between.changes.byAction),
    table(
      'Imports',
      [
        numeric('Revision'),
        'Time',
        { header: 'By', names: 'person' },
        { header: 'What', width: 3, names: 'note' },
        numeric('Files'),
        numeric('Refused'),
      ],
      between.imports.map((one) => [
        String(one.revision),
        instantText(one.at),
        one.actor,
        one.label,
        String(one.files.length),
        String(one.rejected),
      ]),
    ),
    counts('Decisions by kind', 'Decision', between.decisionsByKind),
    counts('Disclosures by kind', 'Kind', between.disclosuresByAction),
  ];
}
