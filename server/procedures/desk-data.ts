/** What is due, and the laws and calendars that it follows from. */
import type { Catalog } from '../../catalog/catalog.ts';
import { editsAt } from '../../catalog/privacy/edits.ts';
import { calendarFile, newestMoment } from '../../catalog/privacy/cases/calendar-file.ts';
import { dueList } from '../../catalog/privacy/cases/due.ts';
import { legalNow } from '../../catalog/privacy/cases/read.ts';
import {
  bundledLegal,
  calendarEditSchema,
  editCalendar,
  editLaw,
  lawProblems,
} from '../../catalog/privacy/deadline/legal.ts';
import { checkVectors } from '../../catalog/privacy/deadline/vectors.ts';
import { Refused } from '../../catalog/stewardship/refused.ts';
import { actorOf, os } from './context.ts';

function editOf(catalog: Catalog, key: string) {
  const kept = editsAt(catalog.store.reader, null, 'calendar').find((one) => one.key === key);
  if (!kept) return null;
  const { name, added, removed } = calendarEditSchema.parse(JSON.parse(kept.value));
  return { name: name ?? null, added, removed };
}

export const deskData = {
  due: os.desk.due.handler(({ context }) => {
    const { items, paused } = dueList(context.catalog);
    return { items: [...items], paused: [...paused] };
  }),
  calendarFile: os.desk.calendarFile.handler(({ context: { catalog } }) => ({
    name: 'due.ics',
    mediaType: 'text/calendar',
    base64: Buffer.from(calendarFile(dueList(catalog).items, newestMoment(catalog)), 'utf8').toString(
      'base64',
    ),
  })),
  laws: os.desk.laws.handler(({ context }) => {
    const { jurisdictions, edited } = legalNow(context.catalog);
    const shipped = new Map(
      bundledLegal(context.catalog.options.resourcesDir).jurisdictions.jurisdictions.map((law) => [
        law.id,
        law,
      ]),
    );
    return jurisdictions.jurisdictions.map((law) => ({
      key: law.id,
      name: law.name,
      json: JSON.stringify(law, null, 2),
      bundled: shipped.has(law.id) ? JSON.stringify(shipped.get(law.id), null, 2) : null,
      own: edited.has(`law ${law.id}`),
    }));
  }),
  editLaw: os.desk.editLaw.handler(async ({ context, input }) =>
    editLaw(context.catalog, await actorOf(context), input),
  ),
  checkLaw: os.desk.checkLaw.handler(({ input }) => ({
    problems: lawProblems(input.key, input.text).map((one) => ({ ...one })),
  })),
  calendars: os.desk.calendars.handler(({ context }) => {
    const { calendars, edited } = legalNow(context.catalog);
    return [...calendars]
      .map(([key, { name, years }]) => ({
        key,
        name,
        own: edited.has(`calendar ${key}`),
        from: years[0],
        to: years[1],
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }),
  calendar: os.desk.calendar.handler(({ context, input }) => {
    const { calendars, edited } = legalNow(context.catalog);
    const calendar = calendars.get(input.key);
    if (!calendar) throw new Refused('NOT_FOUND', `No calendar of "${input.key}" is known.`);
    return {
      key: input.key,
      name: calendar.name,
      own: edited.has(`calendar ${input.key}`),
      edit: editOf(context.catalog, input.key),
      days: [...calendar.days]
        .map(([date, name]) => ({ date, name }))
        .sort((a, b) => (a.date < b.date ? -1 : 1)),
    };
  }),
  editCalendar: os.desk.editCalendar.handler(async ({ context, input }) =>
    editCalendar(context.catalog, await actorOf(context), input),
  ),
  checkVectors: os.desk.checkVectors.handler(({ context, input }) =>
    checkVectors(input.text, legalNow(context.catalog)).map((one) => ({
      ...one,
      computed: one.computed === null ? null : { ...one.computed },
      expect: { ...one.expect },
      differences: one.differences.map((difference) => ({ ...difference })),
      warnings: [...one.warnings],
    })),
  ),
};
