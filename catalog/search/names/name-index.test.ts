import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance } from './distance.ts';
import { patternOf } from '../evaluate/values.ts';
import { fold, isUnspaced, joined, partsOf } from './fold.ts';
import { START } from './glob.ts';
import { LEVEL, NameIndex } from './name-index.ts';

function indexOf(names: readonly string[]): NameIndex {
  const index = new NameIndex();
  for (const name of names) index.add(name);
  return index;
}

function found(index: NameIndex, word: string): number[] {
  const levels = new Uint8Array(index.count).fill(LEVEL.none);
  index.match(joined(word), levels);
  return [...levels];
}

test('names can be added after the index was settled, also to an empty one', () => {
  const index = new NameIndex();
  index.settle();
  for (const name of ['customer_id', 'order_id']) {
    index.add(name);
    index.settle();
  }
  expect(found(index, 'id')).toEqual([LEVEL.wholeParts, LEVEL.wholeParts]);
});

describe('parts of names', () => {
  test.each([
    ['customer_id', 'customer id'],
    ['customerId', 'customer id'],
    ['CUSTOMER_ID', 'customer id'],
    ['XMLParserV2', 'xml parser v2'],
    ['db.shop-eu.Orders', 'db shop eu orders'],
    ['Straße_Größe', 'strasse grosse'],
    ['ﬁnal_café', 'final cafe'],
    ['ÉtatCivil', 'etat civil'],
    ['顧客email住所', '顧客 email 住所'],
    ['ｆｕｌｌ＿ｗｉｄｔｈ', 'full width'],
    ['кодТовара', 'код товара'],
    ['___', ''],
  ])('%s', (name, parts) => {
    expect(partsOf(name).parts.join(' ')).toBe(parts);
  });

  test('folding twice changes nothing more; parts are folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        const { parts, before } = partsOf(text);
        expect(before).toHaveLength(parts.length);
        for (const part of parts) expect(part).toBe(fold(part));
      }),
    );
  });

  test('a name can be told again, folded', () => {
    const names = ['Raw/Orders_2024.csv', 'customerId', 'db.shop--eu', 's3://Lake/a b'];
    const index = indexOf(names);
    expect(names.map((_, at) => index.text(at))).toEqual(names.map((name) => name.toLowerCase()));
  });
});

describe('levels', () => {
  const index = indexOf([
    'email',
    'user.email',
    'email_address',
    'user.contact.email_hash',
    'home_email_old',
    'home_emails',
    'gmailemailer',
    'e_mail',
    'phone',
  ]);
  test('the exact name comes first, then its last part, beginnings, parts, the middle of a word', () => {
    expect(found(index, 'email')).toEqual([0, 1, 2, 2, 3, 4, 5, 0, 255]);
  });
  test('written as one word, with signs or with capitals', () => {
    for (const word of ['email_address', 'emailAddress', 'emailaddress', 'email-addr'])
      expect(found(index, word)[2], word).toBe(word === 'email-addr' ? 2 : 0);
  });
  test('one and two letters count where a part begins', () => {
    expect(found(index, 'ho')).toEqual([255, 255, 255, 255, 2, 2, 255, 255, 255]);
    expect(found(index, 'ai').every((level) => level === 255)).toBe(true);
  });
  test('Chinese, Japanese and Korean: any one character', () => {
    const names = indexOf(['顧客マスタ', '売上_顧客番号', '고객정보', 'orders']);
    expect(found(names, '客').map((level) => level < 255)).toEqual([true, true, false, false]);
    expect(found(names, 'スタ').map((level) => level < 255)).toEqual([true, false, false, false]);
    expect(found(names, '객정').map((level) => level < 255)).toEqual([false, false, true, false]);
  });
});

const names = fc.array(
  fc
    .array(
      fc.constantFrom(
        'a',
        'ab',
        'abc',
        'abcd',
        'b',
        'cab',
        'Id',
        'ID',
        '顧客',
        '客',
        'é',
        '_',
        '.',
        '-',
        '/',
      ),
      {
        maxLength: 7,
      },
    )
    .map((pieces) => pieces.join('')),
  { maxLength: 12 },
);

test('finds what a plain comparison of all names finds', () => {
  const naive = (name: string, word: string): boolean => {
    const { parts } = partsOf(name);
    const within = word.length >= 3 || isUnspaced(word);
    return parts.some(
      (part, at) => parts.slice(at).join('').startsWith(word) || (within && part.includes(word)),
    );
  };
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '客', 'id'), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(names, words, (list, letters) => {
      const word = joined(letters.join(''));
      const index = indexOf(list);
      expect(found(index, word).map((level) => level < LEVEL.none)).toEqual(
        list.map((name) => naive(name, word)),
      );
    }),
    { numRuns: 2000 },
  );
});

