/** A person's word on namespaces: mapped to others, given names to show. */
import type { Catalog } from '../catalog.ts';
import type { Match } from '../joining/mapping.ts';
import { makeChange, type Change, type MutationResult } from './change.ts';
import { closeRow, openRow } from './period-rows.ts';
import { aroundMappings, rejoin } from './rejoin.ts';
import type { Space } from './joins.ts';

export interface NamespaceWord {
  readonly space: Space;
  readonly match: Match;
  readonly pattern: string;
  /** What the matching part is replaced by; null takes a mapping back; left out: as it was. */
  readonly target?: string | null | undefined;
  /** Shown instead of an exact namespace; null takes it back; left out: as it was. */
  readonly label?: string | null | undefined;
}

export async function mapNamespaces(
  catalog: Catalog,
  actor: string,
  request: { readonly words: readonly NamespaceWord[]; readonly reason?: string | undefined },
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'namespace.map',
      objectType: 'namespace',
      areas: ['datasets', 'lineage', 'tags', 'owners'],
      label: (changed) => labelOf(request.words, changed),
      payload: () => ({
        words: request.words.map(({ space, match, pattern, target, label }) => ({
          space,
          match,
          pattern,
          ...(target === undefined ? {} : { target }),
          ...(label === undefined ? {} : { label }),
        })),
        ...(request.reason === undefined ? {} : { reason: request.reason }),
      }),
    },
    (change) => applyWords(change, request),
  );
}

/** Also used by the dry run. Answers how many words changed something. */
export function applyWords(
  change: Change,
  request: { readonly words: readonly NamespaceWord[]; readonly reason?: string | undefined },
): number {
  let changed = 0;
  const scope = aroundMappings(change, () => {
    for (const word of request.words) if (say(change, word, request.reason)) changed++;
  });
  if (changed > 0) rejoin(change, scope);
  return changed;
}

function say(change: Change, word: NamespaceWord, reason: string | undefined): boolean {
  const stored = change.sql.get<{ id: number; target: string | null; label: string | null }>(
    `SELECT id, target, label FROM namespace_mapping WHERE space = ? AND match = ? AND pattern = ? AND until_revision IS NULL`,
    word.space,
    word.match,
    word.pattern,
  );
  const itself = word.match === 'exact' && word.target === word.pattern;
  const target = word.target === undefined ? (stored?.target ?? null) : itself ? null : word.target;
  const label = word.label === undefined ? (stored?.label ?? null) : word.label || null;
  if (word.pattern === '' || ((stored?.target ?? null) === target && (stored?.label ?? null) === label))
    return false;
  if (stored) closeRow(change, 'namespace_mapping', stored.id);
  if (target === null && label === null) return true;
  const { space, match, pattern } = word;
  const said = { actor: change.actor, reason: reason ?? null };
  openRow(change, 'namespace_mapping', { space, match, pattern, target, label, ...said });
  return true;
}

function labelOf(words: readonly NamespaceWord[], changed: number): string {
  const [only] = words;
  if (!only || changed !== 1 || words.length > 1) return `Changed ${changed} namespaces`;
  if (only.target === undefined)
    return only.label ? `Named ${only.pattern} ${only.label}` : `Took the name of ${only.pattern} away`;
  return only.target === null ? `Unmapped ${only.pattern}` : `Mapped ${only.pattern} to ${only.target}`;
}
