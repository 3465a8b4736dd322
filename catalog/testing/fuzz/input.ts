/** The input with a number: always the same files for the same seed. */
import type { ImporterKind } from '../../importers/importer.ts';
import { corpusOf, type Family } from './corpus.ts';
import { madeUp } from './documents.ts';
import { excerpt, type Draft } from './excerpts.ts';
import { textOf, type Tree } from './json-tree.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import { Random } from './random.ts';

export interface FuzzFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** One in four inputs is made up, the others begin as excerpts of real sources. */
export function inputOf(kind: ImporterKind, seed: string, number: number): FuzzFile[] {
  const random = new Random(`${seed}/${kind}/${number}`);
  const drafts: Draft[] = random.chance(0.25)
    ? madeUp(kind, random.below(2 ** 31))
    : excerpt(kind, random.pick(corpusOf(kind)), random);
  const donor = donorOf(kind, random);
  for (const draft of drafts) {
    for (const tree of draft.trees ?? []) if (random.chance(0.6)) mutateJson(tree, donor, random);
  }
  if (random.chance(0.1)) swapNames(drafts, random);
  return drafts.map((draft) => {
    const bytes = Buffer.from(written(draft, random), 'utf8');
    const damaged = draft.trees === null ? random.chance(0.7) : random.chance(0.2);
    return { path: draft.path, bytes: damaged ? mutateBytes(bytes, random) : bytes };
  });
}

/** Now and then parts come from another kind of source. */
function donorOf(kind: ImporterKind, random: Random): Tree {
  const from = random.chance(0.8) ? kind : random.pick(['openlineage', 'dbt', 'glue'] as const);
  const family: Family = random.pick(corpusOf(from));
  const drafts = excerpt(from, family, random).flatMap(({ trees }) => trees ?? []);
  return drafts.length > 0 ? random.pick(drafts) : { kind: 'raw', text: 'null' };
}

function written({ trees, text }: Draft, random: Random): string {
  if (!trees) return text;
  const texts = trees.map(textOf);
  return texts.join(random.chance(0.9) ? '\n' : random.pick(['\r\n', '\n\n', '', ',\n', '\u0000']));
}

function swapNames(drafts: readonly Draft[], random: Random): void {
  const [a, b] = [random.pick(drafts), random.pick(drafts)];
  [a.path, b.path] = [b.path, a.path];
}
