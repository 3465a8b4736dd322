/** What refers to an entry of a register, so that none is taken away beneath it. */
import { counted } from '../../counted.ts';
import type { Sql } from '../../store/writer/sql.ts';
import { REGISTERS, type RegisterName } from './spec.ts';

export interface Dependents {
  readonly what: string;
  readonly count: number;
}

/** Nothing for people and teams: owners are named whether a register knows them or not. */
export function dependentsOn(sql: Sql, register: RegisterName, key: string): Dependents[] {
  if (register === 'party') return [];
  const { table, plural, fields } = REGISTERS[register];
  const count = (text: string, ...values: string[]) => sql.get<{ n: number }>(text, ...values)!.n;
  const found: Dependents[] = [
    {
      what: 'statement',
      count: count(
        'SELECT COUNT(*) AS n FROM tag WHERE kind = ? AND value = ? AND until_revision IS NULL',
        register,
        key,
      ),
    },
    {
      what: 'rule',
      count: count(
        `SELECT COUNT(*) AS n FROM steward_rule r, json_each(r.effect, '$.statements') s WHERE r.until_revision IS NULL
         AND s.value ->> 'kind' = ? AND s.value ->> 'value' = ?`,
        register,
        key,
      ),
    },
  ];
  if (fields.some(({ holds }) => holds === 'parent'))
    found.push({
      what: `narrower ${plural === 'glossary' ? 'term' : register}`,
      count: count(`SELECT COUNT(*) AS n FROM ${table} WHERE parent = ? AND until_revision IS NULL`, key),
    });
  if (register === 'activity')
    found.push({
      what: 'impact assessment',
      count: count(
        'SELECT COUNT(*) AS n FROM impact_assessment WHERE key = ? AND until_revision IS NULL',
        key,
      ),
    });
  return found.filter((one) => one.count > 0);
}

/** `3 statements and 1 narrower domain`. */
export function sayDependents(used: readonly Dependents[]): string {
  return used
    .map(({ what, count }) =>
      counted(count, what, what.endsWith('y') ? `${what.slice(0, -1)}ies` : `${what}s`),
    )
    .join(' and ');
}