describe('patterns', () => {
  const matched = (index: NameIndex, text: string) => {
    const { glob, pieces } = patternOf({ text, quoted: false, exact: false, from: 0, to: 0 })!;
    const levels = new Uint8Array(index.count).fill(LEVEL.none);
    index.matchPattern(glob, pieces, levels);
    return [...levels];
  };
  test('cover a whole name or its last part', () => {
    const index = indexOf(['stg_orders', 'db.stg_orders', 'my_stg_orders', 'stgorders', 'stg_orders_id']);
    const match = (text: string) => matched(index, text).map((level) => level < LEVEL.none);
    expect(match('stg_*')).toEqual([true, true, false, false, true]);
    expect(match('*_id')).toEqual([false, false, false, false, true]);
    expect(match('*r*s')).toEqual([true, true, true, true, false]);
    expect(match('*')).toEqual([true, true, true, true, true]);
  });

  const patterns = fc
    .array(fc.constantFrom('*', '*', 'a', 'b', 'ab', 'cab', 'id', '_', '.', '客'), {
      minLength: 1,
      maxLength: 6,
    })
    .map((pieces) => pieces.join(''))
    .filter((text) => text.includes('*'));
  test('are what the same regular expression is', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'ab', '_', 'id', '客'), { maxLength: 8 });
    fc.assert(
      fc.property(patterns, texts, (text, parts) => {
        const { glob, pattern } = patternOf({ text, quoted: false, exact: false, from: 0, to: 0 })!;
        const state = parts.reduce((before, part) => glob.after(before, part), START);
        expect(glob.fits(state)).toBe(pattern.test(parts.join('')));
      }),
      { numRuns: 3000 },
    );
  });
  const unparted = fc.array(
    fc
      .array(fc.constantFrom('a', 'ab', 'cab', 'Id', '客', '_', '-'), { maxLength: 7 })
      .map((it) => it.join('')),
    { maxLength: 12 },
  );
  test('find what reading all names finds', () => {
    fc.assert(
      fc.property(unparted, patterns, (list, text) => {
        const index = indexOf(list);
        const { pattern } = patternOf({ text, quoted: false, exact: false, from: 0, to: 0 })!;
        expect(matched(index, text)).toEqual(
          list.map((_, at) => (pattern.test(index.text(at)) ? LEVEL.beginning : LEVEL.none)),
        );
      }),
      { numRuns: 1000 },
    );
  });
  test('of any length are read, though not all is noted then', () => {
    const index = indexOf([
      ...Array.from({ length: 1000 }, (_, at) => `part${at}`),
      `x${'ab'.repeat(10_000)}y`,
    ]);
    const levels = matched(index, `x*${'ab'.repeat(9_999)}y`);
    expect(levels.filter((level) => level < LEVEL.none)).toHaveLength(1);
    expect(levels.at(-1)).toBe(LEVEL.beginning);
  });
});

describe('typing mistakes', () => {
  test('edits as a plain table counts them', () => {
    const plain = (a: string, b: string): number => {
      const table = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
      for (let j = 0; j <= b.length; j++) table[0]![j] = j;
      for (let i = 1; i <= a.length; i++)
        for (let j = 1; j <= b.length; j++) {
          const same = a[i - 1] === b[j - 1] ? 0 : 1;
          table[i]![j] = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + same);
          if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
            table[i]![j] = Math.min(table[i]![j]!, table[i - 2]![j - 2]! + 1);
        }
      return table[a.length]![b.length]!;
    };
    const word = fc
      .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b, 2)).toBe(Math.min(3, plain(a, b)));
        const beginnings = Array.from({ length: b.length + 1 }, (_, end) => plain(a, b.slice(0, end)));
        expect(distance(a, b, 2, true)).toBe(Math.min(3, ...beginnings));
      }),
    );
  });

  test('one from four letters on, two from eight', () => {
    const index = indexOf(['customer', 'order_item', 'cut', 'custom']);
    const near = (word: string) => {
      const levels = new Uint8Array(index.count).fill(LEVEL.none);
      index.matchNear(word, levels, 50);
      return [...levels].map((level) => level < LEVEL.none);
    };
    expect(near('ordre')).toEqual([false, true, false, false]);
    expect(near('cusotmre')).toEqual([true, false, false, false]);
    expect(near('costumre')).toEqual([false, false, false, false]);
    expect(near('cat')).toEqual([false, false, false, false]);
    expect(near('custme')).toEqual([true, false, false, false]);
  });
});
