/** Columns of a schema facet (SchemaDatasetFacet 1-2-0), nested structures included. */
import type { Evidence, Json } from '../../model/facts.ts';
import { MAX_NAME } from './classify.ts';
import type { DatasetEntity } from './entities.ts';
import { numberOf, objectsOf, textOf, type JsonObject } from './json.ts';
import type { Reading } from './reading.ts';
import { storedText } from './stored-value.ts';

const MAX_NESTING = 32;
const MAX_COLUMNS = 50_000;
const MAX_TYPE = 4096;

/** Says the columns of a dataset. Those beyond the limits are left out with a warning. */
export function saySchema(
  reading: Reading,
  dataset: DatasetEntity,
  fields: Json | undefined,
  evidence: Evidence,
): void {
  const walk = { reading, dataset, evidence, left: MAX_COLUMNS, cut: false };
  sayFields(walk, fields, []);
  if (walk.cut) {
    const message = `A schema has more than ${MAX_COLUMNS} columns or more than ${MAX_NESTING} levels; the rest of it was left out.`;
    reading.warnings.add('schema-too-large', evidence, message);
  }
}

interface Walk {
  readonly reading: Reading;
  readonly dataset: DatasetEntity;
  readonly evidence: Evidence;
  left: number;
  cut: boolean;
}

function sayFields(walk: Walk, value: Json | undefined, parents: readonly string[]): void {
  if (parents.length >= MAX_NESTING) {
    walk.cut ||= objectsOf(value).length > 0;
    return;
  }
  const names = new Set<string>();
  let ordinal = 0;
  for (const field of inOrder(objectsOf(value))) {
    const name = textOf(field['name']);
    if (name === undefined || name.length > MAX_NAME || names.has(name)) continue;
    names.add(name);
    if (walk.left-- <= 0) {
      walk.cut = true;
      return;
    }
    const path = [...parents, name];
    if (path.length > 1) walk.dataset.nested(path);
    sayField(walk, field, path, ordinal++);
  }
}

function sayField(walk: Walk, field: JsonObject, path: readonly string[], ordinal: number): void {
  const { reading, evidence } = walk;
  const dataset = walk.dataset.key;
  const dataType = textOf(field['type'])?.slice(0, MAX_TYPE);
  reading.say({
    type: 'column',
    dataset,
    path,
    ordinal,
    ...(dataType === undefined ? {} : { dataType }),
    evidence,
  });
  const text = textOf(field['description']);
  if (text !== undefined) {
    reading.say({
      type: 'description',
      target: { on: 'column', dataset, path },
      text: storedText(text),
      evidence,
    });
  }
  sayFields(walk, field['fields'], path);
}

/** By `ordinal_position` where all siblings have one, otherwise as written. */
function inOrder(fields: readonly JsonObject[]): readonly JsonObject[] {
  const position = (field: JsonObject): number => numberOf(field['ordinal_position']) ?? Number.NaN;
  if (fields.some((field) => Number.isNaN(position(field)))) return fields;
  return [...fields].sort((a, b) => position(a) - position(b));
}
