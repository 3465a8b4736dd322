import { Graphviz } from '@hpcc-js/wasm-graphviz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
  /** Graphviz built for WebAssembly sometimes calls a function that is not there, with texts that it can read. */
  const TRAPPED = 'table index is out of bounds';

  /** An instance of its own each time: an error would leave it unfit for the next text. Null where it broke down itself. */
  async function graphviz(dot: string, format: 'dot_json' | 'svg'): Promise<string | null> {
    const instance = await Graphviz.load();
    try {
      return instance.layout(dot, format, 'dot');
    } catch (error) {
      if (error instanceof Error && error.message.includes(TRAPPED)) return null;
      throw error;
    } finally {
      Graphviz.unload();
    }
  }

  it('says what is drawn', () => {
    expect(drawDot(sample, { title: 'Lineage', footer: ['revision 7'] })).toMatchInlineSnapshot(`
      "digraph lineage {
        graph [rankdir=LR, labelloc=t, fontname="sans-serif", label="Lineage\\nrevision 7"];
        node [shape=box, style="rounded,filled", fillcolor="#f1f3f5", color="#868e96", fontname="sans-serif"];
        edge [color="#6c757d", fontname="sans-serif"];
        n0 [shape=plain, label=<<table border="0" cellborder="1" cellspacing="0" cellpadding="4" color="#868e96" bgcolor="#ffffff"><tr><td bgcolor="#f1f3f5"><b>raw &quot;orders&quot;</b><br/>table</td></tr><tr><td port="c0" align="left">id</td></tr><tr><td port="c1" align="left">e&amp;mail</td></tr></table>>, tooltip="raw \\"orders\\" · table · 12 more upstream"];
        n1 [label="mart\\ndwh · view", tooltip="mart · dwh · view · Start of this view", color="#1864ab", penwidth=2.5];
        n0 -> n1 [style=dashed, tooltip="job"];
        n0:c1:e -> n1 [style=dotted, color="#7a4d00"];
      }
      "
    `);
  });

  it('is read by Graphviz whatever things are called, with every node, edge and name', async () => {
    await fc.assert(
      fc.asyncProperty(drawing, name, async (given, title) => {
        const written = await graphviz(drawDot(given, { title }), 'dot_json');
        // One in hundreds; a case that is passed over is made up for by another.
        fc.pre(written !== null);
        const read = JSON.parse(written) as {
          objects?: { name: string }[];
          edges?: { tail: number; head: number }[];
        };
        expect((read.objects ?? []).map((node) => node.name)).toEqual(given.nodes.map((_, i) => `n${i}`));
        expect((read.edges ?? []).map(({ tail, head }) => `${tail} ${head}`).sort()).toEqual(
          given.edges.map(({ from, to }) => `${from} ${to}`).sort(),
        );
      }),
      // What fails is made smaller for so long, and then told.
      { numRuns: 50, interruptAfterTimeLimit: 40_000 },
    );
  });

  it('is drawn by Graphviz with the names as they are', async () => {
    const svg = await graphviz(drawDot(sample, { title: 'a \\N & <b>' }), 'svg');
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
    expect(drawMermaid(sample, { title: 'Lineage', caption: ['2 of 5'] })).toMatchInlineSnapshot(`
      "---
      title: "Lineage"
      ---
      flowchart LR
      %% 2 of 5
        subgraph n0["raw #34;orders#34;<br/>table<br/>+12 upstream"]
          n0c0["id"]
          n0c1["e#38;mail"]
        end
        n1["mart<br/>dwh · view"]
        n0 -.-> n1
        n0c1 -.-> n1
        classDef root stroke:#1864ab,stroke-width:3px
        classDef gap stroke:#c92a2a,stroke-dasharray:8 4
        classDef retired stroke-dasharray:3 3
        class n1 root
      "
    `);
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
        expect(lines.filter((line) => /^ {2}n\d+(?:c\d+)? (?:-->|-\.->|==>) /.test(line)).length).toBe(
          given.edges.length,
        );
        expect(lines.filter((line) => /^ {2}(?:subgraph )?n\d+\[/.test(line)).length).toBe(
          given.nodes.length,
        );
      }),
    );
  });
});
