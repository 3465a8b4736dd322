/** What happened in the period: imports, changes, decisions, disclosures. */
import type { Block, WithheldKind } from '../render/document.ts';
import { instantText, numeric, sourceName, table } from '../tables.ts';
import type { Activity } from './activity.ts';
import type { ChangeRow, Counted } from './ledger.ts';

export function activityBlocks(activity: Activity): Block[] {
  return [
    ...importBlocks(activity),
    ...changeBlocks(activity),
    ...decisionBlocks(activity),
    ...disclosureBlocks(activity),
  ];
}

function importBlocks({ imports, issues }: Activity): Block[] {
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
        numeric('Refused'),
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
      'What they changed',
      [
        numeric('Revision'),
        { header: 'Records', width: 2 },
        numeric('Added'),
        numeric('Changed'),
        numeric('Retired'),
      ],
      imports.flatMap((one) =>
        one.changes.map((each) => [
          String(one.revision),
          each.type,
          String(each.added),
          String(each.changed),
          String(each.retired),
        ]),
      ),
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

const counts = (
  caption: string,
  header: string,
  rows: readonly Counted[],
  names: WithheldKind | null = null,
) =>
  table(
    caption,
    [{ header, width: 4, names }, numeric('Entries')],
    rows.map((one) => [one.key, String(one.count)]),
  );

function changeBlocks({ changes }: Activity): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Changes' },
    counts('By actor', 'Actor', changes.byActor, 'person'),
    counts('By action', 'Action', changes.byAction),
    table(
      'By actor and action',
      [{ header: 'Actor', width: 2, names: 'person' }, { header: 'Action', width: 2 }, numeric('Entries')],
      changes.byActorAndAction.map((one) => [one.actor, one.action, String(one.count)]),
    ),
    counts('By day (UTC)', 'Day', changes.byDay),
    entries('Entries of the period', changes.rows),
  ];
}

function decisionBlocks({ decisions, decisionsByKind }: Activity): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Approvals and decisions' },
    {
      kind: 'paragraph',
      text: `${decisions.length === 1 ? 'One entry of the period records' : `${decisions.length} entries of the period record`} what a person decided: a review, an answer that was approved, a suggestion accepted or refused, a rule, something taken back.`,
    },
    counts('By kind', 'Decision', decisionsByKind),
    entries('Decisions of the period', decisions),
  ];
}

function disclosureBlocks({ disclosures, disclosuresByAction }: Activity): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Access and disclosures' },
    {
      kind: 'paragraph',
      text: 'Recorded are reports and each of their files that was handed out later, exports of lists, lineage and the whole catalog, evidence packs, and personal data of a request when it was opened (once an hour for each person and request). Looking at lists and lineage in the app is not recorded.',
    },
    counts('By kind', 'Kind', disclosuresByAction),
    entries('Disclosures of the period', disclosures),
  ];
}

function entries(caption: string, rows: readonly ChangeRow[]) {
  return table(
    caption,
    [
      numeric('Entry'),
      'Time',
      { header: 'By', names: 'person' },
      'Action',
      { header: 'What', width: 3, names: 'note' },
      { header: 'Hash (first 16 characters)', width: 2 },
    ],
    rows.map((one) => [
      String(one.seq),
      instantText(one.at),
      one.actor,
      one.action,
      one.label,
      [{ text: one.entryHash.slice(0, 16), style: 'code' }],
    ]),
  );
}
