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

/** How often each key occurs. */
export const tallyOf = (key: z.ZodType<string>) => z.array(z.looseObject({ key, count }));
const bySomebody = { actor: person };

/** What holds at one end. */
export const stateSchema = z.looseObject({
  revision: count,
  at: z.string(),
  head: z.looseObject({ seq: count, hash: digest.nullable(), at: instant.nullable() }),
  populations: z.array(z.looseObject({ what: z.string(), count, how: z.string() })),
  byKind: tallyOf(z.string()),
  bySource: tallyOf(z.string()),
  byNamespace: tallyOf(system),
  sensitivity: tallyOf(z.string()),
  coverage: z.array(z.looseObject({ key: z.string(), what: z.string(), covered: count, of: count })),
  exceptions: z.array(
    z.looseObject({
      code: z.string(),
      text: z.string(),
      count,
      of: count.nullable(),
      shown: count,
      items: z.array(freeText),
    }),
  ),
  policy: z.looseObject({
    rules: z.array(
      z.looseObject({
        ...bySomebody,
        rule: count,
        name: freeText,
        kind: z.string(),
        enabled: z.boolean(),
        sinceRevision: count,
      }),
    ),
    carrying: z.array(
      z.looseObject({ what: z.string(), carries: z.boolean(), by: person, sinceRevision: count.nullable() }),
    ),
    blocks: count,
    own: z.array(z.looseObject({ ...bySomebody, kind: z.string(), key: z.string(), sinceRevision: count })),
  }),
  cases: z.array(
    z.looseObject({
      reference: z.string(),
      state: z.string(),
      due: day.nullable(),
      done: z.boolean(),
      overdue: z.boolean(),
    }),
  ),
});

export const importsSchema = z.array(
  z.looseObject({
    ...bySomebody,
    id: count,
    revision: count,
    at: instant,
    label: freeText,
    accepted: count,
    rejected: count,
    warnings: count,
    toolVersion: z.string(),
    changes: z.array(z.looseObject({ type: z.string(), added: count, changed: count, retired: count })),
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
);

export const auditDataSchema = reportData('headwater-audit-report', 2, 'Audit report', {
  title: z.string(),
  period: z.looseObject({ from: day.nullable(), to: day.nullable() }),
  ends: z.looseObject({ start: count, startSeq: count, end: count, endSeq: count }),
  start: stateSchema.nullable(),
  end: stateSchema,
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
  imports: importsSchema,
  issues: z.array(z.looseObject({ code: z.string(), severity: z.string(), count, example: freeText })),
  changes: z.looseObject({
    byActor: tallyOf(person),
    byAction: tallyOf(z.string()),
    byDay: tallyOf(day),
    byActorAndAction: z.array(z.looseObject({ ...bySomebody, action: z.string(), count })),
    entries: z.array(
      z.looseObject({
        ...bySomebody,
        seq: count,
        at: instant,
        action: z.string(),
        label: freeText,
        entryHash: digest,
      }),
    ),
  }),
  decisions: z.looseObject({
    byKind: tallyOf(z.string()),
    entries: z.array(z.looseObject({ seq: count, kind: z.string() })),
  }),
  disclosures: z.looseObject({ byAction: tallyOf(z.string()), entries: z.array(count) }),
  sections: z.array(
    z.looseObject({ key: z.string(), name: z.string(), count, of: count.nullable(), words: z.string() }),
  ),
  controls: z.array(
    z.looseObject({
      key: z.string(),
      name: z.string(),
      edition: z.string(),
      own: z.boolean(),
      controls: z.array(
        z.looseObject({
          id: z.string(),
          title: z.string(),
          support: z.string(),
          note: z.string().nullable(),
          evidence: z.array(z.looseObject({ section: z.string(), shows: z.string(), found: z.string() })),
        }),
      ),
    }),
  ),
  openSuggestions: count,
  ledger: z.looseObject({
    headSeq: count,
    head: digest.nullable(),
    verdict: z.enum(['intact', 'tampered', 'undecided']),
    entries: count,
    payloadsChecked: count,
    payloadsErased: count,
    firstBad: naming('note', z.looseObject({ seq: count, reason: z.string() })).nullable(),
    notes: texts,
    custody: z
      .looseObject({
        verdict: z.string(),
        entries: count,
        findings: z.array(z.looseObject({ seq: count, kind: z.string(), reason: freeText })),
        checkpoints: count,
        newestSize: count.nullable(),
        newestAt: z.string().nullable(),
        keyId: z.string().nullable(),
        trusted: z.boolean(),
        compared: z.array(z.looseObject({ source: path, size: count, outcome: z.string() })),
        notes: texts,
      })
      .nullable(),
  }),
});
