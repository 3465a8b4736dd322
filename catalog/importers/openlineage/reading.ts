/**
 * One import in progress: what was met so far, and the facts that are ready to be handed over.
 */
import type { Evidence, Fact, Json, TagFact, Target } from '../../model/facts.ts';
import type { DatasetKind } from '../../model/identity.ts';
import type { LiteralRule } from '../sql-literals.ts';
import { namedOf, tooLong } from './classify.ts';
import { Conformance } from './conformance.ts';
import type { Touched } from './dealings.ts';
import { DatasetEntity, JobEntity, Registry } from './entities.ts';
import { objectOf, textOf, type JsonObject } from './json.ts';
import { kindOfNamespace, withoutCredentials } from './naming.ts';
import { ObservedColumnLineage } from './observed-columns.ts';
import { HeldRuns } from './held-runs.ts';
import { Pictures, type Place } from './pictures.ts';
import { Recent, type Memo } from './recent.ts';
import { RepeatedParts } from './repeated-parts.ts';
import { Seen } from './seen.ts';
import { storedText } from './stored-value.ts';
import { Warnings } from './warnings.ts';
import { rankOf } from '../../model/sensitivity.ts';

/** The scope of what run events say; it adds up. */
export const OBSERVED = 'openlineage';

/** Statements and bytes that may wait before they are written. */
const MAX_WAITING = 50_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const MAX_LABEL = 1024;

export class Reading {
  readonly warnings = new Warnings();
  readonly pictures = new Pictures();
  readonly parts = new RepeatedParts();
  readonly recent = new Recent();
  readonly observedColumns = new ObservedColumnLineage();
  readonly runs = new HeldRuns();
  /** By the elements of inputs and outputs that events share (see repeated-parts.ts). */
  readonly touched = new WeakMap<JsonObject, Touched>();
  readonly conformance = new Conformance((object) => this.parts.formOf(object) !== undefined);
  readonly #datasets = new Registry((id, namespace, name) => new DatasetEntity(id, namespace, name));
  readonly #jobs = new Registry((id, namespace, name) => new JobEntity(id, namespace, name));
  #ready: Fact[] = [];
  /** Bytes that were parsed since what waits was last written: what it holds is made of them, and of parts that repeat. */
  #parsed = 0;

  /** What of the literals in SQL is hidden. */
  readonly sqlLiterals: LiteralRule;
  readonly seen: Seen;

  constructor(sqlLiterals: LiteralRule = 'suspicious') {
    this.sqlLiterals = sqlLiterals;
    this.seen = new Seen(sqlLiterals);
    this.say({ type: 'scope', scope: OBSERVED, mode: 'accumulate' });
  }

  readonly say = (fact: Fact): void => {
    this.#ready.push(fact);
  };

  get ready(): number {
    return this.#ready.length;
  }

