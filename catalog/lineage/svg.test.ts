import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layout } from './layout/layout.ts';
import { drawSvg, layoutInput, nodeSize, type Drawing, type DrawnNode } from './svg.ts';
import type { Bounds } from './layout/types.ts';
import { PALETTES } from './svg/palette.ts';
import { placesOf, stretched } from './svg/places.ts';
import { clip, escapeXml, fitText, num, textWidth } from './svg/text.ts';

const draw = (drawing: Drawing, options: Partial<Parameters<typeof drawSvg>[1]> = {}): string =>
  drawSvg(drawing, { title: 'Lineage', ...options });

const alone = (node: Partial<DrawnNode>): Drawing => ({
  nodes: [{ name: 'orders', kind: 'table', ...node }],
  edges: [],
});

/** Fails on anything that is not well-formed; returns the elements' names in order. */
function elements(svg: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const attribute = String.raw`\s+[\w:-]+="[^"<>&]*(?:&(?:amp|lt|gt|quot|#39);[^"<>&]*)*"`;
  const token = new RegExp(String.raw`<(\w+)((?:${attribute})*)\s*(/?)>|</(\w+)>|([^<>]+)`, 'gy');
  let end = 0;
  for (let match = token.exec(svg); match; match = token.exec(svg)) {
    end = token.lastIndex;
    const [, opened, , isEmpty, closed, text] = match;
    if (opened !== undefined) {
      seen.push(opened);
      if (isEmpty === '') open.push(opened);
    } else if (closed !== undefined) expect(open.pop()).toBe(closed);
    else expect(text).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/);
  }
  expect(end).toBe(svg.length);
  expect(open).toEqual([]);
  return seen;
}

const SAMPLE: Drawing = {
  nodes: [
    {
      name: 'raw.customers',
      kind: 'table',
      detail: 'postgres://warehouse:5432',
      badges: [
        { text: 'PII', tone: 'danger' },
        { text: 'restricted', tone: 'warning' },
      ],
      columns: [{ name: 'id' }, { name: 'email', badges: [{ text: 'email', tone: 'danger' }] }],
      moreColumns: 14,
      hiddenUpstream: 12,
    },
    { name: 'raw.orders', kind: 'table', columns: [{ name: 'customer_id' }], gap: true },
    {
      name: 'mart.customer_orders',
      kind: 'view',
      columns: [{ name: 'customer' }, { name: 'contact' }],
      root: true,
    },
    { name: 'Revenue', kind: 'dashboard', hiddenDownstream: 3 },
    { name: 'old.orders', kind: 'table', retired: true },
  ],
  edges: [
    { from: 0, to: 2, style: 'direct', fromColumn: 1, toColumn: 1, title: 'TRANSFORMATION (masked)' },
    { from: 1, to: 2, style: 'indirect', fromColumn: 0, toColumn: 0 },
    { from: 2, to: 3, style: 'observed' },
    { from: 4, to: 2, style: 'declared' },
    { from: 3, to: 0, style: 'declared' },
    { from: 2, to: 2, style: 'observed' },
  ],
};

describe('drawSvg', () => {
  it.each(['light', 'dark'] as const)('draws the sample as recorded (%s)', async (palette) => {
    const svg = draw(SAMPLE, { caption: ['Showing 5 of 3,582 tables', 'Revision 42'], palette });
    elements(svg);
    await expect(svg).toMatchFileSnapshot(`svg/sample-${palette}.svg`);
  });

  it('shows every node, column, badge and count, and a legend of what occurs', () => {
    const svg = draw(SAMPLE);
    for (const text of [
      'raw.customers',
      'email',
      'restricted',
      '… 14 more',
      '+12',
      '+3',
      'Lineage stops here',
    ]) {
      expect(svg).toContain(`>${text}</text>`);
    }
    expect(draw(alone({}))).not.toContain('Lineage stops here');
    expect(draw(alone({ gap: true }))).toContain('Lineage stops here');
    expect(draw(SAMPLE, { legend: false })).not.toContain('Declared');
  });

  it('ends edges at their columns', () => {
    const [source, target] = layoutInput(SAMPLE).edges.map(({ fromOffset, toOffset }) => [
      fromOffset,
      toOffset,
    ])[0]!;
    expect([source, target]).toEqual([44 + 22 + 20 + 10, 44 + 20 + 10]);
    expect(
      layoutInput({ ...SAMPLE, edges: [{ from: 0, to: 1, style: 'direct', fromColumn: 99 }] }).edges[0],
    ).toMatchObject({
      fromOffset: 22,
    });
  });

  it('holds no script, style or reference to anything outside', () => {
    const names = new Set(elements(draw(SAMPLE)));
    expect([...names].sort()).toEqual(['desc', 'g', 'path', 'rect', 'svg', 'text', 'title']);
    expect(draw(SAMPLE).match(/(href|url\(|https?:)[^ ]*/g)).toEqual(['http://www.w3.org/2000/svg"']);
  });

  it('is well-formed whatever things are called', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        ']]>',
        '"><x y="',
        '&amp;',
        '\u0000\u001b[0m',
        '\ud800',
        '__proto__',
        '😀'.repeat(40),
        'מספר לקוח',
      ),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, (name, kind, detail) => {
        const drawing: Drawing = {
          nodes: [
            {
              name,
              kind,
              detail,
              badges: [{ text: detail }, { text: name }, { text: kind }],
              columns: [{ name, badges: [{ text: kind }] }],
            },
          ],
          edges: [{ from: 0, to: 0, style: 'direct', title: name }],
        };
        const svg = draw(drawing, { title: name, caption: [kind, detail] });
        const names = elements(svg);
        expect(names).not.toContain('script');
        expect(svg.isWellFormed()).toBe(true);
        expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
        expect(draw(drawing, { title: name, caption: [kind, detail] })).toBe(svg);
      }),
    );
  });

  it('stays small when a name is enormous', () => {
    const name = 'x'.repeat(5_000_000);
    expect(
      draw(alone({ name, kind: name, detail: name, badges: [{ text: name }], columns: [{ name }] }), {
        title: name,
      }).length,
    ).toBeLessThan(12_000);
  });

  it('draws nothing at all, and refuses a layout of another drawing', () => {
    elements(draw({ nodes: [], edges: [] }));
    expect(() => drawSvg(SAMPLE, { title: '' }, layout({ nodes: [], edges: [] }))).toThrow(RangeError);
  });

  it('makes room for rows and badges', () => {
    const height = (node: Partial<DrawnNode>): number => nodeSize({ name: '', kind: '', ...node }).height;
    expect(height({})).toBe(44);
    expect(height({ badges: [{ text: 'a' }] })).toBe(66);
    expect(height({ columns: [{ name: 'a' }], moreColumns: 3 })).toBe(44 + 40 + 6);
  });
});

