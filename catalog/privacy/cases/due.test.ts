import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { shopFacts } from '../../reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { protectDesk } from '../vault/desk-key.ts';
import { passphraseProvider } from '../vault/providers.ts';
import { moveCase } from './act.ts';
import { calendarFile } from './calendar-file.ts';
import { dueList } from './due.ts';
import { openCase } from './open-case.ts';
import { notePerson } from './records.ts';
import { taskFiles, variantsOf } from './task-files.ts';
import { startCollecting } from './work.ts';

const actor = 'ada';
let catalog: Catalog;
beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
});
afterAll(() => catalog.close());

const base = {
  receivedOn: '2026-03-05',
  jurisdiction: 'gdpr',
  place: 'IE',
  rights: ['access'],
  subject: 'customer',
} as const;

describe('what is due', () => {
  it('lists every day of a case, the earliest first, and what stands still', async () => {
    const ie = await openCase(catalog, actor, base);
    const us = await openCase(catalog, actor, {
      ...base,
      jurisdiction: 'ccpa',
      place: 'US-CA',
      rights: ['access', 'opt-out'],
    });
    const uk = await openCase(catalog, actor, { ...base, jurisdiction: 'uk-gdpr', place: 'GB-ENG' });
    await moveCase(catalog, { actor, reference: uk, to: 'triage', on: '2026-03-06' });
    await moveCase(catalog, { actor, reference: uk, to: 'identity_requested', on: '2026-03-06' });
    const { items, paused } = dueList(catalog, '2026-04-06');
    const of = (reference: string) =>
      items.filter((one) => one.reference === reference).map((one) => [one.kind, one.date, one.daysLeft]);
    expect(of(ie)).toEqual([
      ['target', '2026-03-30', -7],
      ['safe-date', '2026-04-02', -4],
      ['extension-notice', '2026-04-07', 1],
      ['answer', '2026-04-07', 1],
    ]);
    expect(of(us).map(([kind, date]) => [kind, date])).toEqual([
      ['acknowledge', '2026-03-19'],
      ['opt-out', '2026-03-26'],
      ['target', '2026-04-13'],
      ['extension-notice', '2026-04-19'],
      ['answer', '2026-04-19'],
    ]);
    expect(of(uk)).toEqual([]);
    expect(paused).toMatchObject([
      { reference: uk, since: '2026-03-06', words: 'proof of identity is awaited' },
    ]);
    expect(items.map((one) => one.date)).toEqual(items.map((one) => one.date).sort());
    await moveCase(catalog, { actor, reference: ie, to: 'withdrawn', on: '2026-03-06' });
    expect(dueList(catalog, '2026-04-06').items.some((one) => one.reference === ie)).toBe(false);
  });

  it('goes into a calendar that others can read', () => {
    const item = {
      reference: 'Fall, Ä;\n1',
      kind: 'answer' as const,
      date: '2026-04-07',
      daysLeft: 1,
      law: 'GDPR',
      words: `Answer ${'ü'.repeat(60)}`,
    };
    const file = calendarFile([item], '2026-03-05T10:00:00.123Z');
    expect(file.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const unfolded = file.replaceAll('\r\n ', '');
    expect(unfolded).toContain(`SUMMARY:Fall\\, Ä\\;\\n1: Answer ${'ü'.repeat(60)}\r\n`);
    expect(unfolded).toContain('DTSTAMP:20260305T100000Z\r\n');
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20260407\r\n');
    expect(calendarFile([item], '2026-03-05T10:00:00.123Z')).toBe(file);
    expect(new Set(unfolded.match(/UID:.*/g)).size).toBe(1);
  });
});

describe('the files of a task', () => {
  it('keep statements and values apart', async () => {
    await protectDesk(catalog, actor, passphraseProvider('correct horse battery', { n: 2 ** 10 }));
    const reference = await openCase(catalog, actor, { ...base, identifierKinds: ['email'] });
    await moveCase(catalog, { actor, reference, to: 'triage', on: '2026-03-06' });
    await moveCase(catalog, { actor, reference, to: 'scoping', on: '2026-03-06' });
    await startCollecting(catalog, { actor, reference, on: '2026-03-06' });
    await notePerson(catalog, actor, reference, {
      name: '',
      contact: '',
      identifiers: [{ kind: 'email', value: 'Jo.Quux@Example.org' }],
      agent: null,
    });
    const [script, values] = taskFiles(catalog, reference, 'T01');
    expect(script!.text).toContain('WHERE lower(trim("email")) = lower(trim(:email));');
    expect(script!.text).toContain(`-- Case ${reference}, search task T01`);
    expect(script!.text).not.toMatch(/Quux|SELECT\s+\*/);
    expect(JSON.parse(values!.text)).toMatchObject({
      parameters: { email: ['Jo.Quux@Example.org', 'jo.quux@example.org'] },
    });
    expect(() => taskFiles(catalog, reference, 'T77')).toThrow(/no search task T77/);
  });

  it.each([
    ['phone', '+49 (30) 12-34', ['+49 (30) 12-34', '49301234', '+49301234', '0049301234']],
    ['phone', '0049 30 1234', ['0049 30 1234', '49301234', '+49301234', '0049301234']],
    ['phone', '030 1234', ['030 1234', '0301234']],
    ['name', 'Zoë Ó Briain', ['Zoë Ó Briain', 'Zoe O Briain', 'Briain, Zoë Ó', 'Briain, Zoe O']],
    ['account_number', 'de12 3456', ['de12 3456', 'de123456', 'DE123456']],
    ['email', ' A@B.example ', ['A@B.example', 'a@b.example']],
  ] as const)('bring the forms in which systems keep a %s', (kind, value, variants) => {
    expect(variantsOf(kind, value)).toEqual(variants);
  });
});
