import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { openTemporaryCatalog, resourcesDir } from '../../testing/temp-catalog.ts';
import { undo } from '../../stewardship/undo.ts';
import { bundledLegal, editCalendar, editLaw, legalAt } from './legal.ts';
import { VectorFileError, checkVectors } from './vectors.ts';

const legal = bundledLegal(resourcesDir);
const check = (vectors: unknown) => checkVectors(JSON.stringify(vectors), legal);

describe('a file of vectors', () => {
  it('is read whatever the spelling of laws and places, and with null for what is none', () => {
    const vector = (law: string, region: string | null, received: string, due: string) => ({
      law,
      region,
      input: { received, pauses: null, asOf: null },
      expect: { due },
    });
    const results = check([
      vector('gdpr', 'ie', '2026-03-05', '2026-04-07'),
      vector('GDPR (EU)', 'EL', '2026-03-05', '2026-04-06'),
      vector('UK-GDPR', 'UK', '2026-03-10', '2026-04-10'),
      vector('CCPA', 'CA', '2026-03-10', '2026-04-24'),
      vector('CPRA', 'US', '2026-03-10', '2026-04-24'),
      vector('LGPD', null, '2026-02-10', '2026-02-25'),
    ]);
    expect(results.map(({ error, differences }) => error ?? differences)).toEqual(results.map(() => []));
  });

  it('is compared field by field, under the names it uses', () => {
    const [right, wrong] = check([
      { law: 'CCPA', region: 'US-CA', input: { received: '2026-11-20' }, expect: { ackBy: '2026-12-08' } },
      {
        law: 'UK GDPR',
        region: 'GB-ENG',
        input: { received: '2026-03-05' },
        expect: { due: '2026-04-05', start: '2026-03-05' },
      },
    ]);
    expect(right).toMatchObject({ equal: true, differences: [], error: null });
    expect(wrong).toMatchObject({
      vector: 2,
      equal: false,
      differences: [{ field: 'due', expected: '2026-04-05', computed: '2026-04-07' }],
    });
  });

  it('says of each vector what is wrong with it, and computes the others', () => {
    const results = check([
      { law: 'Code of Hammurabi', region: 'IE', input: { received: '2026-01-01' }, expect: { due: 'x' } },
      { law: 'GDPR', region: 'BR', input: { received: '2026-01-01' }, expect: { due: 'x' } },
      { law: 'GDPR', region: 'IE', input: { received: '2026-02-30' }, expect: { due: 'x' } },
      { law: 'GDPR', region: 'IE', input: { received: 20260101 } },
      'nonsense',
      { law: 'GDPR', region: 'IE', input: {}, expect: { due: null } },
      { law: 'GDPR', region: 'IE', input: { received: '2026-01-05', moon: 'full' }, expect: {} },
      { law: 'GDPR', region: 'IE', input: { received: '2026-01-05' }, expect: { dueDate: '2026-02-05' } },
      {
        law: 'GDPR',
        region: 'IE',
        input: { aware: '2026-04-02T17:30:00+02:00' },
        expect: { due: '2026-04-05T17:30:00+02:00' },
      },
    ]);
    expect(results.map((one) => one.equal)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(results[0]?.error).toContain('not a known jurisdiction');
    expect(results[1]?.error).toContain('does not apply');
    expect(results[2]?.error).toContain('2026-02-30');
    expect(results[3]?.error).toContain('input.received');
    expect(results[4]?.error).toContain('the vector');
    expect(results[5]?.error).toContain('received is missing');
    expect(results[6]?.warnings.join(' ')).toContain('moon');
    expect(results[7]?.differences[0]).toMatchObject({ field: 'dueDate', computed: undefined });
    expect(() => checkVectors('{', legal)).toThrow(VectorFileError);
    expect(() => checkVectors('{"a":1}', legal)).toThrow(/array/);
  });
});

describe.skipIf(!samplesRoot)(`vectors of the corpus${samplesNote}`, () => {
  it('are all equal', () => {
    const results = checkVectors(
      readFileSync(join(samplesRoot ?? '', 'privacy', 'deadline-vectors.json'), 'utf8'),
      legal,
    );
    expect(results.length).toBeGreaterThan(10);
    expect(results.filter((one) => !one.equal)).toEqual([]);
  });
});

describe('people’s own laws and calendars', () => {
  it('take the place of the bundled ones, are in the ledger, and can be taken back', async () => {
    const catalog = await openTemporaryCatalog();
    const now = () => legalAt(catalog.store.reader, resourcesDir, null);
    const due = () =>
      checkVectors(
        JSON.stringify([{ law: 'gdpr', region: 'IE', input: { received: '2026-08-31' }, expect: {} }]),
        now(),
      )[0]?.computed?.due;
    expect(due()).toBe('2026-09-30');
    const edit = { added: [{ date: '2026-09-30', name: 'Office closed' }] };
    await editCalendar(catalog, 'ada', { key: 'IE', text: JSON.stringify(edit), reason: 'closed' });
    expect(due()).toBe('2026-10-01');
    const law = legal.jurisdictions.jurisdictions.find((one) => one.id === 'eu-gdpr')!;
    const changed = { ...law, response: { ...law.response, count: 2 } };
    const { revision } = await editLaw(catalog, 'ada', {
      key: 'eu-gdpr',
      text: JSON.stringify(changed),
      reason: null,
    });
    expect(due()).toBe('2026-11-02');
    expect(legalAt(catalog.store.reader, resourcesDir, revision! - 1).edited).toEqual(
      new Set(['calendar IE']),
    );
    await undo(catalog, 'ada');
    expect(due()).toBe('2026-10-01');
    await editCalendar(catalog, 'ada', { key: 'IE', text: null, reason: null });
    expect(due()).toBe('2026-09-30');
    await catalog.close();
  });

  it('are refused with every place that is wrong', async () => {
    const catalog = await openTemporaryCatalog();
    const law = (text: string) => editLaw(catalog, 'ada', { key: 'eu-gdpr', text, reason: null });
    await expect(law('{')).rejects.toThrow(/not JSON/);
    await expect(law('{"id":"eu-gdpr","response":{"count":0}}')).rejects.toThrow(
      /name: .*response\.count: /s,
    );
    const other = legal.jurisdictions.jurisdictions[1]!;
    await expect(law(JSON.stringify(other))).rejects.toThrow(/same key/);
    const calendar = (key: string, text: string) => editCalendar(catalog, 'ada', { key, text, reason: null });
    await expect(calendar('IE', '{"added":[{"date":"2026-02-30","name":"x"}]}')).rejects.toThrow(
      /added\.0\.date/,
    );
    await expect(calendar('Erin', '{}')).rejects.toThrow(/place code/);
    await expect(calendar('ZZ', '{}')).rejects.toThrow(/no calendar/);
    await catalog.close();
  });
});