  /** Hands over the facts that are ready. */
  take(): readonly Fact[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** Counts what was parsed of an event. True when `settle` is due. */
  read(parsed: number): boolean {
    this.#parsed += parsed;
    return (
      this.#parsed > MAX_WAITING_BYTES || this.pictures.waiting > MAX_WAITING || this.observedColumns.full
    );
  }

  /** What waits is being written: sizes are counted anew. */
  settling(): void {
    this.#parsed = 0;
  }

  /** The dataset that `value` names, or null if it names none. */
  namedDataset(value: Json | undefined, place: Place): DatasetEntity | null {
    const named = namedOf(objectOf(value) ?? {});
    if (!named) {
      this.warnings.add(
        'missing-dataset-name',
        place,
        'A dataset without namespace or name was left out; the rest of the event was kept.',
      );
      return null;
    }
    if (tooLong(named)) {
      this.warnings.add(
        'name-too-long',
        place,
        'A dataset with an excessively long name was left out; the rest of the event was kept.',
      );
      return null;
    }
    return this.dataset(named.namespace, named.name, place);
  }

  dataset(namespace: string, name: string, place: Place): DatasetEntity {
    const clean = withoutCredentials(namespace);
    const cleanName = withoutCredentials(name);
    if (clean !== namespace || cleanName !== name) {
      this.warnings.add(
        'credentials-in-namespace',
        place,
        'The namespace or name of a dataset held a user name, a password or another secret; it was removed and the rest was kept.',
      );
    }
    return this.#datasets.get(clean, cleanName);
  }

  /** The job that `value` names, or null if it names none. */
  namedJob(value: Json | undefined): JobEntity | null {
    const named = namedOf(objectOf(value) ?? {});
    return named && !tooLong(named) ? this.job(named.namespace, named.name) : null;
  }

  job(namespace: string, name: string): JobEntity {
    return this.#jobs.get(withoutCredentials(namespace), withoutCredentials(name));
  }

  /** The dataset is in an event: it exists. */
  describeDataset(dataset: DatasetEntity, evidence: Evidence): void {
    if (dataset.described) return;
    dataset.described = true;
    this.#sayDataset(dataset, undefined, evidence);
  }

  /** A facet states the kind of a dataset, which may differ from what its name suggests. */
  setKind(dataset: DatasetEntity, kind: DatasetKind, evidence: Evidence): void {
    this.#sayDataset(dataset, kind, evidence);
  }

  #sayDataset({ key }: DatasetEntity, kind: DatasetKind | undefined, evidence: Evidence): void {
    const sourceId = `${key.namespace}#${key.name}`;
    const guess = kind === undefined ? kindOfNamespace(key.namespace) : undefined;
    this.say({
      type: 'dataset',
      dataset: key,
      sourceId,
      ...(kind === undefined ? {} : { kind }),
      ...(guess === undefined ? {} : { kind: guess, kindIsGuess: true }),
      evidence,
    });
  }

  /** Only another entity's facets name this one. */
  mentionDataset(dataset: DatasetEntity, evidence: Evidence): void {
    if (dataset.described || dataset.mentioned) return;
    dataset.mentioned = true;
    this.say({ type: 'dataset', dataset: dataset.key, referencedOnly: true, evidence: observed(evidence) });
  }

  describeJob(job: JobEntity, evidence: Evidence): void {
    if (job.described) return;
    job.described = true;
    this.say({ type: 'job', job: job.key, evidence });
  }

  mentionJob(job: JobEntity, evidence: Evidence): void {
    if (job.described || job.mentioned) return;
    job.mentioned = true;
    this.say({ type: 'job', job: job.key, referencedOnly: true, evidence: observed(evidence) });
  }

  /** What was said lately about a run. */
  runMemo(runId: string, job: JobEntity): Memo {
    return this.recent.about(`${job.id}\0${runId}`);
  }

  mentionRun(runId: string, job: JobEntity, evidence: Evidence): void {
    if (!this.runMemo(runId, job).isNews('/mentioned')) return;
    this.say({
      type: 'run',
      run: { runId, job: job.key },
      referencedOnly: true,
      evidence: observed(evidence),
    });
  }

  /** One tag of a tags facet; sensitivity levels are told from other labels. */
  sayTag(target: Target, key: Json | undefined, value: Json | undefined, evidence: Evidence): void {
    const name = textOf(key);
    if (name === undefined) return;
    const text =
      typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
    this.say({
      type: 'tag',
      target,
      ...tagOf(storedText(name, MAX_LABEL), storedText(text, MAX_LABEL)),
      evidence,
    });
  }
}

/** The same place, as evidence for what adds up. */
function observed(evidence: Evidence): Evidence {
  return evidence.scope === OBSERVED ? evidence : { ...evidence, scope: OBSERVED };
}

function tagOf(key: string, value: string): Pick<TagFact, 'kind' | 'key' | 'value'> {
  const level = value.toLowerCase();
  const states = key.toLowerCase() === 'sensitivity' || key.toLowerCase() === 'classification';
  return states && rankOf(level) >= 0
    ? { kind: 'sensitivity', key, value: level }
    : { kind: 'label', key, value };
}
