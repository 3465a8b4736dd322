/** Imports of events, undo and redo of them in any sequence, and what must stand after each, for tests. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Catalog } from '../../../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../../testing/temp-catalog.ts';
import { undoImport } from '../undo-import.ts';
import { stateOf } from './state.ts';
import { importInto } from '../../import-into.ts';

const base = { actor: 'tester', dryRun: false, signal: new AbortController().signal };

let template: Catalog['options'] | undefined;

/** As `openTemporaryCatalog`; its migrations are applied once. */
export async function openCatalog(): Promise<Catalog> {
  if (!template) {
    const empty = await openTemporaryCatalog();
    template = { ...empty.options, create: false };
    await empty.close();
  }
  const path = join(temporaryFolder(), 'test.headwater');
  copyFileSync(template.path, path);
  return Catalog.open({ ...template, path });
}

/**
 * Imports the events as one file, `at` hours into a day, one a minute. Later imports hold later events: of
 * pictures that came too late, an undo knows the number only. Answers the import; null: nothing new.
 */
export async function load(catalog: Catalog, events: readonly object[], at: number): Promise<number | null> {
  const path = join(temporaryFolder(), 'events.ndjson');
  const lines = events.map((one, index) => {
    const eventTime = new Date(Date.UTC(2026, 0, 1, at, index)).toISOString();
    return `${JSON.stringify({ eventTime, producer: 'https://example.org/test', ...one })}\n`;
  });
  writeFileSync(path, lines.join(''));
  return (await importInto(catalog, { ...base, paths: [path], kind: 'auto' })).importId;
}

export const undo = (catalog: Catalog, importId: number) =>
  undoImport(catalog, { ...base, importId, redo: false });
export const redo = (catalog: Catalog, importId: number) =>
  undoImport(catalog, { ...base, importId, redo: true });

/** One step with the batch of this number: it is imported; else, by turns, undone and redone, or imported again. */
export interface Step {
  readonly batch: number;
  readonly again: boolean;
}

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ batch: fc.nat({ max: 2 }), again: fc.boolean() }),
  { minLength: 1, maxLength: 6 },
);

/** `0`: batch 0 is imported; again: undone, redone. `0+`: imported anew after an undo. */
export const stepsOf = (text: string): Step[] =>
  text.split(' ').map((step) => ({ batch: Number(step[0]), again: step.endsWith('+') }));

/** Each batch of so many is imported, in their order. */
export const inOrder = (count: number): Step[] =>
  Array.from({ length: count }, (_, batch) => ({ batch, again: false }));

/** What is wrong after a step. */
export interface Fault {
  readonly after: string;
  readonly surplus: readonly string[];
  readonly missing: readonly string[];
}

interface Loaded {
  readonly importId: number;
  stands: boolean;
}

/** Imports the batch of this number. Answers the import; null: nothing new. */
export type Load = (catalog: Catalog, batch: number) => Promise<number | null>;

/** Batches of events, as {@link load} imports them. */
export const ofEvents = (batches: readonly (readonly object[])[]): Sequence =>
  new Sequence(batches.length, (catalog, batch) => load(catalog, batches[batch]!, batch), true);

/** Takes the steps with batches of sources; after each, the catalog must be as if only those that stand had come. */
export class Sequence {
  readonly #batches: readonly number[];
  readonly #loaded: readonly Loaded[][];
  readonly #silent = new Set<number>();
  readonly #expected = new Map<string, readonly string[]>();
  readonly #done: string[] = [];
  readonly #load: Load;
  readonly #dated: boolean;

  /** `dated`: the sources have times, those of later batches are later. Others count in the order of their imports. */
  constructor(count: number, how: Load, dated = false) {
    this.#dated = dated;
    this.#batches = Array.from({ length: count }, (_, batch) => batch);
    this.#loaded = this.#batches.map(() => []);
    this.#load = how;
  }

  /** The first fault; null: there is none. */
  async run(taken: readonly Step[]): Promise<Fault | null> {
    const catalog = await openCatalog();
    try {
      for (const step of [...taken, ...this.#batches.map((batch) => ({ batch, again: false, last: true }))]) {
        const done = await this.#take(catalog, step.batch % this.#batches.length, step);
        if (done === null) continue;
        this.#done.push(done);
        const fault = await this.#check(catalog);
        if (fault) return fault;
      }
      return null;
    } finally {
      await catalog.close();
    }
  }

  #stands(batch: number): boolean {
    return this.#loaded[batch]!.some(({ stands }) => stands);
  }

  async #take(catalog: Catalog, batch: number, step: Step & { last?: boolean }): Promise<string | null> {
    const loaded = this.#loaded[batch]!;
    const one = loaded.find(({ stands }) => (step.last ? stands : stands !== step.again)) ?? loaded.at(-1);
    if (step.last && this.#stands(batch)) return null;
    if (!one || (!this.#stands(batch) && step.again)) return this.#import(catalog, batch);
    await (one.stands ? undo : redo)(catalog, one.importId);
    one.stands = !one.stands;
    return `${one.stands ? 'redo' : 'undo'} ${batch}`;
  }

  async #import(catalog: Catalog, batch: number): Promise<string | null> {
    const later = this.#batches.findIndex((other) => other > batch && this.#stands(other));
    if (later >= 0 || this.#silent.has(batch)) return null;
    const importId = await this.#load(catalog, batch);
    if (importId === null) {
      if (!this.#stands(batch) && this.#loaded[batch]!.length === 0) this.#silent.add(batch);
      return null;
    }
    this.#loaded[batch]!.push({ importId, stands: true });
    return `import ${batch}`;
  }

  async #check(catalog: Catalog): Promise<Fault | null> {
    const last = (batch: number): number =>
      this.#loaded[batch]!.findLast(({ stands }) => stands)?.importId ?? 0;
    const standing = this.#batches.filter((batch) => this.#stands(batch));
    if (!this.#dated) standing.sort((a, b) => last(a) - last(b));
    const key = standing.join();
    let expected = this.#expected.get(key);
    if (!expected) {
      const alone = await openCatalog();
      for (const batch of standing) await this.#load(alone, batch);
      this.#expected.set(key, (expected = stateOf(alone)));
      await alone.close();
    }
    const found = stateOf(catalog);
    const [has, wants] = [new Set(found), new Set(expected)];
    const surplus = found.filter((line) => !wants.has(line));
    const missing = expected.filter((line) => !has.has(line));
    if (surplus.length + missing.length === 0 && found.length === expected.length) return null;
    return { after: this.#done.join(', '), surplus, missing };
  }
}
