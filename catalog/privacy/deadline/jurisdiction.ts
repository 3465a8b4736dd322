/**
 * Jurisdictions as data: periods, starts, pauses and the wording of rights live in
 * `resources/privacy/jurisdictions.json`, so that a change of law is a change of data.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const period = z.object({ count: z.int().positive(), unit: z.enum(['month', 'day', 'working-day']) });

/** A length of time: calendar months, calendar days or working days. */
export type Period = z.infer<typeof period>;

/** The shape of one law's data. */
export const jurisdictionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  /** Short name people use: `GDPR`. */
  name: z.string(),
  law: z.string(),
  /** Countries (ISO 3166) or subdivisions whose calendars apply; `DE` also admits `DE-BY`. */
  regions: z.array(z.string()).nonempty(),
  /** The period for the answer. `article` names the provision. */
  response: period.extend({ article: z.string() }),
  /** Total period from the start when extended (not the addition), or null where none is foreseen. */
  extension: period.extend({ article: z.string() }).nullable(),
  acknowledgement: period.extend({ article: z.string() }).nullable(),
  /** Period to honour an opt-out from sale or sharing. */
  optOut: period.extend({ article: z.string() }).nullable(),
  /** `relevant-time`: the latest of receipt, requested proof of identity and requested fee. */
  start: z.enum(['receipt', 'relevant-time']),
  /** Grounds on which days do not count; null: the clock never stops. */
  pause: z
    .object({
      reasons: z.array(z.enum(['identity', 'clarification'])).nonempty(),
      /** `both`: first and last day are left out of the count; `first`: the last day counts again. */
      excludes: z.enum(['both', 'first']),
      note: z.string(),
    })
    .nullable(),
  /** What happens when the last day is no working day. */
  lastDay: z.enum(['next-working-day', 'unchanged']),
  /** Calendar days that fit into every such period, for systems that want a fixed number. */
  safeDays: z.int().positive().nullable(),
  /** The statute can be read to end the period a day earlier; show that day as a cautious target. */
  strictReading: z.string().nullable(),
  internalTargetWorkingDays: z.int().nonnegative(),
  /** One sentence for people: the rule that was applied, with its provisions. */
  ruleText: z.string(),
  rights: z.array(z.object({ id: z.string(), name: z.string(), article: z.string(), text: z.string() })),
  authorities: z.array(
    z.object({
      region: z.string(),
      name: z.string(),
      url: z.url({ protocol: /^https$/ }),
      note: z.string().optional(),
    }),
  ),
});

/** One law's rules for answering a person's request. */
export type Jurisdiction = z.infer<typeof jurisdictionSchema>;

const jurisdictionsFile = z.object({
  version: z.string(),
  disclaimer: z.string(),
  jurisdictions: z.array(jurisdictionSchema).nonempty(),
});

export type JurisdictionsFile = z.infer<typeof jurisdictionsFile>;

/** Reads and checks the bundled jurisdictions. @throws if the file is missing or malformed. */
export function loadJurisdictions(resourcesDir: string): JurisdictionsFile {
  const text = readFileSync(join(resourcesDir, 'privacy', 'jurisdictions.json'), 'utf8');
  return jurisdictionsFile.parse(JSON.parse(text));
}

/** True when the region, or the country it lies in, belongs to the jurisdiction. */
export function appliesIn(law: Jurisdiction, region: string): boolean {
  return law.regions.some((own) => region === own || region.startsWith(`${own}-`));
}

/** The authority a person can complain to: that of the region itself, else of its country, else the only one. */
export function authorityFor(law: Jurisdiction, region: string): Jurisdiction['authorities'][number] | null {
  const country = region.split('-')[0];
  return (
    law.authorities.find((authority) => authority.region === region) ??
    law.authorities.find((authority) => authority.region === country) ??
    null
  );
}
