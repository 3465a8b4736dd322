import { describe, expect, it } from 'vitest';
import { keyCaps, keyText, matches, parseKeys } from './keys.ts';

const event = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('key combinations', () => {
  it('are read with their modifiers', () => {
    expect(parseKeys('mod+shift+Z')).toEqual({ key: 'z', mod: true, alt: false, shift: true });
    expect(parseKeys('alt+ArrowLeft')).toEqual({ key: 'ArrowLeft', mod: false, alt: true, shift: false });
  });

  it('match Ctrl on a PC and Cmd on a Mac, and not the other way round', () => {
    expect(matches('mod+K', event('k', { ctrlKey: true }), false)).toBe(true);
    expect(matches('mod+K', event('k', { metaKey: true }), false)).toBe(false);
    expect(matches('mod+K', event('k', { metaKey: true }), true)).toBe(true);
    expect(matches('mod+K', event('k', { ctrlKey: true }), true)).toBe(false);
  });

  it('tell undo from redo', () => {
    const redo = event('Z', { ctrlKey: true, shiftKey: true });
    expect(matches('mod+Z', redo, false)).toBe(false);
    expect(matches('mod+shift+Z', redo, false)).toBe(true);
  });

  it('take a sign however the keyboard makes it, but not with Ctrl', () => {
    expect(matches('?', event('?', { shiftKey: true }), false)).toBe(true);
    expect(matches('?', event('?'), false)).toBe(true);
    expect(matches('/', event('/', { ctrlKey: true }), false)).toBe(false);
  });

  it('leave letters with a modifier alone', () => {
    expect(matches('t', event('t'), false)).toBe(true);
    expect(matches('t', event('t', { altKey: true }), false)).toBe(false);
  });

  it('are written as each system writes them', () => {
    expect(keyText('mod+shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(keyText('mod+shift+Z', true)).toBe('⌘⇧Z');
    expect(keyText('alt+ArrowLeft', false)).toBe('Alt+←');
  });
});

it('reads a plus as a key', () => {
  expect(keyCaps('+', false)).toEqual(['+']);
  expect(keyCaps('alt++', false)).toEqual(['Alt', '+']);
  expect(matches('alt++', event('+', { altKey: true }), false)).toBe(true);
});
