/** Properties: of several sources that tell of one, the word that was told later replaces the earlier one. */
import { hash } from 'node:crypto';
import type { PropertyFact } from '../../model/facts.ts';
import { noteLifecycle } from './lifecycles.ts';
import { parentOf, targetRow, type TargetRow } from './said-target.ts';
import type { WriterSession } from './session.ts';
import { isOlder, keepValue } from './told.ts';

function findProperty(
  { fresh, sql, importer, statedAts }: WriterSession,
  target: TargetRow,
  key: string,
  noteKey: string,
):
  | {
      readonly id: number;
      readonly until: number | null;
      readonly statedAt: string | null;
      readonly value?: string;
    }
  | undefined {
  const noted = fresh.find('property', noteKey, parentOf(target));
  if (noted === null) return undefined;
  if (noted !== undefined && sql.isFresh('property', noted)) {
    const statedAt = statedAts.of(noted);
    if (statedAt !== undefined) return { id: noted, until: null, statedAt };
  }
  const select =
    'SELECT id, until_revision AS until, stated_at AS statedAt, value FROM property WHERE target_type = ? AND target_id = ? AND key = ? AND origin = ?';
  const values = [target.type, target.id, key, importer] as const;
  return noted === undefined ? sql.getWritten(select, ...values) : sql.get(select, ...values);
}

/** Digests of short values that were met lately: many properties have the same. */
const digests = new Map<string, string>();
const SHORT = 64;
const DIGESTS = 5_000;

function digestOf(value: string): string {
  if (value.length > SHORT) return hash('sha256', value, 'base64url');
  let digest = digests.get(value);
  if (digest === undefined) {
    if (digests.size >= DIGESTS) digests.clear();
    digests.set(value, (digest = hash('sha256', value, 'base64url')));
  }
  return digest;
}

export function applyProperty(session: WriterSession, fact: PropertyFact): void {
  const target = targetRow(session, fact.target, fact.evidence);
  if (fact.target.on === 'dataset' && fact.key === 'lifecycleStateChange') noteLifecycle(session, target.id);
  const { sql, revision, importer } = session;
  const value = JSON.stringify(fact.value);
  const noteKey = `${importer} ${fact.key}`;
  const found = findProperty(session, target, fact.key, noteKey);
  const statedAt = fact.statedAt ?? null;
  const digest = digestOf(value);
  if (found && !sql.isFresh('property', found.id) && (statedAt !== null || found.statedAt !== null)) {
    session.told.property(found.id, found, { statedAt, digest }, fact.evidence);
    if (isOlder(statedAt, found.statedAt)) keepValue(sql, found.id, digest, value);
  }
  // What an import had said that was taken back since does not count.
  if (found?.until === null && isOlder(statedAt, found.statedAt)) return;
  const id = found?.id ?? sql.nextId('property');
  session.fresh.note('property', noteKey, id, parentOf(target));
  if (!found) {
    session.newProperties.add(id, target.type, target.id, fact.key, value, importer, statedAt, revision);
  } else if (found.statedAt !== statedAt) {
    sql.run('UPDATE property SET stated_at = ? WHERE id = ?', statedAt, id);
  }
  session.statedAts.note(id, statedAt);
  const outcome = session.book.assert(
    'property',
    id,
    fact.evidence,
    found !== undefined && found.until === null,
    digest,
  );
  if (found && (outcome.appeared || outcome.changed || outcome.reverted)) {
    // Of what this import made itself, the value before is nobody's to keep.
    if (found.value !== undefined && found.value !== value && !sql.isFresh('property', id))
      keepValue(sql, id, hash('sha256', found.value, 'base64url'), found.value);
    sql.run('UPDATE property SET value = ?, until_revision = NULL WHERE id = ?', value, id);
  }
  if (outcome.appeared) session.changes.added('property', id);
  else if (outcome.changed) session.changes.changed('property', id);
  else if (outcome.reverted) session.changes.reverted('property', id);
}
