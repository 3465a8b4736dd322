import { describe, expect, it } from 'vitest';
import { titlePlace } from '../model/frame-title.ts';
import { makeNode } from '../testing/make-view.ts';
import { NO_EMPHASIS } from './edge-style.ts';
import { placeLabels } from './labels.ts';
import type { Scene } from './scene.ts';

const scene = (nodes: Scene['nodes'], matches: readonly number[] = []): Scene => ({
  nodes,
  frames: [],
  positionOf: (node) => node,
  routes: [],
  emphasis: NO_EMPHASIS,
  hovered: null,
  matches: new Set(matches),
  selected: null,
});

describe('names far out', () => {
  const crowd = Array.from({ length: 60 }, (_, i) =>
    makeNode(i + 1, { x: 0, y: i * 62, title: `table ${i}` }),
  );

  it('do not overlap, however many nodes there are', () => {
    const labels = placeLabels(scene(crowd), [0, 20, 0.1], 800, 600);
    expect(labels.length).toBeGreaterThan(5);
    expect(labels.length).toBeLessThan(crowd.length);
    const heights = labels.map(({ y }) => y).sort((a, b) => a - b);
    heights.slice(1).forEach((y, i) => expect(y - heights[i]!).toBeGreaterThan(5));
  });

  it('are given first to roots and finds', () => {
    const labels = placeLabels(scene(crowd, [34]), [0, 20, 0.1], 800, 600);
    expect(labels.map(({ text }) => text)).toContain('table 33');
  });

  it('are left out where nothing of the node is in sight', () => {
    expect(placeLabels(scene([makeNode(1, { x: 90_000 })]), [0, 0, 0.1], 800, 600)).toEqual([]);
  });
});

describe('the title of a frame', () => {
  const frame = { x: 100, y: 0, width: 2000, height: 300 };

  it('stands at the left end, or where the sight begins', () => {
    expect(titlePlace(frame, [0, 0, 1]).left).toBe(8);
    expect(titlePlace(frame, [-600, 0, 1]).left).toBe(508);
    expect(titlePlace(frame, [-9000, 0, 1]).left).toBe(1840);
  });
});
