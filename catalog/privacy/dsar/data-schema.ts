/** The published form of the data of a DSAR report. */
import { z } from 'zod';
import {
  count,
  datasetName,
  day,
  freeText,
  naming,
  person,
  reportData,
  system,
  texts,
} from '../../reports/data-schema.ts';
import { IDENTIFIER_KINDS, RIGHTS } from './request.ts';

const text = z.string();
const maybe = text.nullable();
const maybeDay = day.nullable();
const label = z.looseObject({ label: text, by: text });
const reached = datasetName.extend({
  stated: texts,
  hops: count,
  importers: texts,
  path: z.array(datasetName),
});
/** A category of personal data with how much of it is held. */
export const heldCategoryData = z.looseObject({
  key: text,
  name: text,
  columns: count,
  datasets: count,
  special: z.boolean(),
  art9: z.boolean(),
  art10: z.boolean(),
  sensitiveInformation: z.boolean(),
  usualOrigin: maybe,
});
const identity = z.looseObject({ kind: z.enum(IDENTIFIER_KINDS), columns: texts, byName: z.boolean() });

const store = datasetName.extend({
  owners: z.array(z.looseObject({ name: person, email: person.nullable(), role: text })),
  reason: text,
  columns: z.array(
    z.looseObject({
      path: texts,
      categories: texts,
      basis: z.enum(['tag', 'lineage', 'label']),
      labels: z.array(label),
    }),
  ),
  labels: z.array(label),
  identity: z.array(identity),
  join: z.looseObject({ from: datasetName, column: text, otherColumn: text, basis: text }).nullable(),
  statements: z.looseObject({ count: text, rows: text, parameters: texts }).nullable(),
  wayIn: maybe,
  instructions: texts,
  review: texts,
  unassessed: texts,
  gap: z.literal('no-identity-column').nullable(),
});

const clock = z.looseObject({
  state: z.enum(['running', 'paused']),
  start: day,
  due: maybeDay,
  extendedDue: maybeDay,
  extensionNoticeBy: maybeDay,
  acknowledgeBy: maybeDay,
  safeDate: maybeDay,
  internalTarget: maybeDay,
  strictDue: maybeDay,
  rule: text,
  steps: texts,
  warnings: texts,
  calendar: text,
  holidays: z.array(z.looseObject({ date: day, name: text })),
});

export const dsarDataSchema = reportData('headwater-dsar-response-basis', 1, 'Response basis for a request', {
  notice: text,
  attribution: text,
  case: z.looseObject({
    reference: text,
    receivedOn: day,
    law: text,
    lawName: text,
    place: text,
    subject: text,
    identifierKinds: z.array(z.enum(IDENTIFIER_KINDS)),
    extended: z.boolean(),
    identityConfirmedOn: maybeDay,
    rights: z.array(z.looseObject({ right: z.enum(RIGHTS), article: maybe })),
  }),
  clock,
  authority: z.looseObject({ name: text, url: text }).nullable(),
  provisions: z.record(text, maybe),
  gaps: z.array(z.looseObject({ code: text, text, count })),
  categories: z.array(heldCategoryData),
  recipients: z.array(reached),
  sources: z.array(reached),
  models: z.array(reached),
  purposes: z.array(
    datasetName.extend({
      column: maybe,
      purpose: z.looseObject({ key: text, name: text, description: freeText.nullable() }).nullable(),
      legalBasis: maybe,
      retentions: texts,
    }),
  ),
  retention: z.array(datasetName.extend({ key: text, text })),
  origins: z.array(
    datasetName.extend({ column: text, categories: texts, origin: text, basis: text, check: maybe }),
  ),
  tasks: z.array(
    z.looseObject({
      id: text,
      system,
      medium: z.enum(['sql', 'files', 'stream', 'other']),
      dialect: maybe,
      owners: naming('person', texts.clone()),
      stores: z.array(store),
    }),
  ),
  erasureOrder: z.array(datasetName),
  considered: z.array(
    datasetName.extend({ verdict: z.enum(['in', 'check', 'out']), reason: text, categories: texts }),
  ),
});
