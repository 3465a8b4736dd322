/** The audit report as a document. */
import type { AuditContent } from './content.ts';
import { auditData } from './data.ts';
import type { Block, ReportDocument } from '../render/document.ts';
import { instantText, kindName, listedNames, numeric, sourceName, table } from '../tables.ts';
import type { WithheldKind } from '../render/document.ts';

export function auditDocument(content: AuditContent): ReportDocument {
  const { recipe, ledger } = content;
  return {
    title: recipe.title,
    subtitle: 'State of the catalog, its curation and its record of changes',
    language: 'en',
    madeAt: content.at,
    ...(recipe.organisation.name === '' ? {} : { author: recipe.organisation.name }),
    facts: [
      { term: 'Catalog', value: `Revision ${content.revision} of ${instantText(content.at)}` },
      { term: 'Period', value: periodText(recipe) },
      {
        term: 'Ledger',
        value: `${ledger.entries} ${ledger.entries === 1 ? 'entry' : 'entries'}, ${verdictText(ledger.verdict)}`,
      },
      { term: 'Ledger head', value: [{ text: ledger.head ?? 'none', style: 'code' }] },
      { term: 'Made with', value: `Headwater ${recipe.toolVersion}` },
    ],
    blocks: [
      {
        kind: 'callout',
        tone: 'info',
        text: 'State, curation, sensitivity and open points are those of the revision. The period limits the imports, the issues that they reported, and the changes and disclosures; the ledger is verified from its first entry whatever the period.',
      },
      ...stateBlocks(content),
      ...coverageBlocks(content),
      ...inventoryBlocks(content),
      ...importBlocks(content),
      ...changeBlocks(content),
      ...gapBlocks(content),
      ...ledgerBlocks(content),
      ...methodBlocks(content),
    ],
    data: auditData(content),
    dataName: 'audit-report.json',
  };
}

function periodText({ from, to }: AuditContent['recipe']): string {
  if (from === null && to === null) return 'From the first entry of the ledger to its newest';
  return `${from ?? 'the first entry'} to ${to ?? 'the newest entry'} (UTC days, both included)`;
}

function verdictText(verdict: AuditContent['ledger']['verdict']): string {
  return verdict === 'intact'
    ? 'chain intact'
    : verdict === 'tampered'
      ? 'chain broken'
      : 'nothing to verify';
}

function stateBlocks({ byKind, bySource, byNamespace, populations }: AuditContent): Block[] {
  const counts = (
    caption: string,
    header: string,
    rows: AuditContent['byKind'],
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
      [{ header: 'Population', width: 1.3 }, numeric('Count'), { header: 'How it is counted', width: 4 }],
      populations.map((one) => [one.what, String(one.count), one.how]),
    ),
    counts('Datasets by kind', 'Kind', byKind, kindName),
    counts('Datasets by source (a dataset can have several)', 'Source', bySource, sourceName),
    counts('Datasets by system', 'System', byNamespace, undefined, 'system'),
  ];
}

function coverageBlocks({ coverage, sensitivity }: AuditContent): Block[] {
  const share = (covered: number, of: number) => (of === 0 ? '–' : `${Math.floor((covered * 100) / of)} %`);
  return [
    { kind: 'heading', level: 1, text: 'Curation' },
    table(
      'Coverage, shares rounded down',
      [{ header: 'What', width: 4 }, numeric('Count'), numeric('Of'), numeric('Share')],
      coverage.map((one) => [one.what, String(one.covered), String(one.of), share(one.covered, one.of)]),
    ),
    table(
      'Datasets by sensitivity',
      [{ header: 'Level', width: 4 }, numeric('Datasets')],
      sensitivity.map((one) => [one.key === 'none' ? 'none stated' : one.key, String(one.count)]),
    ),
  ];
}

