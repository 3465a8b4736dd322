import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeColumn, makeEdge, makeNode, makeView } from '../testing/make-view.ts';
import { boundsOf, curveThrough, piecesOf, pointAt, roundedThrough } from './curves.ts';
import { HEADER_ANCHOR, HEADER_HEIGHT, NODE_WIDTH, ROW_HEIGHT, STUB_WIDTH } from './geometry.ts';
import { distanceTo, isInSight, middleOf, routeAt, sightOf } from './hit-test.ts';
import { buildRoutes, endsOf, type Route } from './routes.ts';
import { indexView } from './view-index.ts';

const routesOf = (view: ReturnType<typeof makeView>): Route[] =>
  buildRoutes(view, indexView(view).nodes, (node) => node);
const first = (curve: readonly number[]) => [curve[0], curve[1]];
const last = (curve: readonly number[]) => [curve.at(-2), curve.at(-1)];
const a = makeNode(1, { x: 0, y: 0 });
const b = makeNode(2, { x: 400, y: 300 });

const point = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
});

describe('curves', () => {
  it('begin and end at their points and stay within their bounds', () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2, maxLength: 8 }),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (points, rounded, t) => {
          const curve = rounded ? roundedThrough(points) : curveThrough(points);
          expect((curve.length - 2) % 6).toBe(0);
          expect(first(curve)).toEqual([points[0]?.x, points[0]?.y]);
          expect(last(curve)[0]).toBeCloseTo(points.at(-1)?.x ?? NaN);
          const { left, right, top, bottom } = boundsOf(curve);
          for (const at of piecesOf(curve)) {
            const { x, y } = pointAt(curve, at, t);
            expect(x).toBeGreaterThanOrEqual(left - 1e-6);
            expect(x).toBeLessThanOrEqual(right + 1e-6);
            expect(y).toBeGreaterThanOrEqual(top - 1e-6);
            expect(y).toBeLessThanOrEqual(bottom + 1e-6);
          }
        },
      ),
    );
  });

  it('are straight where the engine leads an edge level through a layer', () => {
    const curve = curveThrough([
      { x: 0, y: 10 },
      { x: 240, y: 10 },
    ]);
    expect(boundsOf(curve)).toEqual({ left: 0, right: 240, top: 10, bottom: 10 });
  });
});

