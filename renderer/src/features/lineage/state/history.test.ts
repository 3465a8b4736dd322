import { describe, expect, it } from 'vitest';
import { NO_HISTORY, redone, stepped, undone } from './history.ts';
import { hide, INITIAL_STATE, pin, withRoots } from './view-state.ts';

const start = withRoots(INITIAL_STATE, [1]);
const hidden = hide(start, [5]);
const moved = pin(hidden, { '7': { x: 1, y: 2 } });

describe('undo of the view', () => {
  it('goes back step by step, and forth again', () => {
    const history = stepped(stepped(NO_HISTORY, start, hidden), hidden, moved);
    const one = undone(history, moved);
    expect(one?.state).toEqual(hidden);
    const two = undone(one!.history, one!.state);
    expect(two?.state).toEqual(start);
    expect(undone(two!.history, two!.state)).toBeNull();
    const forth = redone(two!.history, two!.state);
    expect(forth?.state).toEqual(hidden);
    expect(redone(forth!.history, forth!.state)?.state).toEqual(moved);
  });

  it('takes no selection and no tab for a step', () => {
    const selected = { ...start, selection: { on: 'node' as const, id: 5 }, tab: 'table' as const };
    expect(stepped(NO_HISTORY, start, selected)).toBe(NO_HISTORY);
    // The browser's back button came to the same state meanwhile.
    const history = stepped(NO_HISTORY, start, hidden);
    expect(undone(history, { ...start, selection: selected.selection })).toBeNull();
  });

  it('forgets what was taken back once something else is done', () => {
    const back = undone(stepped(NO_HISTORY, start, hidden), hidden)!;
    expect(redone(stepped(back.history, back.state, moved), moved)).toBeNull();
  });
});
