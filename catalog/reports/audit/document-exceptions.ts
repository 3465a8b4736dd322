/** What is not as it should be at the end of the period, and which rules were switched on. */
import { counted } from '../../counted.ts';
import type { Block } from '../render/document.ts';
import { numeric, table } from '../tables.ts';
import type { AuditContent } from './content.ts';
import type { AuditState } from './state.ts';

/** Items of one kind that the document lists; the data hold more. */
const ITEMS_SHOWN = 50;

const ofText = (count: number, of: number | null): string => (of === null ? `${count}` : `${count} of ${of}`);

export function exceptionBlocks({ end, start, openSuggestions }: AuditContent): Block[] {
  const before = new Map(start?.exceptions.map((one) => [one.code, one]));
  const now = new Set(end.exceptions.map(({ code }) => code));
  const gone = (start?.exceptions ?? []).filter(({ code }) => !now.has(code));
  const rows = [...end.exceptions, ...gone.map((one) => ({ ...one, count: 0, of: null, items: [] }))];
  return [
    { kind: 'heading', level: 1, text: 'Exceptions' },
    table(
      'What needs a person, at both ends',
      [{ header: 'Exception', width: 5 }, numeric('Beginning'), numeric('End')],
      rows.map((one) => {
        const was = before.get(one.code);
        return [one.text, was ? ofText(was.count, was.of) : '0', ofText(one.count, one.of)];
      }),
      { rowHeaders: false, empty: 'None that the catalog can see.' },
    ),
    ...(openSuggestions > 0
      ? [
          {
            kind: 'paragraph' as const,
            text: `${openSuggestions === 1 ? 'One dataset' : `${openSuggestions} datasets`} had a possible second name that nobody had decided on when the report was made.`,
          },
        ]
      : []),
    ...end.exceptions
      .filter(({ items }) => items.length > 0)
      .flatMap((one): Block[] => [
        { kind: 'heading', level: 2, text: one.text },
        itemTable(
          one.items.map(({ text }) => text),
          one.count,
        ),
      ]),
  ];
}

/** Says of how many the listed ones are, also where single ones are not known. */
function itemTable(items: readonly string[], count: number): Block {
  const made = table(
    'Which',
    [{ header: 'What', names: 'note' }],
    items.map((text) => [text]),
    { rowHeaders: false, limit: ITEMS_SHOWN },
  );
  const shown = Math.min(items.length, ITEMS_SHOWN);
  return count > shown ? { ...made, total: { shown, of: count } } : made;
}

export function policyBlocks({ policy, cases }: AuditState): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Rules and policy' },
    table(
      `Rules of stewards: ${policy.rules.filter(({ enabled }) => enabled).length} of ${policy.rules.length} switched on`,
      [
        numeric('Rule'),
        { header: 'Name', width: 3, names: 'note' },
        'Kind',
        'Switched on',
        { header: 'By', names: 'person' },
        numeric('Since revision'),
      ],
      policy.rules.map((one) => [
        String(one.rule),
        one.name,
        one.kind,
        one.enabled ? 'yes' : 'no',
        one.actor,
        String(one.sinceRevision),
      ]),
    ),
    table(
      'Which tags lineage carries on; the closer rule goes before the wider one, the later before the earlier',
      [{ header: 'Tag', width: 3 }, 'Carried', { header: 'By', names: 'person' }, numeric('Since revision')],
      policy.carrying.map((one) => [
        one.what,
        one.carries ? 'yes' : 'no',
        one.by,
        one.sinceRevision === null ? '–' : String(one.sinceRevision),
      ]),
    ),
    {
      kind: 'paragraph',
      text: `${counted(policy.blocks, 'place')} where people said that tags do not pass.`,
    },
    table(
      'Own versions of laws, calendars, letters and control mappings',
      ['Kind', { header: 'Key', width: 2 }, { header: 'By', names: 'person' }, numeric('Since revision')],
      policy.own.map((one) => [one.kind, one.key, one.actor, String(one.sinceRevision)]),
      { empty: 'None: the bundled ones are in force.' },
    ),
    table(
      'Requests of data subjects, at the end',
      [{ header: 'Case', width: 2 }, 'State', 'Due', 'Overdue'],
      cases.map((one) => [one.reference, one.state, one.due ?? '–', one.overdue ? 'yes' : 'no']),
    ),
  ];
}