describe('routes', () => {
  it('run from the right side of the source to the left side of the target', () => {
    const [route] = routesOf(makeView([a, b], [makeEdge(1, 2)]));
    expect(first(route?.curve ?? [])).toEqual([NODE_WIDTH, HEADER_ANCHOR]);
    expect(last(route?.curve ?? [])).toEqual([400, 300 + HEADER_ANCHOR]);
  });

  it('end at the outer side of a stub', () => {
    const [route] = routesOf(
      makeView(
        [
          { ...a, hiddenDownstream: 2 },
          { ...b, hiddenUpstream: 1 },
        ],
        [makeEdge(1, 2)],
      ),
    );
    expect(first(route?.curve ?? [])[0]).toBe(NODE_WIDTH + STUB_WIDTH);
    expect(last(route?.curve ?? [])[0]).toBe(400 - STUB_WIDTH);
  });

  it('take the way-points between the ends, and only those', () => {
    const points = [
      { x: 240, y: 22 },
      { x: 300, y: 150 },
      { x: 360, y: 150 },
      { x: 400, y: 322 },
    ];
    const [route] = routesOf(makeView([a, b], [makeEdge(1, 2, { points })]));
    expect(piecesOf(route?.curve ?? [])).toHaveLength(3);
    expect(distanceTo(route ?? { curve: [] }, { x: 330, y: 150 })).toBeLessThan(0.01);
  });

  it('turn around where an edge closes a cycle', () => {
    const [route] = routesOf(makeView([a, b], [makeEdge(2, 1, { backwards: true })]));
    expect(first(route?.curve ?? [])).toEqual([400 + NODE_WIDTH, 300 + HEADER_ANCHOR]);
    expect(last(route?.curve ?? [])).toEqual([0, HEADER_ANCHOR]);
    expect(route?.right).toBeGreaterThan(400 + NODE_WIDTH);
    expect(route?.left).toBeLessThan(0);
  });

  it('still run forward where stubs leave no room between two layers', () => {
    const near = [
      { ...a, hiddenDownstream: 1 },
      { ...makeNode(2, { x: NODE_WIDTH + STUB_WIDTH }), hiddenUpstream: 1 },
    ];
    const [route] = routesOf(makeView(near, [makeEdge(1, 2)]));
    expect(piecesOf(route?.curve ?? [])).toHaveLength(1);
  });

  it('of a dataset written from itself loop above it', () => {
    const [route] = routesOf(makeView([a], [makeEdge(1, 1)]));
    expect(route?.top).toBeLessThan(0);
  });

  it('of columns meet their rows', () => {
    const from = makeNode(1, { columns: [makeColumn(10, 'id'), makeColumn(11, 'email')] });
    const to = makeNode(2, { x: 400, columns: [makeColumn(20, 'mail')] });
    const edge = {
      fromNode: 1,
      fromColumn: 11,
      toNode: 2,
      toColumn: 20,
      direct: true,
      masked: false,
      aggregated: false,
      subtypes: [],
      verification: 'declared' as const,
      confidence: null,
      lit: false,
    };
    const route = routesOf(makeView([from, to], [], [edge]))[0];
    expect(first(route?.curve ?? [])).toEqual([NODE_WIDTH, HEADER_HEIGHT + ROW_HEIGHT * 1.5]);
    expect(last(route?.curve ?? [])).toEqual([400, HEADER_HEIGHT + ROW_HEIGHT / 2]);
    expect(route && endsOf(route)).toEqual({ from: 1, to: 2 });
  });

  it('without one of their ends are left out', () => {
    expect(routesOf(makeView([a], [makeEdge(1, 2)]))).toEqual([]);
  });
});

describe('what is in sight', () => {
  it('follows the camera', () => {
    expect(sightOf([-100, -200, 0.5], 800, 600)).toEqual({ x: 200, y: 400, width: 1600, height: 1200 });
  });

  it('never leaves out a route of which a point is in sight', () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2, maxLength: 6 }),
        point,
        fc.integer({ min: 1, max: 4000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (points, corner, side, t) => {
          const curve = curveThrough(points);
          const route: Route = { kind: 'table', edge: makeEdge(1, 2), curve, ...boundsOf(curve) };
          const sight = { ...corner, width: side, height: side };
          const visible = piecesOf(curve).some((at) => {
            const { x, y } = pointAt(curve, at, t);
            return x >= sight.x && x <= sight.x + side && y >= sight.y && y <= sight.y + side;
          });
          if (visible) expect(isInSight(route, sight)).toBe(true);
        },
      ),
    );
  });
});

describe('hit test', () => {
  const routes = routesOf(makeView([a, b, makeNode(3, { x: 400, y: 0 })], [makeEdge(1, 2), makeEdge(1, 3)]));

  it('finds the nearest edge within its tolerance', () => {
    const hit = routeAt(routes, { x: 320, y: HEADER_ANCHOR + 4 }, 7);
    expect(hit && endsOf(hit)).toEqual({ from: 1, to: 3 });
    expect(routeAt(routes, { x: 320, y: HEADER_ANCHOR - 8 }, 7)).toBeNull();
  });

  it('hits every edge at every point of it', () => {
    for (const route of routes) {
      for (const at of piecesOf(route.curve)) {
        for (const t of [0.3, 0.5, 0.9])
          expect(distanceTo(route, pointAt(route.curve, at, t))).toBeLessThan(1);
      }
      expect(distanceTo(route, middleOf(route))).toBeLessThan(1);
    }
  });
});
