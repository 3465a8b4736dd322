/** Key combinations: reading, matching and writing them for people. */
import { sayIn } from './language/say.ts';

interface Combination {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent);

/** Reads `mod+shift+Z`. */
export function parseKeys(keys: string): Combination {
  // A plus at the end is the key itself.
  const parts = keys.endsWith('+') ? [...keys.slice(0, -1).split('+').slice(0, -1), '+'] : keys.split('+');
  const key = parts.at(-1) ?? '';
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return {
    key: key.length === 1 ? key.toLowerCase() : key,
    mod: has('mod'),
    alt: has('alt'),
    shift: has('shift'),
  };
}

type KeyLike = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether an event is this combination. Shift is free for signs such as `?`, which need it on some keyboards. */
export function matches(keys: string, event: KeyLike, mac = isMac): boolean {
  const { key, mod, alt, shift } = parseKeys(keys);
  const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const modPressed = mac ? event.metaKey : event.ctrlKey;
  const otherMod = mac ? event.ctrlKey : event.metaKey;
  const sign = key.length === 1 && !/[a-z0-9]/.test(key);
  return (
    pressed === key &&
    modPressed === mod &&
    !otherMod &&
    event.altKey === alt &&
    (sign || event.shiftKey === shift)
  );
}

/** As they are printed on keyboards. */
const WORDS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: sayIn('key', 'Esc'),
  Enter: sayIn('key', 'Enter'),
  Delete: sayIn('key', 'Delete'),
  Home: sayIn('key', 'Home'),
  End: sayIn('key', 'End'),
  ' ': sayIn('key', 'Space'),
};

/** The single caps of a combination: `['Ctrl', 'Shift', 'Z']`, `['⌘', 'Z']`. */
export function keyCaps(keys: string, mac = isMac): string[] {
  const { key, mod, alt, shift } = parseKeys(keys);
  const name = Object.hasOwn(WORDS, key) ? (WORDS[key] ?? key) : key.length === 1 ? key.toUpperCase() : key;
  return [
    ...(mod ? [mac ? '⌘' : sayIn('key', 'Ctrl')] : []),
    ...(alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(shift ? [mac ? '⇧' : sayIn('key', 'Shift')] : []),
    name,
  ];
}

/** A combination in one word, for tooltips: `Ctrl+K`. */
export function keyText(keys: string, mac = isMac): string {
  return keyCaps(keys, mac).join(mac ? '' : '+');
}

/** Whether the event comes from a place where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}
