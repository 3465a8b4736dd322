/** Records of what people keep beside tags and owners: descriptions, registers, rules, comments. */
import type { Database } from 'better-sqlite3';
import { fromSource } from '../model/origins.ts';
import { entriesOf } from '../stewardship/registers/read.ts';
import { REGISTER_NAMES, REGISTERS } from '../stewardship/registers/spec.ts';
import { membershipsOf } from '../stewardship/people/members.ts';
import { rulesOf } from '../stewardship/rules/read.ts';
import { target } from './said.ts';
import type { Line, Names } from './lines.ts';

/** Only people's: those of sources are in the sources. */
export function descriptions(db: Database, names: Names): Line[] {
  const about = target(db, names);
  return db
    .prepare<[], { targetType: string; targetId: number; text: string; origin: string }>(
      `SELECT target_type AS targetType, target_id AS targetId, text, origin FROM description
       WHERE until_revision IS NULL AND NOT ${fromSource()}`,
    )
    .all()
    .flatMap(({ targetType, targetId, text, origin }) => {
      const of = about(targetType, targetId);
      return of ? [{ type: 'description', ...of, text, origin }] : [];
    });
}

/** People and teams, who is in which, the glossary, domains, purposes. */
export function registers(db: Database): Line[] {
  return [
    ...REGISTER_NAMES.flatMap((register) =>
      entriesOf(db, register).map((entry): Line => ({ type: REGISTERS[register].table, ...entry })),
    ),
    ...membershipsOf(db).map((one): Line => ({ type: 'party_member', ...one })),
  ];
}

export function rules(db: Database): Line[] {
  return rulesOf(db).map(({ rule, name, kind, selection, effect, enabled }) => ({
    type: 'steward_rule',
    ...{ rule, name, kind, selection, effect, enabled },
  }));
}

export function comments(db: Database, names: Names): Line[] {
  const about = target(db, names);
  return db
    .prepare<
      [],
      {
        number: number;
        targetType: string;
        targetId: number;
        text: string;
        actor: string;
        at: string;
        answerTo: number | null;
        resolvedBy: string | null;
      }
    >(
      `SELECT number, target_type AS targetType, target_id AS targetId, text, actor, at, answer_to AS answerTo, resolved_by AS resolvedBy
       FROM comment WHERE until_revision IS NULL`,
    )
    .all()
    .flatMap(({ targetType, targetId, ...comment }) => {
      const of = about(targetType, targetId);
      return of ? [{ type: 'comment', ...of, ...comment }] : [];
    });
}
