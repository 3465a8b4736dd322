import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsWithin, formatHiveType, MAX_TYPE_DEPTH, parseHiveType, type HiveType } from './hive-type.ts';

const primitive = fc
  .constantFrom('int', 'string', 'decimal(12,2)', 'varchar(20)', 'double precision', 'timestamp')
  .map((text): HiveType => ({ kind: 'primitive', text }));
const fieldName = fc.oneof(
  fc.constantFrom('id', 'Straße', 'first name', 'a.b', 'Über weisung'),
  fc.string({ minLength: 1, maxLength: 8 }),
);

const { type } = fc.letrec<{ type: HiveType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    primitive,
    tie('type').map((element): HiveType => ({ kind: 'array', element })),
    fc.tuple(tie('type'), tie('type')).map(([key, value]): HiveType => ({ kind: 'map', key, value })),
    fc
      .array(fc.record({ name: fieldName, type: tie('type') }), { maxLength: 4 })
      .map((fields): HiveType => ({ kind: 'struct', fields })),
    fc
      .array(tie('type'), { minLength: 1, maxLength: 3 })
      .map((options): HiveType => ({ kind: 'union', options })),
  ),
}));

describe('Hive types', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(type, (one) => {
        expect(parseHiveType(formatHiveType(one))).toEqual(one);
      }),
    );
  });

  it('reads blanks, case and quotes as Hive does', () => {
    const text = ' ARRAY< struct< `a:b` : Map<string , decimal( 10 , 2 )>, "c" :int > > ';
    expect(formatHiveType(parseHiveType(text) ?? { kind: 'primitive', text: '' })).toBe(
      'array<struct<`a:b`:map<string,decimal(10,2)>,c:int>>',
    );
  });

  it.each([
    '',
    'array<',
    'array<int',
    'map<int>',
    'struct<a>',
    'struct<a:>',
    'int>',
    'foo<int>',
    'decimal(',
    'decimal(x)',
    'array<int,int>',
    'struct<:int>',
  ])('refuses %j', (text) => expect(parseHiveType(text)).toBeNull());

  it('ends on any text, and on types nested without end', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseHiveType(text)));
    const nested = (depth: number): string => `${'array<'.repeat(depth)}int${'>'.repeat(depth)}`;
    expect(parseHiveType(nested(MAX_TYPE_DEPTH))).not.toBeNull();
    expect(parseHiveType(nested(200_000))).toBeNull();
  });

  it('finds the fields inside lists and maps', () => {
    const found = parseHiveType('array<map<string,struct<x:int,y:int>>>');
    expect(found && fieldsWithin(found).map((field) => field.name)).toEqual(['x', 'y']);
  });
});