function inventoryBlocks({ described }: AuditContent): Block[] {
  const order = ['restricted', 'confidential', 'internal', 'public'];
  const rows = described
    .filter((one) => one.sensitivity !== null)
    .sort((a, b) => order.indexOf(a.sensitivity!) - order.indexOf(b.sensitivity!));
  return [
    { kind: 'heading', level: 1, text: 'Sensitivity inventory' },
    {
      kind: 'paragraph',
      text: 'The level of a dataset is the highest that a source or steward states for it or for one of its columns. Where a steward states one, those of the sources no longer count.',
    },
    table(
      'Datasets with a sensitivity level and their owners',
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

function importBlocks({ imports, issues }: AuditContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Imports' },
    table(
      'Imports of the period',
      [
        numeric('Revision'),
        'Time',
        { header: 'By', names: 'person' },
        { header: 'What', width: 3, names: 'note' },
        numeric('Accepted'),
        numeric('Rejected'),
        numeric('Warnings'),
      ],
      imports.map((one) => [
        String(one.revision),
        instantText(one.at),
        one.actor,
        one.label,
        String(one.accepted),
        String(one.rejected),
        String(one.warnings),
      ]),
    ),
    table(
      'Files that were read',
      [
        numeric('Revision'),
        { header: 'File', width: 2, names: 'path' },
        'Read as',
        numeric('Bytes'),
        { header: 'SHA-256', width: 4 },
      ],
      imports.flatMap((one) =>
        one.files.map((file) => [
          String(one.revision),
          file.path,
          file.importer === null ? 'not read' : sourceName(file.importer),
          String(file.bytes),
          [{ text: file.sha256, style: 'code' as const }],
        ]),
      ),
    ),
    table(
      'Issues that these imports reported',
      ['Severity', 'Code', numeric('Count'), { header: 'First message', width: 4, names: 'note' }],
      issues.map((one) => [one.severity, one.code, String(one.count), one.example.slice(0, 300)]),
      { empty: 'None was reported.' },
    ),
  ];
}

function changeBlocks({ changes }: AuditContent): Block[] {
  const counts = (caption: string, header: string, rows: ChangeCounts, names: WithheldKind | null = null) =>
    table(
      caption,
      [{ header, width: 4, names }, numeric('Entries')],
      rows.map((one) => [one.key, String(one.count)]),
    );
  return [
    { kind: 'heading', level: 1, text: 'Changes and disclosures' },
    counts('By actor', 'Actor', changes.byActor, 'person'),
    counts('By action', 'Action', changes.byAction),
    counts('By day (UTC)', 'Day', changes.byDay),
    table(
      'Entries of the period',
      [
        numeric('Entry'),
        'Time',
        { header: 'By', names: 'person' },
        'Action',
        { header: 'What', width: 3, names: 'note' },
        { header: 'Hash (first 16 characters)', width: 2 },
      ],
      changes.rows.map((one) => [
        String(one.seq),
        instantText(one.at),
        one.actor,
        one.action,
        one.label,
        [{ text: one.entryHash.slice(0, 16), style: 'code' }],
      ]),
    ),
  ];
}
type ChangeCounts = AuditContent['changes']['byActor'];

function gapBlocks({ gaps }: AuditContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Open points' },
    table(
      'What needs a person',
      [{ header: 'Open point', width: 5 }, numeric('Count')],
      gaps.map((one) => [one.text, String(one.count)]),
      { rowHeaders: false, empty: 'None that the catalog can see.' },
    ),
  ];
}

function ledgerBlocks({ ledger }: AuditContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Integrity of the ledger' },
    {
      kind: 'definitions',
      items: [
        { term: 'Verdict', value: verdictText(ledger.verdict) },
        { term: 'Entries verified', value: `${ledger.entries}, from the first to entry ${ledger.headSeq}` },
        {
          term: 'Payloads checked',
          value: `${ledger.payloadsChecked}; erased on request: ${ledger.payloadsErased}`,
        },
        { term: 'Head', value: [{ text: ledger.head ?? 'none', style: 'code' }] },
        {
          term: 'How',
          value:
            'Every entry hash was computed again: SHA-256 over the entry, its commitment to its payload and the hash of the entry before. Every payload that is kept was compared with its commitment.',
        },
      ],
    },
    ...(ledger.firstBad
      ? [
          {
            kind: 'callout' as const,
            tone: 'warning' as const,
            text: `Entry ${ledger.firstBad.seq}: ${ledger.firstBad.reason}.`,
          },
        ]
      : []),
    ...(ledger.notes.length > 0 ? [{ kind: 'list' as const, items: ledger.notes }] : []),
    {
      kind: 'paragraph',
      text: 'The ledger is tamper-evident: a changed, inserted, reordered or removed entry breaks the chain. This report notes the head: compared with it, a later verification also shows a chain that was cut short or rewritten as a whole.',
    },
  ];
}

function methodBlocks(content: AuditContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'How this report was made' },
    {
      kind: 'list',
      items: [
        `From catalog revision ${content.revision}; everything is shown as it stood then. The same revision and the same input give the same file, byte for byte.`,
        'Times are those that the machine’s clock gave when the entry was made. Long tables are cut at a stated number of rows; the embedded data hold every row, with whole hashes.',
      ],
    },
  ];
}
