/** Queries over jobs. */
import { jobsInState, type JobState } from '../../browse/job-state.ts';
import type { Catalog } from '../../catalog.ts';
import type { JobData, JobEntry } from '../data/jobs.ts';
import type { Condition, Field, FieldTerm, Value } from '../language/syntax.ts';
import { fold } from '../names/fold.ts';
import { bytesOf, noLevels } from '../levels.ts';
import { LEVEL } from '../names/name-index.ts';
import { anyOf, REASON, where, type FieldProblem, type Universe } from './evaluate.ts';
import { nameLevels, nearLevels } from './names.ts';
import {
  beginsWith,
  beginsWithin,
  domainTest,
  isAnything,
  remembered,
  systemTest,
  testOf,
} from './values.ts';

const STATE_OF: Partial<Record<Condition, JobState>> = {
  failing: 'failed',
  running: 'running',
  incomplete: 'incomplete',
  'never-ran': 'never-ran',
  retired: 'retired',
};

export class JobUniverse implements Universe {
  readonly size: number;
  readonly reasons: Uint8Array;
  readonly instead = new Map<string, readonly string[]>();
  readonly #catalog: Catalog;
  readonly #data: JobData;

  constructor(catalog: Catalog, data: JobData) {
    this.#catalog = catalog;
    this.#data = data;
    this.size = data.jobs.length;
    this.reasons = bytesOf(this.size, 0);
  }

  word(value: Value, near: boolean): Uint8Array {
    const levels = this.#names(nameLevels(this.#data.names, value));
    const wanted = fold(value.text);
    const test = remembered(testOf(value));
    for (const [i, job] of this.#data.jobs.entries()) {
      if (levels[i] !== LEVEL.none) this.reasons[i]! |= REASON.name;
      else if (value.text.length >= 3 && job.said.includes(wanted)) {
        levels[i] = LEVEL.elsewhere;
        this.reasons[i]! |= REASON.text;
      } else if (value.text.length >= 2 && (test(job.namespace) || (job.kind !== null && test(job.kind)))) {
        levels[i] = LEVEL.elsewhere;
        this.reasons[i]! |= REASON.namespace;
      }
    }
    if (near) {
      const found = nearLevels(this.#data.names, value);
      if (found.instead.length > 0) this.instead.set(value.text, found.instead);
      const close = this.#names(found.levels);
      for (let i = 0; i < this.size; i++) if (close[i]! < levels[i]!) levels[i] = close[i]!;
    }
    return levels;
  }

  field({ field, values }: FieldTerm): Uint8Array | FieldProblem {
    if (field === 'name') return anyOf(values, (value) => this.#names(nameLevels(this.#data.names, value)));
    if (field === 'is') return this.#conditions(values);
    const tests = values.map((value) => jobTest(field, value));
    if (tests.includes(undefined))
      return { problem: `${field}: is not told of jobs; it was left out.`, none: false };
    return where(this.size, (i) => tests.some((test) => test!(this.#data.jobs[i]!)));
  }

  #conditions(values: readonly Value[]): Uint8Array | FieldProblem {
    const missing: string[] = [];
    const levels = anyOf(values, ({ text }) => {
      const condition = text as Condition;
      if (condition === 'unowned') return where(this.size, (i) => this.#data.jobs[i]!.owners.length === 0);
      if (condition === 'undescribed')
        return where(this.size, (i) => this.#data.jobs[i]!.description === null);
      const state = STATE_OF[condition];
      if (!state) missing.push(text);
      const ids = state ? jobsInState(this.#catalog, state) : new Set<number>();
      return where(this.size, (i) => ids.has(this.#data.jobs[i]!.id));
    });
    return missing.length > 0
      ? { problem: `is:${missing[0]!} is not told of jobs; it was left out.`, none: false }
      : levels;
  }

  #names(ofNames: Uint8Array): Uint8Array {
    const levels = noLevels(this.size);
    const owner = this.#data.ofName.values;
    for (let name = 0; name < ofNames.length; name++)
      if (ofNames[name]! < levels[owner[name]!]!) levels[owner[name]!] = ofNames[name]!;
    return levels;
  }
}

/** Undefined for what is not told of jobs. */
function jobTest(field: Field, value: Value): ((job: JobEntry) => boolean) | undefined {
  const any = isAnything(value);
  const test = remembered(testOf(value));
  const begins = beginsWith(value);
  switch (field) {
    case 'namespace':
      return ({ namespace }) => test(namespace);
    case 'kind': {
      const within = beginsWithin(value);
      return ({ kind }) => kind !== null && (any || within(kind));
    }
    case 'source':
      return ({ importer }) => any || begins(importer);
    case 'system': {
      const isOfSystem = systemTest(value);
      return ({ namespace }) => any || isOfSystem(namespace);
    }
    case 'owner':
      return ({ owners }) => owners.some((owner) => any || test(owner));
    case 'tag':
      return ({ labels }) => labels.some((label) => any || test(label));
    case 'domain': {
      const inDomain = domainTest(value);
      return ({ labels }) => inDomain(labels);
    }
    case 'description':
      return ({ description }) => description !== null && (any || test(description));
    default:
      return undefined;
  }
}
