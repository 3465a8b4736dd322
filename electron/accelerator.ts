/** From the page's way of writing key combinations to Electron's. */

const NAMES: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  alt: 'Alt',
  shift: 'Shift',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  ' ': 'Space',
};
const KNOWN =
  /^(?:[A-Z0-9]|F[1-9]|F1[0-2]|[!-/:-@[-`{-~]|Plus|Enter|Tab|Delete|Backspace|Home|End|PageUp|PageDown|Left|Right|Up|Down|Esc|Space)$/;

/** Null for a combination that menus cannot show. */
export function acceleratorOf(keys: string): string | null {
  const own = keys.endsWith('+') ? '+' : (keys.split('+').at(-1) ?? '');
  const modifiers = keys
    .slice(0, keys.length - own.length)
    .split('+')
    .filter(Boolean);
  const key = own === '+' ? 'Plus' : (NAMES[own] ?? (own.length === 1 ? own.toUpperCase() : own));
  if (!KNOWN.test(key) || modifiers.some((name) => !['mod', 'alt', 'shift'].includes(name))) return null;
  return [...modifiers.map((name) => NAMES[name] ?? ''), key].join('+');
}
