import { describe, expect, it } from 'vitest';
import { makeNode } from '../testing/make-view.ts';
import { commandFor, sidesFor, type KeyPress } from './keyboard.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
});

describe('keys of the picture', () => {
  it('reads arrows, plus, minus and letters', () => {
    expect(commandFor(press('ArrowLeft'))).toEqual({ do: 'move', to: 'left' });
    expect(commandFor(press('+', { shiftKey: true }))).toEqual({ do: 'expand', all: false });
    expect(commandFor(press('=', { altKey: true }))).toEqual({ do: 'expand', all: true });
    expect(commandFor(press('-'))).toEqual({ do: 'collapse' });
    expect(commandFor(press('C', { shiftKey: true }))).toEqual({ do: 'columns' });
    expect(commandFor(press('F10', { shiftKey: true }))).toEqual({ do: 'menu' });
    expect(commandFor(press('Enter'))).toEqual({ do: 'enter' });
    expect(commandFor(press('ArrowUp', { shiftKey: true }))).toEqual({ do: 'push', to: 'up' });
    expect(commandFor(press('G', { shiftKey: true }))).toEqual({ do: 'all-groups' });
    expect(commandFor(press('g'))).toEqual({ do: 'group' });
    expect(commandFor(press('z', { ctrlKey: true }))).toEqual({ do: 'undo' });
    expect(commandFor(press('Z', { metaKey: true, shiftKey: true }))).toEqual({ do: 'redo' });
  });

  it('leaves everything else to the browser and the shell', () => {
    for (const other of [
      press('c', { ctrlKey: true }),
      press('ArrowLeft', { altKey: true }),
      press('q'),
      press('constructor'),
      press('Tab'),
      press('z', { ctrlKey: true, altKey: true }),
    ]) {
      expect(commandFor(other)).toBeNull();
    }
  });
});

describe('where plus and minus work', () => {
  it('away from the root', () => {
    const node = makeNode(2, { side: 'upstream', hiddenUpstream: 3, hiddenDownstream: 4 });
    expect(sidesFor(node, 'expand')).toEqual(['upstream']);
  });

  it('on the other side when nothing is left outwards', () => {
    expect(sidesFor(makeNode(2, { side: 'upstream', hiddenDownstream: 4 }), 'expand')).toEqual([
      'downstream',
    ]);
    expect(sidesFor(makeNode(2, { side: 'upstream' }), 'expand')).toEqual([]);
  });

  it('on both sides of a root', () => {
    expect(sidesFor(makeNode(1, { side: 'root', hiddenUpstream: 1, hiddenDownstream: 1 }), 'expand')).toEqual(
      ['upstream', 'downstream'],
    );
  });

  it('minus closes what was opened first, and never cuts a node off from its root unasked', () => {
    expect(sidesFor(makeNode(2, { side: 'downstream', expandedUpstream: true }), 'collapse')).toEqual([
      'upstream',
    ]);
    expect(sidesFor(makeNode(2, { side: 'downstream' }), 'collapse')).toEqual(['downstream']);
  });
});