describe('text in drawings', () => {
  it('escapes what XML reserves and replaces what it cannot hold', () => {
    expect(escapeXml(`<a href="x">&'\u0001\ud800\n`)).toBe(
      '&lt;a href=&quot;x&quot;&gt;&amp;&#39;\ufffd\ufffd ',
    );
  });

  it('shortens to the width and not a letter more', () => {
    expect(fitText('short', 12, 100)).toBe('short');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 20, max: 200 }), (text, width) => {
        const fitted = fitText(text, 12, width);
        expect(textWidth(fitted, 12)).toBeLessThanOrEqual(width + 1e-6);
        if (fitted !== text) expect(text.startsWith(fitted.slice(0, -1))).toBe(true);
        else expect(textWidth(text, 12)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('clips without halving a character', () => {
    expect(clip('ab😀', 3)).toBe('ab…');
    expect(clip('ab', 2)).toBe('ab');
  });

  it('writes numbers short', () => {
    expect([num(1 / 3), num(-0.001), num(12)]).toEqual(['0.33', '0', '12']);
  });
});

describe('palettes', () => {
  const luminance = (hex: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string): number => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light! + 0.05) / (dark! + 0.05);
  };

  it.each(Object.entries(PALETTES))('reach WCAG 2.2 AA contrast (%s)', (_, palette) => {
    for (const text of [palette.text, palette.muted, ...Object.values(palette.badge)]) {
      for (const ground of [palette.page, palette.card, palette.header]) {
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const line of [
      palette.border,
      palette.line,
      palette.direct,
      palette.indirect,
      palette.root,
      palette.gap,
    ]) {
      expect(contrast(line, palette.page)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('frames and places', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((name, i) => ({
    name,
    kind: 'table',
    ...(i < 3 ? { group: i < 2 ? 0 : 1 } : {}),
  }));
  const drawing: Drawing = {
    nodes,
    edges: [
      { from: 0, to: 1, style: 'inferred', label: 'inferred 80 %' },
      { from: 1, to: 2, style: 'observed' },
      { from: 2, to: 3, style: 'declared' },
      { from: 3, to: 0, style: 'declared' },
    ],
    groups: [
      { label: 'raw', detail: 'lake' },
      { label: 'mart', detail: 'lake' },
    ],
  };
  const holds = (frame: Bounds, box: Bounds): boolean =>
    box.x >= frame.x &&
    box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height;
  const boxesOf = (of: Drawing) => {
    const { nodes: placed, frames, bounds } = placesOf(of);
    return {
      boxes: placed.map(({ x, y }, i) => ({ x, y, ...nodeSize(of.nodes[i]!) })),
      frames: frames.map((frame) => frame!),
      bounds,
    };
  };

  it('a frame holds the nodes of its group and no other, within the sheet', () => {
    const { boxes, frames, bounds } = boxesOf(drawing);
    for (const [group, frame] of frames.entries()) {
      expect(holds(bounds, frame)).toBe(true);
      for (const [i, box] of boxes.entries()) expect(holds(frame, box)).toBe(nodes[i]!.group === group);
    }
    const svg = drawSvg(drawing, { title: 't' });
    for (const text of ['raw', 'mart', 'Open group', 'inferred 80 %']) expect(svg).toContain(text);
    expect(svg).toContain('Inferred from code');
  });

  it('keeps what was put in its place: order and distance, however large the boxes are (property)', () => {
    const corner = fc.record({
      x: fc.integer({ min: -900, max: 900 }),
      y: fc.integer({ min: -900, max: 900 }),
    });
    const overlap = (a: Bounds, b: Bounds): boolean =>
      a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    fc.assert(
      fc.property(
        fc.array(corner, { minLength: 4, maxLength: 4 }),
        fc.string({ maxLength: 90 }),
        (at, name) => {
          const boxes = at.map((one) => ({ ...one, width: 240, height: 44 }));
          const named = { ...drawing, nodes: nodes.map((node) => ({ ...node, name: node.name + name })) };
          const { boxes: placed } = boxesOf({ ...named, places: stretched(named, boxes) });
          for (let i = 0; i < 4; i++)
            for (let j = i + 1; j < 4; j++) {
              expect(Math.sign(placed[i]!.x - placed[j]!.x)).toBe(Math.sign(at[i]!.x - at[j]!.x));
              expect(Math.sign(placed[i]!.y - placed[j]!.y)).toBe(Math.sign(at[i]!.y - at[j]!.y));
              if (!overlap(boxes[i]!, boxes[j]!)) expect(overlap(placed[i]!, placed[j]!)).toBe(false);
            }
        },
      ),
    );
  });
});
