import { expect, it } from 'vitest';
import type { SheetField } from '../../../../../contract/index.ts';
import { optionsFor, withOption, writtenItem, type Vocabulary } from './complete.ts';

const none = { category: [], subject: [], domain: [], term: [], purpose: [], label: [], party: [] };
const option = (text: string, label = text) => ({ text, label, detail: '' });
const vocabulary: Vocabulary = {
  ...none,
  label: [option('gold'), option('old gold'), option('a\\;b', 'a;b')],
};
const base = { header: 'h', label: 'H', holds: 'statement' as const, among: null, keyOf: null };
const labels: SheetField = { ...base, many: true, keyOf: 'label' };
const level: SheetField = { ...base, many: false, among: ['low', 'high'] };

it('offers what fits the value that is being written', () => {
  expect(optionsFor(labels, 'x; go', vocabulary).map(({ text }) => text)).toEqual(['gold', 'old gold']);
  expect(optionsFor(labels, 'gold; ', vocabulary).map(({ text }) => text)).toEqual(['old gold', 'a\\;b']);
  expect(optionsFor(labels, 'a\\;', vocabulary).map(({ text }) => text)).toEqual(['a\\;b']);
  expect(optionsFor(level, 'H', vocabulary).map(({ text }) => text)).toEqual(['high']);
  expect(
    optionsFor({ ...level, holds: 'review', among: null }, '', vocabulary).map(({ text }) => text),
  ).toEqual(['yes']);
});

it('puts an option in place of what was typed', () => {
  expect(withOption(labels, 'x; go', option('gold'))).toBe('x; gold');
  expect(withOption(labels, 'go', option('gold'))).toBe('gold');
  expect(withOption(level, 'hi', option('high'))).toBe('high');
  expect(writtenItem('a;b\\<c>', ';<>')).toBe('a\\;b\\\\\\<c\\>');
});
