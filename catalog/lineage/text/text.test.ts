import { Graphviz } from '@hpcc-js/wasm-graphviz';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Drawing } from '../svg/drawing.ts';
import { drawDot } from './dot.ts';
import { drawMermaid } from './mermaid.ts';

const name = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'a"; b [x=1] "',
    '\\',
    '\\N \\G',
    '</td>',
    '&amp; &eacute;',
    'end',
    '%%{init: {}}%%',
    '`x`',
    '#quot;',
  ),
  fc.constantFrom('--> n1', ']]', '"]', '---', 'ends\\', 'два\nслова', '', ' ', '顧客'),
);
const drawing: fc.Arbitrary<Drawing> = fc.nat({ max: 5 }).chain((count) =>
  fc.record({
    nodes: fc.array(
      fc.record(
        {
          name,
          kind: name,
          detail: name,
          columns: fc.array(
            fc.record({ name, badges: fc.array(fc.record({ text: name }), { maxLength: 1 }) }),
            {
              maxLength: 3,
            },
          ),
          moreColumns: fc.nat({ max: 2 }),
          root: fc.boolean(),
          gap: fc.boolean(),
          retired: fc.boolean(),
          hiddenUpstream: fc.nat({ max: 2 }),
        },
        { requiredKeys: ['name', 'kind'] },
      ),
      { minLength: count, maxLength: count },
    ),
    edges:
      count === 0
        ? fc.constant([])
        : fc.array(
            fc.record(
              {
                from: fc.nat({ max: count - 1 }),
                to: fc.nat({ max: count - 1 }),
                style: fc.constantFrom('observed', 'declared', 'direct', 'indirect'),
                fromColumn: fc.nat({ max: 3 }),
                toColumn: fc.nat({ max: 3 }),
                title: name,
              },
              { requiredKeys: ['from', 'to', 'style'] },
            ),
            { maxLength: 6 },
          ),
  }),
);

const sample: Drawing = {
  nodes: [
    {
      name: 'raw "orders"',
      kind: 'table',
      columns: [{ name: 'id' }, { name: 'e&mail' }],
      hiddenUpstream: 12,
    },
    { name: 'mart', kind: 'view', detail: 'dwh', root: true },
  ],
  edges: [
    { from: 0, to: 1, style: 'declared', title: 'job' },
    { from: 0, to: 1, style: 'indirect', fromColumn: 1 },
  ],
};

describe('Graphviz text', () => {
  let graphviz: Graphviz;
  beforeAll(async () => {
    graphviz = await Graphviz.load();
  });

  it('says what is drawn', () => {
    expect(drawDot(sample, { title: 'Lineage', footer: ['revision 7'] })).toMatchInlineSnapshot();
  });

  it('is read by Graphviz whatever things are called, with every node, edge and name', () => {
    fc.assert(
      fc.property(drawing, name, (given, title) => {
        const read = JSON.parse(graphviz.layout(drawDot(given, { title }), 'dot_json', 'nop')) as {
          objects?: { name: string }[];
          edges?: { tail: number; head: number }[];
        };
        expect((read.objects ?? []).map((node) => node.name)).toEqual(given.nodes.map((_, i) => `n${i}`));
        expect((read.edges ?? []).map(({ tail, head }) => `${tail} ${head}`).sort()).toEqual(
          given.edges.map(({ from, to }) => `${from} ${to}`).sort(),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('is drawn by Graphviz with the names as they are', () => {
    const svg = graphviz.layout(drawDot(sample, { title: 'a \\N & <b>' }), 'svg', 'dot');
    for (const text of [
      'raw &quot;orders&quot;',
      'e&amp;mail',
      'mart',
      'dwh · view',
      'a \\N &amp; &lt;b&gt;',
    ])
      expect(svg).toContain(text);
  });
});

describe('Mermaid text', () => {
  it('says what is drawn', () => {
    expect(drawMermaid(sample, { title: 'Lineage', caption: ['2 of 5'] })).toMatchInlineSnapshot();
  });

  /** What this product writes of Mermaid's flowchart grammar; in quotes nothing but text and entity codes. */
  const label = String.raw`"(?:[\p{L}\p{M}\p{N} _.,:/()+·…-]|#\d+;|<br\/>)+"`;
  const GRAMMAR = new RegExp(
    [
      String.raw`  n\d+\[${label}\]`,
      String.raw`  subgraph n\d+\[${label}\]`,
      String.raw`    n\d+(?:c\d+|more)\[${label}\]`,
      '  end',
      String.raw`  n\d+(?:c\d+)? (?:-->|-\.->|==>) n\d+(?:c\d+)?`,
      String.raw`  classDef \w+ [\w:#, -]+`,
      String.raw`  class n\d+(?:,n\d+)* \w+`,
      '%% [^%{}]*',
    ]
      .map((rule) => `^${rule}$`)
      .join('|'),
    'u',
  );

  it('keeps to the grammar whatever things are called', () => {
    fc.assert(
      fc.property(drawing, name, name, (given, title, note) => {
        const [open, heading, close, kind, ...lines] = drawMermaid(given, { title, caption: [note] }).split(
          '\n',
        );
        expect([open, close, kind, lines.pop()]).toEqual(['---', '---', 'flowchart LR', '']);
        expect(typeof JSON.parse(heading!.replace(/^title: /, ''))).toBe('string');
        for (const line of lines) expect(line).toMatch(GRAMMAR);
        expect(lines.filter((line) => / (?:-->|-\.->|==>) /.test(line)).length).toBe(given.edges.length);
        expect(lines.filter((line) => /^ {2}(?:subgraph )?n\d+\[/.test(line)).length).toBe(
          given.nodes.length,
        );
      }),
    );
  });
});
