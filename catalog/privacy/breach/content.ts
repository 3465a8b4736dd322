/** Everything that a page or a report says of a breach: a function of the record, the catalog at a revision and the law. */
import { loadPast, type PastCatalog } from '../../past/as-of.ts';
import type { Pins } from '../../past/pins.ts';
import type { Organisation } from '../../reports/report-kind.ts';
import { legalAt } from '../deadline/legal.ts';
import { activitiesAt } from '../processing/register/activity.ts';
import { loadTaxonomy } from '../taxonomy/taxonomy.ts';
import { askedOf, type Asked } from './art.ts';
import { blastOf, type Blast, type BlastOptions } from './blast.ts';
import { breachClock, type BreachClock } from './clock.ts';
import { latestMoment, radiusMoment, type RadiusMoment } from './moment.ts';
import { breachAt, type BreachRecord } from './read.ts';
import type { PinnedVolumes } from './volumes.ts';
import { affectedOnlyIn, summaryOf, type BlastSummary } from './summary.ts';

export interface BreachContent {
  readonly record: BreachRecord;
  readonly organisation: Organisation;
  readonly toolVersion: string;
  /** Of the report: what is noted of the breach is as of this. */
  readonly revision: number;
  readonly at: string;
  readonly moment: RadiusMoment;
  readonly blast: Blast;
  readonly summary: BlastSummary;
  /** Names affected today and not then, and the other way round; null where the radius is of today. */
  readonly since: { readonly added: readonly string[]; readonly gone: readonly string[] } | null;
  readonly clock: BreachClock;
  readonly asked: readonly Asked[];
  readonly disclaimer: string;
}

export interface BreachInput {
  readonly reference: string;
  readonly organisation: Organisation;
  readonly toolVersion: string;
  readonly volumes?: PinnedVolumes | undefined;
}

/** @throws Refused when there is no such breach at the revision */
export async function breachContent(
  past: PastCatalog,
  resourcesDir: string,
  { reference, organisation, toolVersion, volumes }: BreachInput,
  signal?: AbortSignal,
): Promise<BreachContent> {
  const record = breachAt(past.db, reference, past.revision);
  const radii = await radiiOf(past, resourcesDir, record, { volumes, signal });
  return { ...contentOf(record, past, resourcesDir, organisation, radii), toolVersion };
}

/** The radius at the time of the breach and, where that is another time, as it is. */
export interface Radii {
  readonly moment: RadiusMoment;
  readonly blast: Blast;
  readonly now: Blast | null;
}

export async function radiiOf(
  past: PastCatalog,
  resourcesDir: string,
  record: BreachRecord,
  given: BlastOptions = {},
): Promise<Radii> {
  // The register describes the processing, and may have been completed since: its newest state counts.
  const options: BlastOptions = { activities: activitiesAt(past.db, past.revision), ...given };
  const moment = radiusMoment(past.db, record, past.revision);
  const then = await atRevision(past, moment.revision, past.pins, options.signal);
  const blast = await blastOf(then, resourcesDir, record.start, options);
  if (moment.revision === latestMoment(past.db, record, past.revision)) return { moment, blast, now: null };
  return { moment, blast, now: await blastOf(past, resourcesDir, record.start, options) };
}

async function atRevision(
  past: PastCatalog,
  revision: number,
  pins: Pins,
  signal?: AbortSignal,
): Promise<PastCatalog> {
  return revision === past.revision ? past : loadPast(past.db, { revision, pins }, signal);
}

/** The rest, which is quick. */
export function contentOf(
  record: BreachRecord,
  past: Pick<PastCatalog, 'db' | 'revision' | 'at'>,
  resourcesDir: string,
  organisation: Organisation,
  { moment, blast, now }: Radii,
): Omit<BreachContent, 'toolVersion'> {
  const legal = legalAt(past.db, resourcesDir, past.revision);
  const summary = summaryOf(blast, loadTaxonomy(resourcesDir), organisation.country);
  const clock = breachClock(record, legal);
  const names = (one: Blast, other: Blast) => affectedOnlyIn(one, other).map((dataset) => dataset.name);
  return {
    ...{ record, organisation, moment, blast, summary, clock },
    revision: past.revision,
    at: past.at,
    since: now && { added: names(now, blast), gone: names(blast, now) },
    asked: askedOf({ record, summary, clock, organisation }),
    disclaimer: legal.jurisdictions.disclaimer,
  };
}
