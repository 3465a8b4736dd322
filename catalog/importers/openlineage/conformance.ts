/**
 * Where events differ from the specification (2-0-2). Nothing is refused for it: producers differ in
 * many ways, and what can be understood is taken. Each kind of difference is a warning that names its
 * place as a JSON Pointer (RFC 6901), `*` standing for any position in a list.
 */
import type { Json } from '../../model/facts.ts';
import { FACETS, type FacetHolder, type MemberType } from './facet-table.ts';
import { listOf, objectOf, type JsonObject } from './json.ts';

/** One difference. `pointer` without positions, so that equal ones can be counted. */
export type Report = (pointer: string, expected: string) => void;

/** By holder and name: what a facet requires. */
const BY_HOLDER = new Map<FacetHolder, ReadonlyMap<string, readonly [string, MemberType][]>>(
  (['run', 'job', 'dataset', 'input', 'output'] as const).map((on) => [
    on,
    new Map(
      FACETS.filter((entry) => entry.on === on).map((entry) => [entry.key, Object.entries(entry.required)]),
    ),
  ]),
);

/** Where an object stands that several events may share. */
type Stands = 'job' | 'inputs' | 'outputs';

export class Conformance {
  readonly #isShared: (object: object) => boolean;
  /** Of what events share, what was found to be as the specification says. */
  readonly #sound: Readonly<Record<Stands, WeakSet<object>>> = {
    job: new WeakSet(),
    inputs: new WeakSet(),
    outputs: new WeakSet(),
  };

  /** `isShared`: whether other events may hold the same object, see repeated-parts.ts. */
  constructor(isShared: (object: object) => boolean) {
    this.#isShared = isShared;
  }

  /** Compares an event with the specification. */
  compare(event: JsonObject, report: Report): void {
    for (const name of ['producer', 'schemaURL'])
      if (typeof event[name] !== 'string') report(`/${name}`, 'a URI');
    const run = objectOf(event['run']);
    const job = objectOf(event['job']);
    const dataset = objectOf(event['dataset']);
    if (run) facetsOf('run', run['facets'], '/run/facets', report);
    if (job) this.#once('job', job, jobOf, report);
    if (dataset) facetsOf('dataset', dataset['facets'], '/dataset/facets', report);
    if (dataset && (run || job)) report('/dataset', 'no dataset beside a run or a job');
    this.#side('inputs', event, report);
    this.#side('outputs', event, report);
  }

  #side(side: 'inputs' | 'outputs', event: JsonObject, report: Report): void {
    const value = event[side];
    if (value === undefined) return;
    if (!Array.isArray(value)) report(`/${side}`, 'a list');
    for (const element of listOf(value)) {
      const object = objectOf(element);
      if (object) this.#once(side, object, side === 'inputs' ? inputOf : outputOf, report);
      else report(`/${side}/*`, 'an object');
    }
  }

  #once(
    stands: Stands,
    object: JsonObject,
    compare: (object: JsonObject, report: Report) => void,
    report: Report,
  ): void {
    const sound = this.#sound[stands];
    if (sound.has(object)) return;
    let differs = false;
    compare(object, (pointer, expected) => {
      differs = true;
      report(pointer, expected);
    });
    if (!differs && this.#isShared(object)) sound.add(object);
  }
}

function jobOf(job: JsonObject, report: Report): void {
  facetsOf('job', job['facets'], '/job/facets', report);
}

function inputOf(element: JsonObject, report: Report): void {
  facetsOf('dataset', element['facets'], '/inputs/*/facets', report);
  facetsOf('input', element['inputFacets'], '/inputs/*/inputFacets', report);
}

function outputOf(element: JsonObject, report: Report): void {
  facetsOf('dataset', element['facets'], '/outputs/*/facets', report);
  facetsOf('output', element['outputFacets'], '/outputs/*/outputFacets', report);
}

function facetsOf(on: FacetHolder, value: Json | undefined, pointer: string, report: Report): void {
  if (value === undefined) return;
  const facets = objectOf(value);
  if (!facets) {
    report(pointer, 'an object');
    return;
  }
  const entries = BY_HOLDER.get(on);
  for (const name of Object.keys(facets)) {
    const facet = objectOf(facets[name]);
    // What is no object is told of where facets are read.
    if (!facet) continue;
    if (typeof facet['_producer'] !== 'string') report(`${pointer}/*/_producer`, 'a URI');
    if (typeof facet['_schemaURL'] !== 'string') report(`${pointer}/*/_schemaURL`, 'a URI');
    const entry = entries?.get(name);
    if (!entry || (facet['_deleted'] === true && (on === 'job' || on === 'dataset'))) continue;
    for (const [required, type] of entry)
      if (!isOf(type, facet[required])) report(`${pointer}/${name}/${required}`, WORDS[type]);
  }
}

const WORDS: Readonly<Record<MemberType, string>> = {
  string: 'a text',
  integer: 'a whole number',
  object: 'an object',
  array: 'a list',
};

function isOf(type: MemberType, value: Json | undefined): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return objectOf(value) !== null;
  }
}
