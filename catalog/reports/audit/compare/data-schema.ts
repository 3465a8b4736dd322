/** The published form of the data of a comparison of two audits. */
import { z } from 'zod';
import { count, day, freeText, person, reportData } from '../../data-schema.ts';
import { SUPPORTS } from '../controls.ts';
import { importsSchema, stateSchema, tallyOf } from '../data-schema.ts';

const text = z.string();

const side = z.looseObject({
  name: text,
  report: count.nullable(),
  from: day.nullable(),
  to: day.nullable(),
  revision: count,
  seq: count,
  state: stateSchema,
});
const items = z.looseObject({ count, shown: count, items: z.array(freeText) }).nullable();
const covered = z.looseObject({ covered: count, of: count }).nullable();

export const comparisonDataSchema = reportData('headwater-audit-comparison', 1, 'Comparison of two audits', {
  title: text,
  earlier: side,
  later: side,
  populations: z.array(z.looseObject({ what: text, earlier: count, later: count })),
  coverage: z.array(z.looseObject({ key: text, what: text, earlier: covered, later: covered })),
  exceptions: z.array(
    z.looseObject({ code: text, text, earlier: count, later: count, appeared: items, gone: items }),
  ),
  actors: z.array(z.looseObject({ actor: person, earlier: count, later: count })),
  between: z.looseObject({
    entries: count,
    byActor: tallyOf(person),
    byAction: tallyOf(text),
    decisions: tallyOf(text),
    disclosures: tallyOf(text),
    imports: importsSchema,
  }),
  controls: z.array(
    z.looseObject({
      key: text,
      name: text,
      edition: text,
      total: count,
      changed: z.array(
        z.looseObject({
          id: text,
          title: text,
          support: z.enum(SUPPORTS),
          evidence: z.array(z.looseObject({ section: text, earlier: text, later: text })),
        }),
      ),
    }),
  ),
});
