/** The audit report as a document. */
import { counted } from '../../counted.ts';
import type { Block, ReportDocument, WithheldKind } from '../render/document.ts';
import { instantText, kindName, listedNames, numeric, sourceName, table } from '../tables.ts';
import type { AuditContent } from './content.ts';
import { auditData } from './data.ts';
import { activityBlocks } from './document-activity.ts';
import { controlBlocks } from './document-controls.ts';
import { exceptionBlocks, policyBlocks } from './document-exceptions.ts';
import { custodyWords, ledgerBlocks, verdictText } from './document-ledger.ts';
import { periodText } from './period.ts';
import type { AuditState } from './state.ts';
import { rankOf } from '../../model/sensitivity.ts';

export function auditDocument(content: AuditContent): ReportDocument {
  const { recipe, ledger, end, start } = content;
  const head = ({ seq, hash }: AuditState['head']) => [
    { text: `entry ${seq} ` },
    { text: hash ?? 'none', style: 'code' as const },
  ];
  return {
    title: recipe.title,
    subtitle: 'State of the catalog, its curation and its record of changes',
    language: 'en',
    madeAt: content.at,
    ...(recipe.organisation.name === '' ? {} : { author: recipe.organisation.name }),
    facts: [
      { term: 'Period', value: periodText(recipe) },
      {
        term: 'At its end',
        value: `Revision ${end.revision} of ${instantText(end.at)}`,
      },
      {
        term: 'At its beginning',
        value:
          start === null
            ? 'The catalog held nothing'
            : `Revision ${start.revision} of ${instantText(start.at)}`,
      },
      { term: 'Made from', value: `Revision ${content.revision} of ${instantText(content.at)}` },
      {
        term: 'Ledger',
        value: `${counted(ledger.entries, 'entry', 'entries')}, ${verdictText(ledger.verdict)}${recipe.custody ? `; ${custodyWords(recipe.custody)}` : ''}`,
      },
      { term: 'Head, end', value: head(end.head) },
      ...(start ? [{ term: 'Head, beginning', value: head(start.head) }] : []),
      { term: 'Head, report', value: head({ seq: ledger.headSeq, hash: ledger.head, at: null }) },
      { term: 'Made with', value: `Headwater ${recipe.toolVersion}` },
    ],
    blocks: [
      {
        kind: 'callout',
        tone: 'info',
        text: 'State, coverage, exceptions and rules are those at the end of the period, beside those at its beginning. Imports, changes, decisions and disclosures are those within it. The ledger is verified from its first entry whatever the period.',
      },
      ...stateBlocks(content),
      ...coverageBlocks(content),
      ...inventoryBlocks(content),
      ...activityBlocks(content.activity),
      ...exceptionBlocks(content),
      ...policyBlocks(content.end),
      ...controlBlocks(content),
      ...ledgerBlocks(content),
      ...methodBlocks(content),
    ],
    data: auditData(content),
    dataName: 'audit-report.json',
  };
}

function stateBlocks({ end, start }: AuditContent): Block[] {
  const { byKind, bySource, byNamespace, populations } = end;
  const before = new Map(start?.populations.map((one) => [one.what, one.count]));
  const counts = (
    caption: string,
    header: string,
    rows: AuditState['byKind'],
    words = (key: string) => key,
    names: WithheldKind | null = null,
  ) =>
    table(
      caption,
      [{ header, width: 4, names }, numeric('Datasets')],
      rows.map((row) => [words(row.key), String(row.count)]),
    );
  return [
    { kind: 'heading', level: 1, text: 'State of the catalog' },
    table(
      'What is in the catalog',
      [
        { header: 'Population', width: 1.3 },
        numeric('Beginning'),
        numeric('End'),
        { header: 'How it is counted', width: 4 },
      ],
      populations.map((one) => [one.what, String(before.get(one.what) ?? 0), String(one.count), one.how]),
    ),
    counts('Datasets by kind, at the end', 'Kind', byKind, kindName),
    counts('Datasets by source, at the end (a dataset can have several)', 'Source', bySource, sourceName),
    counts('Datasets by system, at the end', 'System', byNamespace, undefined, 'system'),
  ];
}

/** Of n of m, rounded down. */
export function share(covered: number, of: number): string {
  return of === 0 ? '–' : `${Math.floor((covered * 100) / of)} %`;
}

function coverageBlocks({ start, end }: AuditContent): Block[] {
  const before = new Map(start?.coverage.map((one) => [one.key, one]));
  return [
    { kind: 'heading', level: 1, text: 'Coverage' },
    table(
      'How far data are looked after: n of m at both ends, shares rounded down',
      [
        { header: 'What', width: 4 },
        numeric('Beginning'),
        numeric('Share'),
        numeric('End'),
        numeric('Share'),
      ],
      end.coverage.map((one) => {
        const was = before.get(one.key);
        return [
          one.what,
          was ? `${was.covered} of ${was.of}` : '–',
          was ? share(was.covered, was.of) : '–',
          `${one.covered} of ${one.of}`,
          share(one.covered, one.of),
        ];
      }),
    ),
    table(
      'Datasets by sensitivity',
      [{ header: 'Level', width: 4 }, numeric('Beginning'), numeric('End')],
      end.sensitivity.map((one) => [
        one.key === 'none' ? 'none stated' : one.key,
        String(start?.sensitivity.find(({ key }) => key === one.key)?.count ?? 0),
        String(one.count),
      ]),
    ),
  ];
}

function inventoryBlocks({ described }: AuditContent): Block[] {
  const rows = described
    .filter((one) => one.sensitivity !== null)
    .sort((a, b) => rankOf(b.sensitivity) - rankOf(a.sensitivity));
  return [
    { kind: 'heading', level: 1, text: 'Sensitivity inventory' },
    {
      kind: 'paragraph',
      text: 'The level of a dataset is the highest that a source or steward states for it or for one of its columns. Where a steward states one, those of the sources no longer count.',
    },
    table(
      'Datasets with a sensitivity level and their owners, at the end',
      [
        { header: 'Dataset', width: 2 },
        { header: 'System', width: 2, names: 'system' },
        'Level',
        { header: 'Owner', width: 1.5, names: 'person' },
      ],
      rows.map((one) => [
        one.name,
        one.namespace,
        one.sensitivity ?? '',
        listedNames(
          'person',
          one.owners.map((owner) => owner.name),
          3,
          'none named',
        ),
      ]),
      { empty: 'No dataset has a sensitivity level.' },
    ),
  ];
}

function methodBlocks(content: AuditContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'How this report was made' },
    {
      kind: 'list',
      items: [
        `From catalog revision ${content.revision}; everything is shown as it stood at the ends of the period. The same revision and the same input give the same file, byte for byte.`,
        'Which names are one dataset, and kinds of datasets, are as they were known when the report was made: they have no complete history. What lineage makes of tags, what stands still and what was overdue was read when the report was made, of the catalog as it stood at each end.',
        'Times are those that the machine’s clock gave when the entry was made. Long tables are cut at a stated number of rows; the embedded data hold every row, with whole hashes, and up to 2000 items of each kind of exception.',
        'Access to the systems that hold the data is not known to the catalog. Disclosures are those of the catalog: reports and their files, exports, evidence packs, and personal data of requests that were opened.',
      ],
    },
  ];
}
