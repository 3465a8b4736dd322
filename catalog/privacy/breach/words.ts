/** Words for what a blast radius holds. */
import { listed } from '../../reports/tables.ts';
import type { AffectedDataset, Arrival } from './blast.ts';
import type { BreachClock } from './clock.ts';
import type { ReceiverEvidence } from './receivers.ts';
import type { AffectedCategory } from './summary.ts';

export const ARRIVAL_WORDS: Readonly<Record<Arrival, string>> = {
  held: 'compromised itself',
  raw: 'values as they are',
  derived: 'masked or summed up',
  influence: 'influence only',
  unknown: 'not known',
  'not-carried': 'nothing arrives by column lineage',
};

const MAY_BE: Readonly<Record<NonNullable<AffectedDataset['mayBe']>, string>> = {
  raw: 'values as they are',
  derived: 'masked or summed-up values',
  influence: 'an influence',
};

/** `Data Protection Commission, https://…`, and where another one may be competent, that. */
export function authorityText({ name, url, note }: NonNullable<BreachClock['authority']>): string {
  return `${name}, ${url}.${note === undefined ? '' : ` ${note}`}`;
}

/** `masked or summed up; possibly values as they are`. */
export function arrivalText({ arrival, mayBe }: Pick<AffectedDataset, 'arrival' | 'mayBe'>): string {
  const words = ARRIVAL_WORDS[arrival];
  return mayBe === null ? words : `${words}; possibly ${MAY_BE[mayBe]}`;
}

/** `1200 rows`, `300 rows written last`, or that it is not known. */
export function volumeText({ volume }: Pick<AffectedDataset, 'volume'>): string {
  if (volume === null) return 'not known';
  return volume.basis === 'counted' ? String(volume.rows) : `${volume.rows} written last`;
}

/** `Art. 9`, `Art. 10`, or a dash. */
export function specialText({ art9, art10 }: AffectedCategory): string {
  return [...(art9 ? ['Art. 9'] : []), ...(art10 ? ['Art. 10'] : [])].join(', ') || '–';
}

/** On what it rests that somebody receives the data. */
export function evidenceText(one: ReceiverEvidence): string {
  if (one.basis === 'label') return `Labels of ${listed(one.datasets, 3)}`;
  return [
    `Activity ${one.activityName}${one.role === '' ? '' : `, as ${one.role}`}`,
    ...(one.country === '' ? [] : [`in ${one.country}`]),
    ...(one.categories === '' ? [] : [`for ${one.categories}`]),
    ...(one.contract === '' ? [] : [`contract ${one.contract}`]),
    ...(one.inSystem.length === 0 ? [] : [`affected in its system: ${listed(one.inSystem, 3)}`]),
  ].join('; ');
}
