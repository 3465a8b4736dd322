/** Whether the record of changes holds. */
import { counted } from '../../counted.ts';
import type { Block } from '../render/document.ts';
import { instantText, table } from '../tables.ts';
import type { AuditContent } from './content.ts';
import type { Custody } from './recipe.ts';

export function verdictText(verdict: AuditContent['ledger']['verdict']): string {
  return verdict === 'intact'
    ? 'chain intact'
    : verdict === 'tampered'
      ? 'chain broken'
      : 'nothing to verify';
}

/** `12 signed checkpoints, the newest over 340 entries`. */
export function custodyWords({ checkpoints, newestSize }: Custody): string {
  if (newestSize === null) return 'no signed checkpoint';
  return `${counted(checkpoints, 'signed checkpoint')}, the newest over ${counted(newestSize, 'entry', 'entries')}`;
}

export function ledgerBlocks({ ledger, recipe: { custody }, start, end }: AuditContent): Block[] {
  const warnings = [
    ...(ledger.firstBad ? [`Entry ${ledger.firstBad.seq}: ${ledger.firstBad.reason}.`] : []),
    ...(custody?.findings ?? []).map(({ seq, kind, reason }) => `Entry ${seq}, ${kind}: ${reason}.`),
  ];
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
        ...[start, end].flatMap((state, at) =>
          state
            ? [
                {
                  term: at === 0 ? 'Head at the beginning' : 'Head at the end',
                  value: [
                    { text: `entry ${state.head.seq} ` },
                    { text: state.head.hash ?? 'none', style: 'code' as const },
                  ],
                },
              ]
            : [],
        ),
        {
          term: 'How',
          value:
            'Every entry hash was computed again: SHA-256 over the entry, its commitment to its payload and the hash of the entry before. Every payload that is kept was compared with its commitment.',
        },
      ],
    },
    ...(custody ? custodyBlocks(custody) : []),
    ...[...new Set(warnings)].map((text) => ({ kind: 'callout' as const, tone: 'warning' as const, text })),
    ...(custody === null && ledger.notes.length > 0 ? [{ kind: 'list' as const, items: ledger.notes }] : []),
    {
      kind: 'paragraph',
      text: 'The ledger is tamper-evident: a changed, inserted, reordered or removed entry breaks the chain. This report notes the head: compared with it, a later verification also shows a chain that was cut short or rewritten as a whole.',
    },
  ];
}

/** Signed checkpoints and what was noted elsewhere, as it was when the report was made. */
function custodyBlocks(custody: Custody): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Checkpoints and heads noted elsewhere' },
    {
      kind: 'definitions',
      items: [
        { term: 'Verdict when the report was made', value: custody.verdict },
        {
          term: 'Checkpoints',
          value: `${custodyWords(custody)}${custody.newestAt === null ? '' : `, signed ${instantText(custody.newestAt)}`}`,
        },
        {
          term: 'Key',
          value: [
            { text: custody.keyId ?? 'none', style: 'code' },
            {
              text:
                custody.keyId === null
                  ? ''
                  : custody.trusted
                    ? ', a key of this machine'
                    : ', which nothing on this machine vouches for',
            },
          ],
        },
      ],
    },
    table(
      'Heads that were compared',
      [{ header: 'Noted by', width: 3, names: 'path' }, 'Entries', 'Outcome'],
      custody.compared.map(({ source, size, outcome }) => [source, String(size), outcome]),
      { empty: 'No head noted elsewhere was there to compare with.' },
    ),
    ...(custody.notes.length > 0 ? [{ kind: 'list' as const, items: custody.notes }] : []),
  ];
}
