/** Properties of which the latest word counts: what the imports that stand told last. */
import { hash } from 'node:crypto';
import { ALSO_SAID } from '../../store/also-said.ts';
import { isOlder, keepValue, type PropertyTold } from '../../store/writer/told.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import type { WriterSession } from '../../store/writer/session.ts';
import type { Retelling } from './runs.ts';
import { supported } from './support.ts';

export function retellProperties({ session, standing, importId }: Retelling): void {
  const { sql } = session;
  const ids = sql.all<{ id: number }>(
    'SELECT record_id AS id FROM also_said WHERE record_type = ? AND import_id = ?',
    ALSO_SAID.property,
    importId,
  );
  for (const { id } of ids) {
    const told = sql
      .all<{ importId: number; value: string }>(
        'SELECT import_id AS importId, value FROM also_said WHERE record_type = ? AND record_id = ? ORDER BY import_id',
        ALSO_SAID.property,
        id,
      )
      .filter((one) => standing.stands(one.importId))
      .map((one) => ({ importId: one.importId, ...(JSON.parse(one.value) as PropertyTold) }));
    const [first, ...others] = told;
    if (!first) continue;
    const last = others.reduce((best, one) => (isOlder(one.statedAt, best.statedAt) ? best : one), first);
    const by = told.filter(({ digest }) => digest === last.digest).map((one) => one.importId);
    state(session, id, last, by);
  }
}

/** The property as it was told there. */
function state(session: WriterSession, id: number, told: PropertyTold, by: readonly number[]): void {
  const { sql, changes } = session;
  const before = sql.get<{ value: string; until: number | null }>(
    'SELECT value, until_revision AS until FROM property WHERE id = ?',
    id,
  );
  if (!before) return;
  supported(session, { type: RECORD_TYPES.property, recordId: id }, told.digest, told, by);
  const kept = sql.get<{ value: string }>(
    'SELECT value FROM property_value WHERE property_id = ? AND digest = ?',
    id,
    told.digest,
  );
  const value = kept?.value ?? before.value;
  if (value !== before.value) keepValue(sql, id, hash('sha256', before.value, 'base64url'), before.value);
  sql.run(
    'UPDATE property SET value = ?, stated_at = ?, until_revision = NULL WHERE id = ?',
    value,
    told.statedAt,
    id,
  );
  if (before.until !== null) changes.added('property', id);
  else if (value !== before.value) changes.changed('property', id);
}
