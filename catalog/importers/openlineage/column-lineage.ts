/**
 * Column lineage (ColumnLineageDatasetFacet 1-2-0 and the forms before it).
 */
import type { Evidence, Json, Transformation } from '../../model/facts.ts';
import type { JobKey, RunKey } from '../../model/identity.ts';
import { MAX_NAME } from './classify.ts';
import type { DatasetEntity } from './entities.ts';
import { objectOf, objectsOf, textOf, type JsonObject } from './json.ts';
import type { Reading } from './reading.ts';
import { storedText } from './stored-value.ts';

/** Through what data flows: a run (observed), a job (declared), or neither. */
export interface Through {
  readonly run?: RunKey;
  readonly job?: JobKey;
  /** It does not count where the run is explicit about the target. */
  readonly yields?: boolean;
}

const MAX_DESCRIPTION = 4096;

/** Whether a facet has the members that make it column lineage. */
export function isColumnLineage(facet: JsonObject): boolean {
  return objectOf(facet['fields']) !== null || Array.isArray(facet['dataset']);
}

/** Says the derivations that the facet of a dataset lists. */
export function sayColumnLineage(
  reading: Reading,
  facet: JsonObject,
  target: DatasetEntity,
  through: Through,
  evidence: Evidence,
): void {
  for (const [field, value] of Object.entries(objectOf(facet['fields']) ?? {})) {
    const derivation = objectOf(value);
    if (!derivation || field === '' || field.length > MAX_NAME) continue;
    const legacy = legacyTransformations(derivation);
    for (const input of objectsOf(derivation['inputFields'])) {
      const from = columnOf(reading, input, evidence);
      if (!from) continue;
      const stated = transformationsOf(input['transformations']);
      const transformations = stated.length > 0 ? stated : legacy;
      reading.say({
        type: 'column-edge',
        from,
        to: target.column(field),
        ...through,
        transformations,
        evidence,
      });
    }
  }
  for (const input of objectsOf(facet['dataset'])) {
    const from = columnOf(reading, input, evidence);
    if (!from) continue;
    const transformations = transformationsOf(input['transformations']);
    reading.say({ type: 'dataset-influence', from, to: target.key, ...through, transformations, evidence });
  }
}

/** The column that an input field names; null where a part of the name is missing. */
function columnOf(reading: Reading, input: JsonObject, evidence: Evidence) {
  const namespace = textOf(input['namespace']);
  const name = textOf(input['name']);
  const field = textOf(input['field']);
  if (namespace === undefined || name === undefined || field === undefined) return null;
  if (namespace.length > MAX_NAME || name.length > MAX_NAME || field.length > MAX_NAME) return null;
  const dataset = reading.dataset(namespace, name, evidence);
  reading.mentionDataset(dataset, evidence);
  return dataset.column(field);
}

/** Transformations as stated. A type that is neither DIRECT nor INDIRECT is taken as direct: values may pass. */
export function transformationsOf(value: Json | undefined): readonly Transformation[] {
  if (!Array.isArray(value) || value.length === 0) return [];
  return objectsOf(value).map((one) => {
    const subtype = textOf(one['subtype']);
    const description = textOf(one['description']);
    const masking = one['masking'];
    return {
      type: textOf(one['type'])?.toUpperCase() === 'INDIRECT' ? 'INDIRECT' : 'DIRECT',
      ...(subtype === undefined ? {} : { subtype: storedText(subtype.toUpperCase(), 128) }),
      ...(description === undefined ? {} : { description: storedText(description, MAX_DESCRIPTION) }),
      ...(typeof masking === 'boolean' ? { masking } : {}),
    };
  });
}

/** Before 1-1-0 a field had one transformation: IDENTITY, or MASKED where no original value is left. */
function legacyTransformations(derivation: JsonObject): readonly Transformation[] {
  const type = textOf(derivation['transformationType'])?.toUpperCase();
  const text = textOf(derivation['transformationDescription']);
  if (type === undefined && text === undefined) return [];
  const description = text === undefined ? {} : { description: storedText(text, MAX_DESCRIPTION) };
  if (type === 'IDENTITY') return [{ type: 'DIRECT', subtype: 'IDENTITY', ...description }];
  if (type === 'MASKED')
    return [{ type: 'DIRECT', subtype: 'TRANSFORMATION', ...description, masking: true }];
  return [{ type: 'DIRECT', ...description }];
}
