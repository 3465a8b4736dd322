/** What is due, and the laws and calendars that it follows from. */
import { calendarFile, newestMoment } from '../../catalog/privacy/cases/calendar-file.ts';
import { dueList } from '../../catalog/privacy/cases/due.ts';
import { legalNow } from '../../catalog/privacy/cases/read.ts';
import { editCalendar, editLaw } from '../../catalog/privacy/deadline/legal.ts';
import { checkVectors } from '../../catalog/privacy/deadline/vectors.ts';
import { Refused } from '../../catalog/stewardship/refused.ts';
import { actorOf, os } from './context.ts';

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
    return jurisdictions.jurisdictions.map((law) => ({
      key: law.id,
      name: law.name,
      json: JSON.stringify(law, null, 2),
      own: edited.has(`law ${law.id}`),
    }));
  }),
  editLaw: os.desk.editLaw.handler(async ({ context, input }) =>
    editLaw(context.catalog, await actorOf(context), input),
  ),
  calendar: os.desk.calendar.handler(({ context, input }) => {
    const { calendars, edited } = legalNow(context.catalog);
    const calendar = calendars.get(input.key);
    if (!calendar) throw new Refused('NOT_FOUND', `No calendar of "${input.key}" is known.`);
    return {
      key: input.key,
      name: calendar.name,
      own: edited.has(`calendar ${input.key}`),
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
