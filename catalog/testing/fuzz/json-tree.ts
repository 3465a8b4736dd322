/**
 * JSON as a tree that can hold what no object can: a key twice, `__proto__` as a key, text that is not
 * JSON at all.
 */
export type Tree =
  | { kind: 'object'; members: [key: string, value: Tree][] }
  | { kind: 'array'; items: Tree[] }
  | { kind: 'string'; value: string }
  /** Written as it stands: numbers, literals, and whatever a fuzzer puts there. */
  | { kind: 'raw'; text: string };

export function treeOf(value: unknown): Tree {
  if (typeof value === 'string') return { kind: 'string', value };
  if (Array.isArray(value)) return { kind: 'array', items: value.map(treeOf) };
  if (value !== null && typeof value === 'object') {
    return { kind: 'object', members: Object.entries(value).map(([key, member]) => [key, treeOf(member)]) };
  }
  return { kind: 'raw', text: JSON.stringify(value) ?? 'null' };
}

export function textOf(tree: Tree): string {
  switch (tree.kind) {
    case 'object':
      return `{${tree.members.map(([key, value]) => `${JSON.stringify(key)}: ${textOf(value)}`).join(', ')}}`;
    case 'array':
      return `[${tree.items.map(textOf).join(', ')}]`;
    case 'string':
      return JSON.stringify(tree.value);
    case 'raw':
      return tree.text;
  }
}

export function copyOf(tree: Tree): Tree {
  switch (tree.kind) {
    case 'object':
      return { kind: 'object', members: tree.members.map(([key, value]) => [key, copyOf(value)]) };
    case 'array':
      return { kind: 'array', items: tree.items.map(copyOf) };
    default:
      return { ...tree };
  }
}

/** Every node of the tree, the root first. */
export function nodesOf(tree: Tree): Tree[] {
  const nodes: Tree[] = [];
  const pending = [tree];
  for (let next = pending.pop(); next; next = pending.pop()) {
    nodes.push(next);
    if (next.kind === 'object') for (const [, value] of next.members) pending.push(value);
    else if (next.kind === 'array') pending.push(...next.items);
  }
  return nodes;
}

/** The member of an object, by its first such key. */
export function memberOf(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'object' ? tree.members.find(([name]) => name === key)?.[1] : undefined;
}

/** Makes `target` hold what `source` holds; whoever refers to `target` sees it. */
export function become(target: Tree, source: Tree): void {
  const fields = target as unknown as Record<string, unknown>;
  for (const key of Object.keys(fields)) delete fields[key];
  Object.assign(fields, source);
}
