/** What can go wrong in a JSON document while it remains, mostly, one. */
import { become, copyOf, nodesOf, type Tree } from './json-tree.ts';
import type { Random } from './random.ts';

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'length',
  '0',
  '',
  ' ',
  'a\u0000b',
  '\ud800',
  'name',
  'namespace',
  'facets',
  'columns',
];

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\ufeff',
  '\u2028',
  '🦆',
  'ﬁ ﷺ',
  'İ',
  '../../etc/passwd',
  'C:\\Windows',
  's3://',
  's3:///a//b',
  'jdbc:postgresql://user:secret@host:99999/db?password=x',
  'https://[::1',
  'postgres://user:p%ZZ@host:5432',
  '"',
  "'; DROP TABLE dataset; --",
  '<img src=x onerror=alert(1)>',
  '{{ config() }}',
  '\u0024{ruleResult}',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999+14:00',
  '2026-02-30T25:61:61Z',
  '-271821-04-20T00:00:00Z',
  'NaN',
  'true',
  'struct<a:struct<b:array<map<string,int>>>',
  'struct<'.repeat(3000),
  '('.repeat(5000),
  'a.b.c.d.e.f.g',
  '.',
  '*',
  '%',
  '_',
  'x'.repeat(5000),
];

const RAWS = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e400',
  '-1e400',
  '5e-324',
  '9007199254740993',
  '123456789012345678901234567890',
  '{}',
  '[]',
  '[[]]',
  '[null]',
  '{"": null}',
  '{"__proto__": {"polluted": true}}',
  '{"constructor": {"prototype": {"polluted": true}}}',
  'NaN',
  'Infinity',
  '-',
  '01',
  '"\\ud800"',
  '"\\u0000"',
  '"\\x"',
  "'a'",
  'undefined',
  '',
];

/** Applies some mutations. `donor` is another document, from which parts are taken. */
export function mutateJson(tree: Tree, donor: Tree, random: Random): void {
  for (let times = 1 + random.below(5); times > 0; times--) {
    const nodes = nodesOf(tree);
    random.pick(MUTATIONS)(random.pick(nodes), random, () => copyOf(random.pick(nodesOf(donor))), nodes);
  }
}

type Mutation = (node: Tree, random: Random, part: () => Tree, nodes: readonly Tree[]) => void;

const MUTATIONS: readonly Mutation[] = [
  (node, random) => become(node, { kind: 'raw', text: random.pick(RAWS) }),
  (node, random) => become(node, { kind: 'string', value: random.pick(TEXTS) }),
  swapType,
  dropOne,
  doubleOne,
  renameOne,
  (node, _random, part) => become(node, part()),
  (node, random, _part, nodes) => become(node, copyOf(random.pick(nodes))),
  (node, random, part) => {
    if (node.kind === 'object') node.members.push([random.pick(KEYS), part()]);
    else if (node.kind === 'array') node.items.push(part());
  },
  editText,
  editText,
  nest,
  multiply,
];

function swapType(node: Tree, random: Random): void {
  const before: Tree = { ...node };
  switch (node.kind) {
    case 'object':
      return become(node, { kind: 'array', items: node.members.map(([, value]) => value) });
    case 'array':
      return become(node, {
        kind: 'object',
        members: node.items.map((item, at) => [random.chance(0.3) ? random.pick(KEYS) : String(at), item]),
      });
    case 'string':
      return random.chance(0.5)
        ? become(node, { kind: 'array', items: [before] })
        : become(node, { kind: 'object', members: [[random.pick(KEYS), before]] });
    case 'raw':
      return become(node, { kind: 'string', value: node.text });
  }
}

function dropOne(node: Tree, random: Random): void {
  if (node.kind === 'object') node.members.splice(random.below(node.members.length + 1), 1);
  else if (node.kind === 'array') node.items.splice(random.below(node.items.length + 1), 1);
}

function doubleOne(node: Tree, random: Random): void {
  if (node.kind === 'object' && node.members.length > 0) {
    const [key, value] = random.pick(node.members);
    const other = random.chance(0.5) ? copyOf(value) : copyOf(random.pick(node.members)[1]);
    node.members.splice(random.below(node.members.length + 1), 0, [key, other]);
  } else if (node.kind === 'array' && node.items.length > 0) {
    node.items.splice(random.below(node.items.length + 1), 0, copyOf(random.pick(node.items)));
  }
}

function renameOne(node: Tree, random: Random): void {
  if (node.kind !== 'object' || node.members.length === 0) return;
  const member = random.pick(node.members);
  member[0] = random.chance(0.7) ? random.pick(KEYS) : random.pick(node.members)[0];
}

function editText(node: Tree, random: Random): void {
  if (node.kind !== 'string') return;
  const { value } = node;
  const at = random.below(value.length + 1);
  const edits = [
    () => value.slice(0, at),
    () => value.slice(0, at) + random.pick(TEXTS) + value.slice(at),
    () => value.toUpperCase(),
    () => value + value,
    () => value.slice(0, at) + value.slice(at + 1),
    () => value.replaceAll(/[./:#]/g, () => random.pick(['.', '/', ':', '#', '\u001f', '', '..'])),
    () => value.repeat(random.below(50)),
  ];
  node.value = random.pick(edits)().slice(0, 100_000);
}

/** Deep enough for what walks a value by recursion; rarely, for what parses it so. */
function nest(node: Tree, random: Random): void {
  const depth = random.pick([10, 100, 255, 300, 2_000, random.chance(0.1) ? 200_000 : 5_000]);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ] as const);
  become(node, { kind: 'raw', text: open.repeat(depth) + '1' + close.repeat(depth) });
}

function multiply(node: Tree, random: Random): void {
  if (node.kind === 'array' && node.items.length > 0 && node.items.length < 100) {
    node.items = Array.from({ length: 2 + random.below(60) }, () => copyOf(random.pick(node.items)));
  } else if (node.kind === 'object' && node.members.length > 0 && node.members.length < 100) {
    const [key, value] = random.pick(node.members);
    for (let n = random.below(60); n > 0; n--) node.members.push([`${key}${n}`, copyOf(value)]);
  }
}
