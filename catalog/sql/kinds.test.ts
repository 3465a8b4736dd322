import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composed, followed, isDirect, KIND, transformationsOf, type Kind } from './kinds.ts';

const kind = fc.constantFrom<Kind>(...Object.values(KIND));

describe('kinds of derivation', () => {
  it('add up the same however the steps are grouped', () => {
    fc.assert(
      fc.property(kind, kind, kind, (a, b, c) => {
        expect(followed(followed(a, b), c)).toBe(followed(a, followed(b, c)));
      }),
    );
  });

  it('keep influence, masking and aggregation to the end', () => {
    fc.assert(
      fc.property(kind, kind, (first, second) => {
        const both = followed(first, second);
        expect(isDirect(both)).toBe(isDirect(first) && isDirect(second));
        if (!isDirect(both)) return;
        const said = (one: Kind) => transformationsOf(one)[0];
        expect(said(both)?.masking === true).toBe(
          said(first)?.masking === true || said(second)?.masking === true,
        );
        expect(said(both)?.subtype === 'AGGREGATION').toBe(
          said(first)?.subtype === 'AGGREGATION' || said(second)?.subtype === 'AGGREGATION',
        );
      }),
    );
  });

  it('go each its own way where there are several', () => {
    expect(composed(KIND.identity | KIND.conditional, KIND.aggregation)).toBe(
      KIND.aggregation | KIND.conditional,
    );
    expect(transformationsOf(KIND.identity | KIND.maskedAggregation)).toEqual([
      { type: 'DIRECT', subtype: 'IDENTITY' },
      { type: 'DIRECT', subtype: 'AGGREGATION', masking: true },
    ]);
  });
});
