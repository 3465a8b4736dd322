/** The published form of an audit report's data. */
import { z } from 'zod';
import {
  count,
  day,
  digest,
  freeText,
  instant,
  naming,
  path,
  person,
  reportData,
  system,
  texts,
} from '../data-schema.ts';

const tally = (key: z.ZodType<string>) => z.array(z.looseObject({ key, count }));

export const auditDataSchema = reportData('headwater-audit-report', 1, 'Audit report', {
  title: z.string(),
  period: z.looseObject({ from: day.nullable(), to: day.nullable() }),
  populations: z.array(z.looseObject({ what: z.string(), count, how: z.string() })),
  byKind: tally(z.string()),
  bySource: tally(z.string()),
  byNamespace: tally(system),
  sensitivity: tally(z.string()),
  coverage: z.array(z.looseObject({ what: z.string(), covered: count, of: count })),
  inventory: z.array(
    z.looseObject({
      namespace: system,
      name: z.string(),
      kind: z.string(),
      sensitivity: z.string().nullable(),
      columns: count,
      sources: texts,
      owners: z.array(z.looseObject({ name: person, role: z.string() })),
      described: z.boolean(),
    }),
  ),
  imports: z.array(
    z.looseObject({
      id: count,
      revision: count,
      at: instant,
      actor: person,
      label: freeText,
      accepted: count,
      rejected: count,
      warnings: count,
      toolVersion: z.string(),
      files: z.array(
        z.looseObject({
          path,
          sha256: digest,
          bytes: count,
          importer: z.string().nullable(),
          role: z.string().nullable(),
        }),
      ),
    }),
  ),
  issues: z.array(z.looseObject({ code: z.string(), severity: z.string(), count, example: freeText })),
  changes: z.looseObject({
    byActor: tally(person),
    byAction: tally(z.string()),
    byDay: tally(day),
    entries: z.array(
      z.looseObject({
        seq: count,
        at: instant,
        actor: person,
        action: z.string(),
        label: freeText,
        entryHash: digest,
      }),
    ),
  }),
  gaps: z.array(z.looseObject({ code: z.string(), text: z.string(), count })),
  ledger: z.looseObject({
    headSeq: count,
    head: digest.nullable(),
    verdict: z.enum(['intact', 'tampered', 'undecided']),
    entries: count,
    payloadsChecked: count,
    payloadsErased: count,
    firstBad: naming('note', z.looseObject({ seq: count, reason: z.string() })).nullable(),
    notes: texts,
  }),
});
