import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Memo, Recent } from './recent.ts';

it('remembers what was said in each slot, few or many', () => {
  const said = fc.tuple(fc.nat(40), fc.constantFrom('', 'a', 'b'), fc.constantFrom('', '1', '2'));
  fc.assert(
    fc.property(fc.array(said, { maxLength: 200 }), (all) => {
      const memo = new Memo(() => undefined);
      const known = new Map<string, { readonly text: string; readonly order: string }>();
      for (const [slot, text, order] of all) {
        const before = known.get(`/${slot}`);
        const news = !before || !(order < before.order || (text === before.text && order === before.order));
        expect(memo.isNews(`/${slot}`, text, order)).toBe(news);
        if (news) known.set(`/${slot}`, { text, order });
      }
    }),
  );
});

it('forgets what is long ago, and nothing that was touched since', () => {
  const recent = new Recent(1_000);
  expect(recent.about('a').isNews('/x')).toBe(true);
  for (let n = 0; n < 8; n++) recent.about(`b${n}`);
  expect(recent.about('a').isNews('/x')).toBe(false);
  for (let n = 0; n < 40; n++) recent.about(`c${n}`);
  expect(recent.about('a').isNews('/x')).toBe(true);
});
