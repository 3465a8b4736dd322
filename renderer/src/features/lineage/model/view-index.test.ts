import { describe, expect, it } from 'vitest';
import { makeColumn, makeEdge, makeNode, makeView } from '../testing/make-view.ts';
import { findNodes } from './find.ts';
import { alongPath, indexView, lineOf, neighbours, step } from './view-index.ts';

/** 1 and 2 feed 3; 3 feeds 4 and 5; 5 feeds back into 3. */
const index = indexView(
  makeView(
    [
      makeNode(1, { x: 0, y: 0 }),
      makeNode(2, { x: 0, y: 100 }),
      makeNode(3, { x: 400, y: 90, side: 'root' }),
      makeNode(4, { x: 800, y: 0 }),
      makeNode(5, { x: 800, y: 100, columns: [makeColumn(50, 'Email')] }),
    ],
    [makeEdge(1, 3), makeEdge(2, 3), makeEdge(3, 4), makeEdge(3, 5), makeEdge(5, 3, { backwards: true })],
  ),
);

describe('walking with arrow keys', () => {
  it('goes along edges to the neighbour nearest in height', () => {
    expect(step(index, 3, 'left')).toBe(2);
    expect(step(index, 3, 'right')).toBe(5);
    expect(step(index, 1, 'right')).toBe(3);
  });

  it('goes up and down within the layer, and stops at its ends', () => {
    expect(step(index, 2, 'up')).toBe(1);
    expect(step(index, 4, 'down')).toBe(5);
    expect(step(index, 1, 'up')).toBeNull();
    expect(step(index, 1, 'left')).toBeNull();
  });

  it('does nothing for a node that is not there', () => {
    expect(step(index, 99, 'left')).toBeNull();
  });
});

describe('highlights', () => {
  it('take what a node comes from and leads to, without siblings, also in cycles', () => {
    const { nodes, edges } = lineOf(index, 4);
    expect([...nodes].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(edges.has('3>5')).toBe(true);
    expect([...lineOf(index, 1).nodes].sort()).toEqual([1, 3, 4, 5]);
  });

  it('light the part of a path that is in the picture', () => {
    const { nodes, edges } = alongPath(index, [1, 3, 4, 77]);
    expect([...nodes]).toEqual([1, 3, 4]);
    expect([...edges]).toEqual(['1>3', '3>4']);
  });

  it('list neighbours top to bottom', () => {
    expect(neighbours(index, 3, 'upstream').map((node) => node.id)).toEqual([1, 2, 5]);
  });
});

describe('find in the picture', () => {
  const { nodes } = index.view;

  it('needs every word, in names or columns, in any case', () => {
    expect(findNodes(nodes, 'SHOP email').map((node) => node.id)).toEqual([5]);
    expect(findNodes(nodes, 'shop nothing')).toEqual([]);
  });

  it('answers left to right, top to bottom', () => {
    expect(findNodes(nodes, 'shop').map((node) => node.id)).toEqual([1, 2, 3, 4, 5]);
  });

  it('finds nothing for blanks, and takes signs literally', () => {
    expect(findNodes(nodes, '  ')).toEqual([]);
    expect(findNodes(nodes, '.*')).toEqual([]);
  });
});
