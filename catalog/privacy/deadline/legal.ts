/** The laws and calendars in force in a catalog: the bundled ones, with people's own versions in their place. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Catalog } from '../../catalog.ts';
import { Refused } from '../../stewardship/refused.ts';
import type { MutationResult } from '../../stewardship/change.ts';
import { editPrivacyData, editsAt } from '../edits.ts';
import { adjustCalendar, loadCalendars, type HolidayCalendar } from './calendar.ts';
import { isCivilDate } from './civil-date.ts';
import {
  jurisdictionSchema,
  loadJurisdictions,
  type Jurisdiction,
  type JurisdictionsFile,
} from './jurisdiction.ts';

export interface LegalData {
  readonly jurisdictions: JurisdictionsFile;
  readonly calendars: ReadonlyMap<string, HolidayCalendar>;
  /** `law eu-gdpr`, `calendar IE`: what is a person's own version. */
  readonly edited: ReadonlySet<string>;
}

const civil = z.string().refine(isCivilDate, 'not a calendar date, expected YYYY-MM-DD');

/** A person's changes to a calendar, or a calendar of a place that is not bundled. */
export const calendarEditSchema = z.strictObject({
  /** Of a place that is not bundled. */
  name: z.string().min(1).max(120).optional(),
  added: z.array(z.strictObject({ date: civil, name: z.string().min(1).max(120) })).default([]),
  removed: z.array(civil).default([]),
});
export type CalendarEdit = z.infer<typeof calendarEditSchema>;

const bundled = new Map<string, LegalData>();

/** As shipped. Read once a process. @throws when a file is missing or malformed */
export function bundledLegal(resourcesDir: string): LegalData {
  let kept = bundled.get(resourcesDir);
  if (!kept) {
    kept = {
      jurisdictions: loadJurisdictions(resourcesDir),
      calendars: loadCalendars(resourcesDir),
      edited: new Set(),
    };
    bundled.set(resourcesDir, kept);
  }
  return kept;
}

/** In force at a revision (null: now). */
export function legalAt(db: Database, resourcesDir: string, revision: number | null): LegalData {
  const base = bundledLegal(resourcesDir);
  const edits = editsAt(db, revision).filter(({ kind }) => kind === 'law' || kind === 'calendar');
  if (edits.length === 0) return base;
  const laws = new Map(base.jurisdictions.jurisdictions.map((law) => [law.id, law]));
  const calendars = new Map(base.calendars);
  for (const { kind, key, value } of edits) {
    if (kind === 'law') laws.set(key, jurisdictionSchema.parse(JSON.parse(value)));
    else calendars.set(key, edited(calendars.get(key), key, calendarEditSchema.parse(JSON.parse(value))));
  }
  const [first, ...rest] = [...laws.values()];
  return {
    jurisdictions: { ...base.jurisdictions, jurisdictions: [first!, ...rest] },
    calendars,
    edited: new Set(edits.map((one) => `${one.kind} ${one.key}`)),
  };
}

function edited(calendar: HolidayCalendar | undefined, region: string, edit: CalendarEdit): HolidayCalendar {
  const years = edit.added.map((one) => Number(one.date.slice(0, 4)));
  const base: HolidayCalendar = calendar ?? {
    region,
    name: edit.name ?? region,
    years: [Math.min(...years), Math.max(...years)],
    days: new Map(),
  };
  const added = new Map(edit.added.map(({ date, name }) => [date, name]));
  return { ...adjustCalendar(base, added, new Set(edit.removed)), name: edit.name ?? base.name };
}

/**
 * Puts a law in place of the bundled one of the same id, or adds one.
 * @throws Refused with every place that is wrong
 */
export async function editLaw(
  catalog: Catalog,
  actor: string,
  order: { readonly key: string; readonly text: string | null; readonly reason: string | null },
): Promise<MutationResult> {
  const { key, text, reason } = order;
  if (text === null) return editPrivacyData(catalog, actor, { kind: 'law', key, value: null, reason });
  const law = understood(readLaw(key, text));
  return editPrivacyData(catalog, actor, { kind: 'law', key, value: JSON.stringify(law), reason });
}

/** @throws Refused with every place that is wrong */
export async function editCalendar(
  catalog: Catalog,
  actor: string,
  order: { readonly key: string; readonly text: string | null; readonly reason: string | null },
): Promise<MutationResult> {
  const { key, text, reason } = order;
  if (!/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/.test(key))
    throw new Refused('INVALID', `"${key.slice(0, 40)}" is not a place code; expected IE, GB-SCT or DE-BY.`);
  if (text === null) return editPrivacyData(catalog, actor, { kind: 'calendar', key, value: null, reason });
  const edit = understood(read(text, calendarEditSchema));
  const known = bundledLegal(catalog.options.resourcesDir).calendars.has(key);
  if (!known && edit.added.length === 0)
    throw new Refused('INVALID', `added: no calendar of ${key} is bundled; give its holidays.`);
  return editPrivacyData(catalog, actor, { kind: 'calendar', key, value: JSON.stringify(edit), reason });
}

/** What is wrong in the text of a law, place by place; empty when it can be kept. */
export function lawProblems(key: string, text: string): readonly TextProblem[] {
  const found = readLaw(key, text);
  return 'problems' in found ? found.problems : [];
}

interface TextProblem {
  /** From 1, where the text is not even JSON and the reader says where. */
  readonly line: number | null;
  readonly message: string;
}

type Read<T> = { readonly value: T } | { readonly problems: readonly TextProblem[] };

function readLaw(key: string, text: string): Read<Jurisdiction> {
  const found = read(text, jurisdictionSchema);
  if ('problems' in found || found.value.id === key) return found;
  const message = `id: "${found.value.id}" was given for ${key}; expected the same key in both.`;
  return { problems: [{ line: null, message }] };
}

function read<T>(text: string, schema: z.ZodType<T>): Read<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const line = /line (\d+)/.exec(said)?.[1];
    const message = `This is not JSON: ${said}`;
    return { problems: [{ line: line === undefined ? null : Number(line), message }] };
  }
  const result = schema.safeParse(json);
  if (result.success) return { value: result.data };
  return {
    problems: result.error.issues.map((one) => ({
      line: null,
      message: `${one.path.join('.') || 'the whole'}: ${one.message}`,
    })),
  };
}

/** @throws Refused with every place that is wrong */
function understood<T>(found: Read<T>): T {
  if ('value' in found) return found.value;
  throw new Refused('INVALID', found.problems.map(({ message }) => message).join('; '));
}
