import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addAll,
  EVERYTHING,
  isSelected,
  NOTHING,
  selectedCount,
  toggle,
  type Selection,
} from './selection.ts';

const keys = Array.from({ length: 12 }, (_, index) => `d${index}`);
const key = fc.constantFrom(...keys);
const steps = fc.array(
  fc.oneof(
    key.map((one) => (selection: Selection) => toggle(selection, one)),
    fc.array(key).map((some) => (selection: Selection) => addAll(selection, some)),
    fc.constant(() => EVERYTHING),
    fc.constant(() => NOTHING),
  ),
);

describe('selection', () => {
  it('counts exactly the rows that it holds', () => {
    fc.assert(
      fc.property(steps, (changes) => {
        const selection = changes.reduce((state, change) => change(state), NOTHING);
        const held = keys.filter((one) => isSelected(selection, one)).length;
        expect(selectedCount(selection, keys.length)).toBe(held);
      }),
    );
  });

  it('toggles back, and adding selects', () => {
    fc.assert(
      fc.property(steps, key, (changes, one) => {
        const selection = changes.reduce((state, change) => change(state), NOTHING);
        expect(isSelected(toggle(selection, one), one)).toBe(!isSelected(selection, one));
        expect(toggle(toggle(selection, one), one)).toEqual(selection);
        expect(isSelected(addAll(selection, [one]), one)).toBe(true);
      }),
    );
  });

  it('holds rows that are not loaded once all are chosen', () => {
    expect(isSelected(toggle(EVERYTHING, 'd1'), 'd999')).toBe(true);
    expect(selectedCount(toggle(EVERYTHING, 'd1'), 12_340)).toBe(12_339);
  });
});
