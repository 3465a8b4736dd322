import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNode, makeView } from '../testing/make-view.ts';
import { firstLook, fit, mapScale, reveal } from './camera.ts';

const size = { width: 1000, height: 700 };
const onScreen = (camera: { x: number; y: number; zoom: number }, x: number, y: number) => ({
  x: x * camera.zoom + camera.x,
  y: y * camera.zoom + camera.y,
});

describe('camera', () => {
  it('fits everything, never larger than life', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9000, max: 9000 }),
        fc.integer({ min: 1, max: 9000 }),
        fc.integer({ min: 1, max: 9000 }),
        (x, width, height) => {
          const camera = fit({ x, y: -x, width, height }, size);
          expect(camera.zoom).toBeLessThanOrEqual(1);
          const from = onScreen(camera, x, -x);
          const to = onScreen(camera, x + width, -x + height);
          expect(from.x).toBeGreaterThanOrEqual(-1e-6);
          expect(to.x).toBeLessThanOrEqual(size.width + 1e-6);
          expect(from.y).toBeGreaterThanOrEqual(-1e-6);
          expect(to.y).toBeLessThanOrEqual(size.height + 1e-6);
        },
      ),
    );
  });

  it('looks first at everything when that is readable, else at the root', () => {
    const root = makeNode(1, { side: 'root', x: 300, y: 100 });
    expect(firstLook(makeView([root], []), size)).toEqual(fit({ x: 0, y: 0, width: 540, height: 144 }, size));
    const far = makeView([root, makeNode(2, { x: 9000, y: 9000 })], []);
    const camera = firstLook(far, size);
    const middle = onScreen(camera, 300 + root.width / 2, 100 + root.height / 2);
    expect(camera.zoom).toBe(0.85);
    // The picture begins left of the root: no room is spent on what lies before it.
    expect(onScreen(camera, 0, 0)).toEqual({ x: 56, y: 56 });
    expect(middle.x).toBeLessThan(500);
  });

  it('centres a root that has something on every side', () => {
    const root = makeNode(1, { side: 'root', x: 4000, y: 4000 });
    const view = makeView([root, makeNode(2), makeNode(3, { x: 9000, y: 9000 })], []);
    const middle = onScreen(firstLook(view, size), 4000 + root.width / 2, 4000 + root.height / 2);
    expect(middle.x).toBeCloseTo(500);
    expect(middle.y).toBeCloseTo(350);
  });

  it('keeps the root in sight at first, wherever it lies', () => {
    const place = fc.integer({ min: 0, max: 9000 });
    fc.assert(
      fc.property(place, place, (x, y) => {
        const root = makeNode(1, { side: 'root', x, y });
        const view = makeView([root, makeNode(2, { x: 9000, y: 9000 }), makeNode(3)], []);
        const middle = onScreen(firstLook(view, size), x + root.width / 2, y + root.height / 2);
        expect(middle.x).toBeGreaterThan(0);
        expect(middle.x).toBeLessThan(size.width);
        expect(middle.y).toBeGreaterThan(0);
        expect(middle.y).toBeLessThan(size.height);
      }),
    );
  });

  it('reveals by the smallest move, and not at all when it is in sight', () => {
    const camera = { x: 0, y: 0, zoom: 1 };
    expect(reveal(camera, { x: 300, y: 300, width: 240, height: 44 }, size)).toBe(camera);
    const moved = reveal(camera, { x: 2000, y: 300, width: 240, height: 44 }, size);
    expect(moved).toMatchObject({ y: 0, zoom: 1 });
    expect(onScreen(moved, 2240, 0).x).toBeLessThan(size.width);
  });

  it('comes nearer when asked to read', () => {
    expect(reveal({ x: 0, y: 0, zoom: 0.1 }, { x: 0, y: 0, width: 240, height: 44 }, size, 0.5).zoom).toBe(
      0.5,
    );
  });

  it('maps bounds of no size without dividing by zero', () => {
    expect(Number.isFinite(mapScale({ x: 0, y: 0, width: 0, height: 0 }, size).zoom)).toBe(true);
  });
});
