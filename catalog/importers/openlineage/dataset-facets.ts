/** Facets of a dataset that hold until a later one of their name replaces them. */
import type { Evidence, Target } from '../../model/facts.ts';
import type { DatasetEntity } from './entities.ts';
import { eachFacet, isDeleted, isListOf, malformed } from './facet-envelope.ts';
import { objectOf, objectsOf, textOf, type JsonObject } from './json.ts';
import { kindOfType } from './naming.ts';
import type { Moment } from './pictures.ts';
import type { Reading } from './reading.ts';
import { redactUri } from '../redact.ts';
import { saySchema } from './schema-columns.ts';
import { sayCustom, sayProperty, saySharedFacet, SHARED_REQUIREMENTS } from './shared-facets.ts';
import { bodyOf, storedValue } from './stored-value.ts';

/** Facets of the specification that are kept as they are. */
const PROPERTIES = new Set([
  'version',
  'storage',
  'catalog',
  'hierarchy',
  'datasetType',
  'lifecycleStateChange',
]);

/** Facets that belong to a run or are lineage; others read them. */
const ELSEWHERE = new Set([
  'dataQualityMetrics',
  'dataQualityAssertions',
  'inputStatistics',
  'outputStatistics',
  'columnLineage',
]);

const REQUIREMENTS: typeof SHARED_REQUIREMENTS = new Map([
  ...SHARED_REQUIREMENTS,
  [
    'schema',
    {
      expected: '"fields" with names',
      met: (facet) => isListOf(facet['fields'], (one) => textOf(one['name']) !== undefined),
    },
  ],
  [
    'symlinks',
    {
      expected: '"identifiers" with namespace and name',
      met: (facet) => isListOf(facet['identifiers'], isIdentifier),
    },
  ],
]);

export function readDatasetFacets(
  reading: Reading,
  dataset: DatasetEntity,
  facets: JsonObject | null,
  moment: Moment,
): void {
  eachFacet(reading, facets, moment, (name, facet) => {
    if (ELSEWHERE.has(name)) return;
    if (name !== 'lifecycleStateChange' && reading.pictures.repeats(dataset, name, moment, facet)) return;
    const requirement = REQUIREMENTS.get(name);
    if (isDeleted(facet)) reading.pictures.offer(dataset, name, moment, () => undefined);
    else if (requirement && !requirement.met(facet)) malformed(reading, name, requirement.expected, moment);
    else {
      if (name === 'lifecycleStateChange') sayRename(reading, dataset, facet, moment);
      const draw = (evidence: Evidence): void => sayDatasetFacet(reading, dataset, name, facet, evidence);
      reading.pictures.offer(dataset, name, moment, draw, facet);
    }
  });
}

function sayDatasetFacet(
  reading: Reading,
  dataset: DatasetEntity,
  name: string,
  facet: JsonObject,
  evidence: Evidence,
): void {
  const target = { on: 'dataset', dataset: dataset.key } as const;
  if (saySharedFacet(reading, name, facet, target, evidence)) return;
  if (name === 'schema') saySchema(reading, dataset, facet['fields'], evidence);
  else if (name === 'tags') sayTags(reading, dataset, facet, evidence);
  else if (name === 'symlinks') saySymlinks(reading, dataset, facet, evidence);
  else if (name === 'dataSource') {
    const uri = textOf(facet['uri']);
    const value = storedValue({ ...bodyOf(facet), ...(uri === undefined ? {} : { uri: redactUri(uri) }) });
    reading.say({ type: 'property', target, key: name, value, evidence });
  } else if (PROPERTIES.has(name)) {
    const kind = name === 'datasetType' ? kindOfType(textOf(facet['datasetType']) ?? '') : undefined;
    if (kind !== undefined) reading.setKind(dataset, kind, evidence);
    sayProperty(reading, name, facet, target, evidence);
  } else sayCustom(reading, name, facet, target, evidence);
}

function sayTags(reading: Reading, dataset: DatasetEntity, facet: JsonObject, evidence: Evidence): void {
  for (const tag of objectsOf(facet['tags'])) {
    const field = textOf(tag['field']);
    const target: Target =
      field === undefined
        ? { on: 'dataset', dataset: dataset.key }
        : { on: 'column', dataset: dataset.key, path: dataset.column(field).path };
    reading.sayTag(target, tag['key'], tag['value'], evidence);
  }
}

/** Symlinks name the same data otherwise: a Hive table and the path it lies at. */
function saySymlinks(reading: Reading, dataset: DatasetEntity, facet: JsonObject, evidence: Evidence): void {
  for (const identifier of objectsOf(facet['identifiers'])) {
    if (!isIdentifier(identifier)) continue;
    const alias = reading.namedDataset(identifier, evidence);
    if (!alias || alias === dataset) continue;
    reading.say({
      type: 'alias',
      dataset: dataset.key,
      alias: alias.key,
      basis: 'symlink',
      certainty: 'certain',
      evidence,
    });
  }
}

/**
 * A renamed dataset keeps its old name as an alias, whatever happens to it later. It is a statement of its own, so
 * that the time of the latest renaming is known: what takes the old name after it is another dataset.
 */
function sayRename(reading: Reading, dataset: DatasetEntity, facet: JsonObject, moment: Moment): void {
  if (textOf(facet['lifecycleStateChange'])?.toUpperCase() !== 'RENAME') return;
  const previous = objectOf(facet['previousIdentifier']);
  const alias = previous && isIdentifier(previous) ? reading.namedDataset(previous, moment) : null;
  if (!alias || alias === dataset) return;
  const { namespace, name } = alias.key;
  reading.pictures.offer(dataset, `/renamed from ${namespace}#${name}`, moment, (evidence) =>
    reading.say({
      type: 'alias',
      dataset: dataset.key,
      alias: alias.key,
      basis: 'rename',
      certainty: 'certain',
      evidence,
    }),
  );
}

function isIdentifier(one: JsonObject): boolean {
  return textOf(one['namespace']) !== undefined && textOf(one['name']) !== undefined;
}
