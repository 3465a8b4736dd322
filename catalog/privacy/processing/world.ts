/** All that records of processing are worked out from, at one moment: the same for screens and for reports. */
import type { PastCatalog } from '../../past/as-of.ts';
import type { Organisation } from '../../reports/report-kind.ts';
import { derivedOf, type Derived } from './derived.ts';
import { loadCriteria, type Criteria } from './dpia/criteria.ts';
import { screen, type Screening } from './dpia/screening.ts';
import type { Volumes } from './dpia/volumes.ts';
import type { Finding } from './findings/finding.ts';
import { findingsOf } from './findings/findings.ts';
import { personalData, type PersonalData } from './personal.ts';
import { activitiesAt, assessmentsAt, type Activity, type Assessment } from './register/activity.ts';
import { purposesAt, type PurposeEntry } from './register/purpose.ts';
import { termsOf, type Terms } from './terms.ts';

export interface World {
  readonly data: PersonalData;
  readonly terms: Terms;
  readonly criteria: Criteria;
  readonly activities: readonly Activity[];
  readonly assessments: ReadonlyMap<string, Assessment>;
  readonly purposes: ReadonlyMap<string, PurposeEntry>;
  readonly organisation: Organisation;
  /** Civil date. */
  readonly today: string;
  readonly volumes: Volumes;
}

export interface Known {
  readonly activity: Activity;
  readonly assessment: Assessment | undefined;
  readonly derived: Derived;
  readonly screening: Screening;
  readonly findings: readonly Finding[];
}

export interface WorldInput {
  readonly resourcesDir: string;
  readonly organisation: Organisation;
  readonly today: string;
  /** Of datasets that have many rows. */
  readonly volumes: Volumes;
}

export function worldOf(past: PastCatalog, { resourcesDir, ...given }: WorldInput): World {
  const data = personalData(past, resourcesDir);
  return {
    ...given,
    data,
    terms: termsOf(data.taxonomy),
    criteria: loadCriteria(resourcesDir),
    activities: activitiesAt(past.db, past.revision),
    assessments: assessmentsAt(past.db, past.revision),
    purposes: purposesAt(past.db, past.revision),
  };
}

/** Everything that is known of an activity, stated or not. */
export function knownOf(world: World, activity: Activity): Known {
  const { data, terms, criteria, purposes, organisation, today } = world;
  const derived = derivedOf(data, activity);
  const assessment = world.assessments.get(activity.key);
  const screening = screen({ activity, assessment, derived, data, terms, criteria, volumes: world.volumes });
  const asks = screening.conclusion === 'required' || screening.conclusion === 'likely';
  const findings = findingsOf({
    ...{ activity, derived, terms, purposes, today },
    country: organisation.country,
    assessed:
      assessment !== undefined && (assessment.text('description') ?? assessment.text('outcome')) !== null,
    assessmentNeeded: asks && activity.role !== 'processor' ? screening.words : null,
  });
  return { activity, assessment, derived, screening, findings };
}

/** Positions of datasets with personal data that no activity is linked with; retired ones are left out. */
export function uncoveredOf(world: World, known: readonly Known[]): number[] {
  const covered = new Set(known.flatMap(({ derived }) => derived.datasets.map(({ of }) => of.index)));
  return world.data.datasets
    .filter(({ index, personal, dataset }) => personal && !dataset.retired && !covered.has(index))
    .map(({ index }) => index);
}
