import { describe, expect, it } from 'vitest';
import { fromSaved, toSaved } from '../state/saved-state.ts';
import { hide, INITIAL_STATE, openPath, pin, withRoots } from '../state/view-state.ts';
import { FORMAT, freeName, idsOf, readFile, translated, VERSION } from './portable.ts';

const GROUP = -(2 ** 50) - 5;
const state = pin(openPath(hide(withRoots(INITIAL_STATE, [1, 2]), [3]), { from: 1, to: 4 }), {
  '2': { x: 1, y: 1 },
  '-8': { x: 2, y: 2 },
  [String(GROUP)]: { x: 3, y: 3 },
});
const saved = toSaved({ ...state, trace: { columnId: 77, indirect: true } }, { '5': { x: 9, y: 9 } });

describe('views that move to another catalog', () => {
  it('name every dataset that they speak of', () => {
    expect(idsOf(saved)).toEqual([1, 2, 3, 4, 5]);
  });

  it('speak of the same datasets there, and leave out what that catalog does not know', () => {
    const there = new Map([
      [1, 11],
      [2, 12],
      [5, 15],
    ]);
    const moved = fromSaved(
      1,
      translated(saved, (id) => there.get(id))!,
    );
    expect(moved).toMatchObject({ roots: [11, 12], hidden: [], along: [], trace: null });
    expect(moved.pins).toEqual({ '12': { x: 1, y: 1 }, [String(GROUP)]: { x: 3, y: 3 } });
    expect(moved.placed).toEqual({ '15': { x: 9, y: 9 } });
    expect(translated(saved, () => undefined)).toBeNull();
  });

  it('are read from a file with reasons why not', () => {
    const file = (content: unknown) => readFile(JSON.stringify(content));
    const view = { name: ' A ', state: saved, datasets: { '1': { namespace: 'n', name: 'a' }, '2': 7 } };
    expect(file({ format: FORMAT, version: VERSION, views: [view, 5, { name: '' }] })).toEqual([
      {
        name: 'A',
        state: JSON.parse(JSON.stringify(saved)) as unknown,
        datasets: { '1': { namespace: 'n', name: 'a' } },
      },
    ]);
    expect(() => readFile('{')).toThrow('not JSON');
    expect(() => file({ format: 'other', views: [] })).toThrow('no saved views');
    expect(() => file({ format: FORMAT, version: 9, views: [] })).toThrow('version 9');
  });

  it('find a free name', () => {
    expect(freeName('A', new Set())).toBe('A');
    expect(freeName('A', new Set(['A', 'A (2)']))).toBe('A (3)');
  });
});
