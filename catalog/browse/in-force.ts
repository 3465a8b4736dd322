/**
 * Which statements are in force. People's words win over those of rules, rules' over sources': a steward's
 * sensitivity hides other ones, a steward's rejection hides what anybody else says. Nothing is lost by it: the rows
 * stay. A rule may raise the sensitivity that a source states, and not lower it.
 */
import { isSource, PERSON } from '../model/origins.ts';
import { shownLabel, slotOf, type StatementKind } from '../stewardship/statement-kinds.ts';
import { LEVELS, rankOf } from '../model/sensitivity.ts';

export interface TagRow {
  readonly id: number;
  readonly targetId: number;
  readonly kind: StatementKind;
  readonly key: string;
  readonly value: string;
  readonly origin: string;
  readonly status: string;
  readonly actor: string | null;
  readonly sinceRevision: number;
}

/** `steward` rows first, so that the person's row stands for a tag that a source states as well. */
export function tagsInForce<Row extends TagRow>(rows: readonly Row[]): Row[] {
  const refused = new Set(rows.filter((row) => row.status === 'rejected').map(identity));
  const ordered = [...rows].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
  const seen = new Set<string>();
  const taken = new Set<string>();
  const result: Row[] = [];
  let sensitivityBySteward = false;
  for (const row of ordered) {
    if (row.status === 'rejected') continue;
    if (row.origin !== PERSON && refused.has(identity(row))) continue;
    if (row.kind === 'sensitivity') {
      if (sensitivityBySteward) continue;
      if (row.origin === PERSON) sensitivityBySteward = true;
    } else {
      const slot = slotOf(row);
      if (slot !== null && taken.has(slot)) continue;
      if (slot !== null) taken.add(slot);
    }
    const key = identity(row);
    if (seen.has(key)) continue;
    seen.add(key);
    result.push(row);
  }
  return result;
}

/** What lists are filtered by as labels: plain ones, and `domain=finance` for what else is stated. */
export function labelsOf(tags: readonly TagRow[]): string[] {
  return tags.flatMap((tag) => shownLabel(tag) ?? []);
}

/** Those of {@link labelsOf} that are no plain labels. */
export function statementsOf(tags: readonly TagRow[]): string[] {
  return labelsOf(tags.filter(({ kind }) => kind !== 'label'));
}

/** Refusals of what sources say: not in force, shown so that a person can take them back. */
export function refusals<Row extends { readonly status: string }>(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.status === 'rejected');
}

/** The highest level among tags in force; null for none. */
export function sensitivityOf(tags: readonly TagRow[]): string | null {
  let best = -1;
  for (const tag of tags) if (tag.kind === 'sensitivity') best = Math.max(best, rankOf(tag.value));
  return LEVELS[best] ?? null;
}

/** The mark among tags in force: `certified`, `deprecated`, or null. */
export function certificationOf(tags: readonly TagRow[]): string | null {
  return tags.find(({ kind }) => kind === 'certification')?.value ?? null;
}

export interface OwnerRow {
  readonly id: number;
  readonly targetId: number;
  readonly name: string;
  readonly email: string | null;
  readonly role: string;
  readonly origin: string;
  readonly status: string;
  readonly sinceRevision: number;
}

export function ownersInForce<Row extends OwnerRow>(rows: readonly Row[]): Row[] {
  const key = (row: Row) => `${row.name}\u0000${row.role}`;
  const refused = new Set(rows.filter((row) => row.status === 'rejected').map(key));
  const seen = new Set<string>();
  return [...rows]
    .sort((a, b) => rank(a) - rank(b) || a.id - b.id)
    .filter((row) => {
      if (row.status === 'rejected' || (row.origin !== PERSON && refused.has(key(row))) || seen.has(key(row)))
        return false;
      seen.add(key(row));
      return true;
    });
}

function identity(row: TagRow): string {
  return `${row.kind}\u0000${row.key}\u0000${row.value}`;
}

/** People, then rules and what follows from others' statements, then sources. */
function rank(row: { readonly origin: string }): number {
  if (row.origin === PERSON) return 0;
  return isSource(row.origin) ? 2 : 1;
}

export const TAG_COLUMNS =
  'id, target_id AS targetId, kind, key, value, origin, status, actor, since_revision AS sinceRevision';
export const OWNER_COLUMNS =
  'id, target_id AS targetId, name, email, role, origin, status, since_revision AS sinceRevision';

/**
 * SQL condition: the row of `alias` holds at `@revision`. People's rows carry their own period;
 * imported rows (tag, owner, description, column …) hold while some source stands behind them.
 */
export function holdsAt(alias: string): string {
  return `${alias}.since_revision <= @revision AND (${alias}.until_revision IS NULL OR ${alias}.until_revision > @revision)`;
}
