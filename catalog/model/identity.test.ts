import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalKey, pairKey, sameBeyondDoubt, type DatasetKey } from './identity.ts';
import { wellFormed, WellFormedRecords } from './well-formed.ts';

const key = (text: string): DatasetKey => {
  const [namespace, name] = text.split(' ');
  return { namespace: namespace!, name: name! };
};

describe('names of one dataset', () => {
  it.each([
    ['postgres://h:5432 a.b', 'postgresql://H a.b'],
    ['s3://bucket a/b', 's3a://bucket /a/b/'],
    ['snowflake://org-acc db.t', 'snowflake://ORG-ACC.snowflakecomputing.com db.t'],
    ['hdfs://NN:8020 /a/b', 'hdfs://nn /a/b/'],
    ['s3://bucket a', 's3://bucket/ a'],
    ['gs://bucket a/b', 'gcs://bucket a/b'],
    ['file /a/b', 'file:/// a/b'],
    ['file /a/b', 'file://localhost /a/b'],
    ['cassandra://h:9042 k.t', 'cassandra://h k.t'],
  ])('%s is %s', (a, b) => {
    expect(sameBeyondDoubt(key(a), key(b))).toBe(true);
    expect(canonicalKey(key(a))).toBe(canonicalKey(key(b)));
  });

  it.each([
    ['postgres://h a.Orders', 'postgres://h a.orders'],
    ['PROD orders', 'prod orders'],
    ['mongodb://h/Db t', 'mongodb://h/db t'],
    ['s3://Bucket a', 's3://bucket a'],
    ['file:///home/A x', 'file:///home/a x'],
  ])('%s may be %s, but that is for a person to say', (a, b) => {
    expect(sameBeyondDoubt(key(a), key(b))).toBe(false);
    expect(canonicalKey(key(a))).toBe(canonicalKey(key(b)));
  });

  it.each([
    ['postgres://h:5433 a.b', 'postgres://h a.b'],
    ['s3://bucket a/B', 's3://bucket a/b'],
    ['s3://bucket a', 's3://bucket-2 a'],
    ['s3://bucket a/b', 's3://bucket a/b/c'],
    ['s3://bucket a', 'gs://bucket a'],
    ['file /a/b', 'file://host /a/b'],
    ['postgres://h a.b', 'mysql://h a.b'],
    ['postgres://h a.b', 'postgres://h a_b'],
    ['postgres://h a.b/', 'postgres://h a.b'],
    ['postgres://h.x a.b', 'postgres://h a.b'],
  ])('%s is not %s', (a, b) => {
    expect(sameBeyondDoubt(key(a), key(b))).toBe(false);
    expect(canonicalKey(key(a))).not.toBe(canonicalKey(key(b)));
  });

  it('what is beyond doubt is at least a candidate', () => {
    const part = fc.string({
      unit: fc.constantFrom('a', 'A', '/', ':', '.', '5', ';', '\u0000', '\n'),
      maxLength: 8,
    });
    const any = fc.record({
      namespace: fc
        .tuple(fc.constantFrom('', 's3://', 'S3A://', 'postgres://', 'file://', 'hive://'), part)
        .map((p) => p.join('')),
      name: part,
    });
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(pairKey(a) === pairKey(b)).toBe(a.namespace === b.namespace && a.name === b.name);
        if (sameBeyondDoubt(a, b)) expect(canonicalKey(a)).toBe(canonicalKey(b));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('wellFormed', () => {
  it('leaves sound values alone, and mends text wherever it stands', () => {
    const sound = { a: ['x', { b: 'é 😀' }], n: 1, z: null };
    expect(wellFormed(sound)).toBe(sound);
    expect(wellFormed({ 'k\ud800': ['\udc00x', 1], ok: sound })).toEqual({
      'k\ufffd': ['\ufffdx', 1],
      ok: sound,
    });
  });

  it('keeps members that are named like parts of the language', () => {
    const odd = JSON.parse('{"__proto__": "\\ud800", "constructor": 1}') as object;
    expect(JSON.stringify(wellFormed(odd))).toBe('{"__proto__":"\ufffd","constructor":1}');
  });

  it('makes everything what UTF-8 would make of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(0xffff), (text, unit) => {
        const given = `${text}${String.fromCharCode(unit)}${text}`;
        expect(wellFormed(given)).toBe(Buffer.from(given, 'utf8').toString('utf8'));
      }),
    );
  });
});

describe('WellFormedRecords', () => {
  const text = fc.constantFrom('a', 'b', 'x\ud800', '\udc00', 'é 😀');
  const shared = fc.constantFrom({ namespace: 'n', name: 'a' }, { namespace: 'n', name: '\ud800' }, [
    { path: ['a', 'b\udfff'] },
  ]);
  const record = fc.record(
    { type: text, evidence: shared, run: shared, value: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) },
    { requiredKeys: ['type'] },
  );

  it('mends what wellFormed mends, whatever records came before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(record, text)), (records) => {
        const check = new WellFormedRecords('value');
        for (const [one, name] of records) {
          const given = { ...one, ...(one.value === undefined ? {} : { value: { [name]: one.value } }) };
          expect(check.of(given)).toEqual(wellFormed(given));
        }
      }),
    );
    const sound = { type: 'a', evidence: { at: 'x' } };
    expect(new WellFormedRecords('value').of(sound)).toBe(sound);
  });
});
