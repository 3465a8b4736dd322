/** The datasets that an event reads or writes, and what run and job events alike say about them. */
import type { Json } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import { namedOf } from './classify.ts';
import type { DatasetEntity } from './entities.ts';
import { objectOf, type JsonObject } from './json.ts';
import type { Moment } from './pictures.ts';
import { sayAssertions, sayMetrics } from './quality.ts';
import type { Reading } from './reading.ts';

export type Direction = 'input' | 'output';

/** A dataset of the event with all its facets; `io` are those of this reading or writing. */
export interface Touched {
  readonly dataset: DatasetEntity;
  readonly direction: Direction;
  readonly facets: JsonObject | null;
  readonly io: JsonObject | null;
}

/** The datasets that lists of inputs and outputs name; elements without a name are reported. */
export function touchedBy(
  reading: Reading,
  { inputs, outputs }: { readonly inputs: readonly Json[]; readonly outputs: readonly Json[] },
  moment: Moment,
): readonly Touched[] {
  const touched: Touched[] = [];
  addTouched(touched, reading, inputs, 'input', moment);
  addTouched(touched, reading, outputs, 'output', moment);
  return touched;
}

function addTouched(
  touched: Touched[],
  reading: Reading,
  elements: readonly Json[],
  direction: Direction,
  moment: Moment,
): void {
  for (const element of elements) {
    const dataset = reading.namedDataset(element, moment);
    const object = objectOf(element);
    if (!dataset || !object) continue;
    const facets = namedOf(object)?.facets ?? null;
    reading.describeDataset(dataset, moment.evidence);
    const io = objectOf(object[direction === 'input' ? 'inputFacets' : 'outputFacets']);
    touched.push({ dataset, direction, facets, io });
  }
}

/** Says the quality facets among `facets`, of a run or of none. */
export function sayQuality(
  reading: Reading,
  facets: JsonObject | null,
  dataset: DatasetEntity,
  run: RunKey | undefined,
  moment: Moment,
): void {
  const metrics = objectOf(facets?.['dataQualityMetrics']);
  if (metrics) sayMetrics(reading, metrics, dataset, run, moment);
  const assertions = objectOf(facets?.['dataQualityAssertions']);
  if (assertions) sayAssertions(reading, assertions, dataset, moment);
}
