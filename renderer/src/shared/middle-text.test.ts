import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitForMiddle } from './middle-text.ts';

it('keeps the end that tells names of one family apart, from a separator on', () => {
  expect(splitForMiddle('_int_normalized_input_admit_type_final').tail).toBe('_type_final');
  expect(splitForMiddle('int_customer_engagement')).toEqual({ head: 'int_customer', tail: '_engagement' });
  expect(splitForMiddle('averyveryverylongnamewithoutanyseparator').tail).toBe('anyseparator');
  expect(splitForMiddle('orders')).toEqual({ head: '', tail: 'orders' });
});

it('loses no letter and tears none apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { head, tail } = splitForMiddle(text);
      expect(head + tail).toBe(text);
      expect(head.isWellFormed() && tail.isWellFormed()).toBe(text.isWellFormed());
    }),
  );
});
