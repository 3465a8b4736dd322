import { describe, expect, it } from 'vitest';
import { makeColumn, makeEdge, makeNode, makeView } from '../testing/make-view.ts';
import { buildRoutes } from '../model/routes.ts';
import { indexView } from '../model/view-index.ts';
import { groupByStyle } from './draw.ts';
import { NO_EMPHASIS, styleOf } from './edge-style.ts';
import { startingPlaces } from './places.ts';

const columns = (id: number) => [makeColumn(id * 10, 'id')];
const columnEdge = {
  fromNode: 1,
  fromColumn: 10,
  toNode: 2,
  toColumn: 20,
  direct: false,
  masked: false,
  aggregated: false,
  subtypes: [],
  verification: 'declared' as const,
  confidence: null,
  lit: false,
};
const view = makeView(
  [
    makeNode(1, { columns: columns(1) }),
    makeNode(2, { x: 400, columns: columns(2) }),
    makeNode(3, { x: 400, y: 5000 }),
  ],
  [makeEdge(1, 2, { basis: 'declared' }), makeEdge(1, 3, { basis: 'both' })],
  [columnEdge],
);
const routes = buildRoutes(view, indexView(view).nodes, (node) => node);
const everywhere = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 };

describe('how edges look', () => {
  it('tells basis and influence apart by the line itself', () => {
    const lines = routes
      .map((route) => styleOf(route, NO_EMPHASIS))
      .map(({ dash, width }) => `${dash.join()}/${width}`);
    expect(new Set(lines).size).toBe(3);
  });

  it('lets everything outside a highlight step back', () => {
    const emphasis = {
      highlight: { nodes: new Set([1, 2]), edges: new Set(['1>2']) },
      fade: true,
      tracing: false,
      selectedEdge: null,
    };
    expect(routes.map((route) => styleOf(route, emphasis).strength)).toEqual(['strong', 'faded', 'normal']);
  });

  it('lets the column edges speak in a trace', () => {
    const emphasis = {
      highlight: { nodes: new Set([1, 2]), edges: new Set(['1>2']) },
      fade: true,
      tracing: true,
      selectedEdge: null,
    };
    const lit = routes.map((route) =>
      route.kind === 'column' ? { ...route, edge: { ...route.edge, lit: true } } : route,
    );
    expect(lit.map((route) => styleOf(route, emphasis).strength)).toEqual(['normal', 'faded', 'strong']);
    expect(routes.map((route) => styleOf(route, emphasis).strength)).toEqual(['normal', 'faded', 'faded']);
  });
});

describe('what is drawn', () => {
  const drawn = (sight: typeof everywhere, zoom: number) =>
    groupByStyle(routes, sight, zoom, NO_EMPHASIS).flatMap((group) => group.routes);

  it('is only what is in sight', () => {
    expect(drawn(everywhere, 1)).toHaveLength(3);
    expect(drawn({ x: 0, y: 0, width: 500, height: 20 }, 1)).not.toContain(routes[2]);
    expect(drawn({ x: 9000, y: 0, width: 500, height: 500 }, 1)).toEqual([]);
  });

  it('leaves plain column edges out while rows are too small to be seen', () => {
    expect(drawn(everywhere, 0.3)).toHaveLength(2);
  });
});

describe('a picture that changes', () => {
  it('keeps its anchor in place and lets the others start around it', () => {
    const after = makeView([makeNode(1, { x: 100, y: 50 }), makeNode(2, { x: 500, y: 0 })], []);
    const start = startingPlaces(view, after, 1);
    expect(start?.shift).toEqual({ x: 100, y: 50 });
    expect(start?.places.get(1)).toEqual({ x: 100, y: 50 });
    expect(start?.places.get(2)).toEqual({ x: 500, y: 50 });
  });

  it('has no start when the anchor is not in both', () => {
    expect(startingPlaces(view, makeView([], []), 1)).toBeNull();
  });
});
