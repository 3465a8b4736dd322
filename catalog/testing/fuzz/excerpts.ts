/** Small excerpts of real sources, so that thousands of inputs can be tried in a minute. */
import type { ImporterKind } from '../../importers/importer.ts';
import type { Family, Specimen } from './corpus.ts';
import { copyOf, memberOf, type Tree } from './json-tree.ts';
import type { Random } from './random.ts';

/** A file on its way into a test: documents that are still trees, or text. */
export interface Draft {
  path: string;
  /** Documents in a row; written one a line where there are several. */
  trees: Tree[] | null;
  text: string;
}

const EXCERPTS: Readonly<Record<ImporterKind, (family: Family, random: Random) => Draft[]>> = {
  openlineage: (family, random) => random.some(family, 1 + random.below(2)).map((one) => events(one, random)),
  dbt: dbtProject,
  glue: (family, random) => random.some(family, 1 + random.below(6)).map((one) => glueFile(one, random)),
};

export function excerpt(kind: ImporterKind, family: Family, random: Random): Draft[] {
  return EXCERPTS[kind](family, random);
}

function events({ path, trees, text }: Specimen, random: Random): Draft {
  if (!trees) return { path, trees, text };
  const [first] = trees;
  if (trees.length === 1 && first!.kind === 'array') {
    return { path, trees: [{ kind: 'array', items: random.some(first!.items, 6).map(copyOf) }], text };
  }
  return { path, trees: random.some(trees, 1 + random.below(6)).map(copyOf), text };
}

/** A few nodes with what they depend on, and what the companions say of them. */
function dbtProject(family: Family, random: Random): Draft[] {
  const manifest = family.find(({ path }) => path.includes('manifest'))?.trees?.[0];
  const chosen = new Set<string>();
  for (const top of ['nodes', 'sources', 'exposures', 'metrics', 'semantic_models', 'unit_tests']) {
    const members = memberOf(manifest, top);
    if (members?.kind !== 'object') continue;
    for (const [id, node] of random.some(members.members, top === 'nodes' ? 5 : 2)) {
      chosen.add(id);
      const parents = memberOf(memberOf(node, 'depends_on'), 'nodes');
      if (parents?.kind !== 'array') continue;
      for (const parent of parents.items) if (parent.kind === 'string') chosen.add(parent.value);
    }
  }
  return family.map(({ path, trees, text }) => ({
    path,
    text,
    trees: trees?.map((tree) => reduced(tree, chosen, random)) ?? null,
  }));
}

function reduced(tree: Tree, chosen: ReadonlySet<string>, random: Random): Tree {
  if (tree.kind !== 'object') return copyOf(tree);
  return {
    kind: 'object',
    members: tree.members.map(([key, value]) => [key, key === 'metadata' ? copyOf(value) : part(value)]),
  };

  function part(value: Tree): Tree {
    if (value.kind === 'object' && value.members.length > 8) {
      const kept = value.members.filter(([key]) => chosen.has(key));
      return copyOf({ kind: 'object', members: [...kept, ...random.some(value.members, 1)] });
    }
    if (value.kind === 'array' && value.items.length > 8) {
      const kept = value.items.filter((item) => {
        const id = memberOf(item, 'unique_id');
        return id?.kind === 'string' && chosen.has(id.value);
      });
      return copyOf({ kind: 'array', items: [...kept, ...random.some(value.items, 1)] });
    }
    return copyOf(value);
  }
}

function glueFile({ path, trees, text }: Specimen, random: Random): Draft {
  const short = trees?.map((tree): Tree => {
    if (tree.kind !== 'object') return copyOf(tree);
    return {
      kind: 'object',
      members: tree.members.map(([key, value]) => [
        key,
        value.kind === 'array'
          ? { kind: 'array', items: random.some(value.items, 4).map(copyOf) }
          : copyOf(value),
      ]),
    };
  });
  return { path, trees: short ?? null, text };
}
