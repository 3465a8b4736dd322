/** What a person always leaves out of imports. Kept in the ledger like every decision. */
import { appendEntry } from '../ledger/append.ts';
import type { Json } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import type { Part } from './difference/difference.ts';

export interface LeaveOutRule {
  readonly id: number;
  readonly label: string;
  readonly part: Part;
  readonly at: string;
  readonly actor: string;
}

export function listLeaveOutRules(catalog: Catalog): LeaveOutRule[] {
  return catalog.store.reader
    .prepare<[], { id: number; selection: string; label: string; at: string; actor: string }>(
      'SELECT id, selection, label, at, actor FROM import_rule ORDER BY id',
    )
    .all()
    .map(({ selection, ...rule }) => ({ ...rule, part: JSON.parse(selection) as Part }));
}

export async function addLeaveOutRule(catalog: Catalog, actor: string, part: Part): Promise<LeaveOutRule> {
  const label = partLabel(part);
  const rule = await catalog.store.write((db): LeaveOutRule => {
    const at = new Date().toISOString();
    const { lastInsertRowid } = db
      .prepare('INSERT INTO import_rule (selection, label, at, actor) VALUES (?, ?, ?, ?)')
      .run(JSON.stringify(part), label, at, actor);
    const id = Number(lastInsertRowid);
    appendEntry(db, {
      actor,
      action: 'import.rule',
      objectType: 'import-rule',
      objectId: String(id),
      payload: { label: `Always left out of imports: ${label}`, part: part as Json },
    });
    return { id, label, part, at, actor };
  });
  catalog.announce(['imports', 'ledger']);
  return rule;
}

/** False when there is no such rule any more. */
export async function removeLeaveOutRule(catalog: Catalog, actor: string, id: number): Promise<boolean> {
  const rule = listLeaveOutRules(catalog).find((one) => one.id === id);
  if (!rule) return false;
  await catalog.store.write((db) => {
    db.prepare('DELETE FROM import_rule WHERE id = ?').run(id);
    appendEntry(db, {
      actor,
      action: 'import.rule',
      objectType: 'import-rule',
      objectId: String(id),
      payload: { label: `No longer left out of imports: ${rule.label}` },
    });
  });
  catalog.announce(['imports', 'ledger']);
  return true;
}

/** A part in words: "retired column in db.orders". */
function partLabel(part: Part): string {
  const what = [part.changes?.join(' or '), part.types?.map((type) => type.replaceAll('_', ' ')).join(' or ')]
    .filter(Boolean)
    .join(' ');
  const where = [
    part.dataset === undefined ? null : part.dataset,
    part.namespace === undefined ? null : `namespace ${part.namespace}`,
    part.scope === undefined ? null : `source part ${part.scope}`,
  ].filter((one) => one !== null);
  return `${what === '' ? 'everything' : what}${where.length > 0 ? ` in ${where.join(', ')}` : ''}`;
}
