/** The datasets that an event reads or writes, and what run and job events alike say about them. */
import type { Json } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import { namedOf } from './classify.ts';
import type { DatasetEntity } from './entities.ts';
import type { Direction, Touched } from './dealings.ts';
import { objectOf, type JsonObject } from './json.ts';
import type { Moment } from './pictures.ts';
import { sayAssertions, sayMetrics } from './quality.ts';
import type { Reading } from './reading.ts';

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
    const object = objectOf(element);
    const known = object && reading.touched.get(object);
    const one = known?.direction === direction ? known : newlyTouched(reading, element, direction, moment);
    if (!one) continue;
    reading.describeDataset(one.dataset, moment.evidence);
    touched.push(one);
  }
}

function newlyTouched(reading: Reading, element: Json, direction: Direction, moment: Moment): Touched | null {
  const dataset = reading.namedDataset(element, moment);
  const object = objectOf(element);
  const named = object && namedOf(object);
  if (!dataset || !object || !named) return null;
  const io = objectOf(object[direction === 'input' ? 'inputFacets' : 'outputFacets']);
  const one: Touched = { dataset, direction, facets: named.facets, io };
  // What is warned of is counted anew for each event.
  const plain = named.namespace === dataset.key.namespace && named.name === dataset.key.name;
  if (plain && reading.parts.formOf(object)) reading.touched.set(object, one);
  return one;
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
