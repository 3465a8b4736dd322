import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { shopFacts } from '../catalog/reports/fixtures.ts';
import { importFacts, openTemporaryCatalog, temporaryFolder } from '../catalog/testing/temp-catalog.ts';
import { updateSettings } from '../catalog/settings.ts';
import { program } from './program.ts';

const folder = temporaryFolder();
const passphrase = join(folder, 'passphrase');
let file: string;

beforeAll(async () => {
  writeFileSync(passphrase, 'correct horse battery\n');
  const catalog = await openTemporaryCatalog();
  file = catalog.options.path;
  await importFacts(catalog.store, shopFacts(), 'one');
  await updateSettings(catalog, {
    organisation: { name: 'Acme', contact: 'privacy@acme.example', dpo: '', country: 'IE' },
  });
  await catalog.close();
});
afterEach(() => vi.restoreAllMocks());

async function run(...args: readonly string[]): Promise<{ code: number; said: string; told: string }> {
  let [code, said, told] = [-1, '', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
  await program((exit) => (code = exit)).parseAsync([...args, '--catalog', file], { from: 'user' });
  return { code, said, told };
}
const desk = (...args: readonly string[]) => run('case', ...args, '--passphrase-file', passphrase);

it('checks vectors and works out single deadlines', async () => {
  const vectors = join(folder, 'vectors.json');
  writeFileSync(
    vectors,
    JSON.stringify([
      {
        law: 'GDPR',
        region: 'IE',
        input: { received: '2026-03-05' },
        expect: { due: '2026-04-07' },
        why: 'Easter',
      },
      {
        law: 'LGPD',
        region: 'BR',
        input: { received: '2026-02-10' },
        expect: { due: '2026-02-26' },
        why: 'wrong',
      },
    ]),
  );
  const { code, said } = await run('deadline', '--vectors', vectors, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(said)).toMatchObject({
    vectors: 2,
    equal: 1,
    results: [{ equal: true }, { equal: false, differences: [{ field: 'due', computed: '2026-02-25' }] }],
  });
  expect((await run('deadline', '--vectors', vectors)).said).toContain('1 of 2 vectors are equal');
  expect(
    (await run('deadline', '--jurisdiction', 'ccpa', '--place', 'US-CA', '--received', '2026-11-20')).said,
  ).toMatch(/Acknowledge by +2026-12-08/);
  await expect(run('deadline', '--vectors', join(folder, 'none.json'))).rejects.toThrow(/Cannot read/);
});

it('takes a request with access and erasure from letter to certificate', async () => {
  const R = 'DSR-1';
  const person = join(folder, 'person.json');
  writeFileSync(
    person,
    JSON.stringify({
      name: 'Jo Bloggs',
      contact: 'Main Street',
      identifiers: [{ kind: 'email', value: 'jo@example.org' }],
    }),
  );
  await desk('key');
  expect(
    (
      await desk(
        'new',
        '--reference',
        R,
        '--received',
        '2026-03-05',
        '--jurisdiction',
        'gdpr',
        '--place',
        'IE',
        '--subject',
        'customer',
        '--right',
        'access',
        'erasure',
        '--person',
        person,
      )
    ).said,
  ).toContain('due 2026-04-07');
  expect((await desk('letter', R, 'acknowledgement')).told).toContain('Missing: manual.signature');
  const out = join(folder, 'out');
  await desk('letter', R, 'acknowledgement', '--set', 'manual.signature=Ada', '--finish', '--out', out);
  expect(readdirSync(out).sort()).toEqual([
    `${R}-acknowledgement.html`,
    `${R}-acknowledgement.pdf`,
    `${R}-acknowledgement.txt`,
  ]);
  for (const state of ['triage', 'scoping', 'collecting']) await desk('move', R, state, '--on', '2026-03-06');
  await expect(desk('move', R, 'sent')).rejects.toThrow(/cannot go to sent from there/);
  await desk('task', R, 'T01', '--out', out);
  expect(readFileSync(join(out, `${R}-T01.sql`), 'utf8')).not.toContain('jo@example.org');
  expect(existsSync(join(out, `${R}-T01-parameters.json`))).toBe(true);
  const tasks = new Set(
    (JSON.parse((await desk('task', R, '--json')).said) as { task: string }[]).map((one) => one.task),
  );
  for (const task of tasks)
    await desk('task', R, task, '--outcome', 'found', '--found', '2', '--on', '2026-03-07');
  const csv = join(folder, 'result.csv');
  writeFileSync(csv, 'email,notes\njo@example.org,about Bob\n');
  await desk('attach', R, csv, '--task', 'T01');
  const records = JSON.parse((await desk('records', R, '--json')).said) as { id: number; kind: string }[];
  const attachment = String(records.find((one) => one.kind === 'attachment')!.id);
  await desk('redact', R, attachment, '--place', '1:notes', '--reason', 'third party');
  for (const state of ['reviewing', 'approval']) await desk('move', R, state, '--on', '2026-03-08');
  await desk('approve', R, '--on', '2026-03-08');
  await desk('decide', R, 'access', 'granted', '--on', '2026-03-08');
  const values = join(folder, 'values.json');
  writeFileSync(
    values,
    JSON.stringify(
      Object.fromEntries(
        [
          'purposes',
          'recipients',
          'retention',
          'automated_decisions',
          'transfers',
          'signature',
          'ground',
          'backups',
          'models',
        ].map((name) => [`manual.${name}`, `about ${name}`]),
      ),
    ),
  );
  const response = await desk('letter', R, 'response', '--values', values, '--out', out, '--finish');
  expect(response.told).not.toContain('Missing');
  const text = readFileSync(join(out, `${R}-response.txt`), 'utf8');
  expect(text).toContain('result-redacted.csv');
  expect(text).toContain('data about other people');
  await desk('move', R, 'sent', '--on', '2026-03-09');
  const erase = JSON.parse((await desk('task', R, '--work', 'erase', '--json')).said) as { task: string }[];
  for (const task of new Set(erase.map((one) => one.task)))
    await desk(
      'task',
      R,
      task,
      '--work',
      'erase',
      '--outcome',
      'erased',
      '--found',
      '2',
      '--method',
      'deleted',
      '--on',
      '2026-03-10',
    );
  await desk('decide', R, 'erasure', 'granted', '--on', '2026-03-10');
  await desk('task', R, 'N', '--work', 'notify', '--outcome', 'told', '--on', '2026-03-10');
  const certificate = await desk(
    'letter',
    R,
    'erasure-certificate',
    '--values',
    values,
    '--finish',
    '--json',
  );
  expect(JSON.parse(certificate.said)).toMatchObject({ missing: [] });
  expect(certificate.said).not.toContain('Bloggs');
  expect((await desk('move', R, 'closed', '--on', '2026-03-11')).said).toContain('closed');
  await desk('retention', R, '0');
  expect((await desk('erase')).said).toContain(R);
  expect((await desk('erase', '--yes')).said).toContain('personal data erased');
  expect((await desk('records', R)).said).not.toContain('result.csv');
  expect((await run('verify')).code).toBe(0);
}, 300_000);

it('says what is due, and writes reminders', async () => {
  await desk(
    'new',
    '--reference',
    'DSR-2',
    '--received',
    '2026-03-05',
    '--jurisdiction',
    'gdpr',
    '--place',
    'IE',
    '--subject',
    'customer',
  );
  const ics = join(folder, 'due.ics');
  const { code, said } = await desk('due', '--ics', ics);
  expect(code).toBe(1);
  expect(said).toContain('2026-04-07');
  expect(readFileSync(ics, 'utf8')).toContain('DTSTART;VALUE=DATE:20260407');
});

it('has laws, calendars and letters of one’s own', async () => {
  const own = join(folder, 'IE.json');
  writeFileSync(own, JSON.stringify({ added: [{ date: '2026-04-07', name: 'Office closed' }] }));
  await run('law', 'calendar-set', 'IE', own, '--reason', 'office');
  expect(
    (await run('deadline', '--jurisdiction', 'gdpr', '--place', 'IE', '--received', '2026-03-05')).said,
  ).toMatch(/Due +2026-04-08/);
  await run('law', 'calendar-reset', 'IE');
  expect((await run('law', 'list')).said).not.toContain('own');
  expect((await run('law', 'letter-show', 'de/refusal')).said).toContain('# Ihr Antrag');
  expect(JSON.parse((await run('law', 'show', 'br-lgpd')).said)).toMatchObject({ id: 'br-lgpd' });
});
