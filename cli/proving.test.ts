import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { editFile } from '../catalog/testing/tampering.ts';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';
import { program } from './program.ts';

const folder = temporaryFolder();
const file = join(folder, 'catalog.headwater');
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  vi.stubEnv('HEADWATER_DATA', join(folder, 'data'));
  writeFileSync(
    at('events.ndjson'),
    JSON.stringify({
      eventType: 'COMPLETE',
      eventTime: '2026-01-01T00:00:00Z',
      run: { runId: 'r' },
      job: { namespace: 'j', name: 'j' },
      inputs: [{ namespace: 'db', name: 'a' }],
      outputs: [{ namespace: 'db', name: 'b' }],
    }),
  );
  await run('import', at('events.ndjson'));
  copyFileSync(file, at('early'));
  await run('tag', 'a', '--label', 'x');
  await run('pack', '--out', at('pack.zip'));
});
afterAll(() => void vi.unstubAllEnvs());
afterEach(() => vi.restoreAllMocks());

async function run(...args: readonly string[]): Promise<{ code: number; said: string }> {
  let [code, said] = [-1, ''];
  const write = (text: unknown) => {
    said += typeof text === 'string' ? text : Buffer.from(text as Uint8Array).toString();
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  const named = args[0] === 'verify' || args[0] === 'stamp' ? [] : ['--catalog', file];
  await program((exit) => (code = exit)).parseAsync([...args, ...named], { from: 'user' });
  return { code, said };
}

it('ends with 0 for what is intact, 3 for what cannot be decided, 2 for what was altered, 1 for what is neither', async () => {
  expect(await run('verify', file)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^intact: 3 entries/),
  });
  expect(await run('verify', at('pack.zip'))).toMatchObject({ code: 0 });
  expect(await run('verify', file, '--alone')).toMatchObject({
    code: 3,
    said: expect.stringContaining('nothing here vouches'),
  });
  expect(await run('verify', at('pack.zip'), '--alone')).toMatchObject({ code: 3 });
  const { current } = JSON.parse((await run('key', '--json')).said) as { current: { keyId: string } };
  const spelled = current.keyId.toUpperCase().replace(/(.{8})/g, '$1 ');
  expect((await run('verify', at('pack.zip'), '--alone', '--key', spelled)).code).toBe(0);
  await run('key', '--out', at('pub.pem'));
  expect((await run('verify', file, '--alone', '--key', at('pub.pem'))).code).toBe(0);
  expect(
    JSON.parse((await run('verify', file, '--alone', '--key', '0'.repeat(64), '--json')).said),
  ).toMatchObject({
    what: 'catalog',
    verdict: 'undecided',
  });

  copyFileSync(file, at('edited'));
  editFile(at('edited'), `UPDATE ledger_entry SET actor = 'eve' WHERE seq = 1`);
  expect(await run('verify', at('edited'))).toMatchObject({
    code: 2,
    said: expect.stringContaining('edited: entry 1'),
  });
  const bad = Buffer.from(readFileSync(at('pack.zip')));
  bad[200]! ^= 1;
  writeFileSync(at('bad.zip'), bad);
  expect((await run('verify', at('bad.zip'))).code).toBe(2);
  expect(
    JSON.parse(
      (
        await run(
          'verify',
          at('early'),
          '--alone',
          '--key',
          at('pub.pem'),
          '--with',
          at('pack.zip'),
          '--json',
        )
      ).said,
    ),
  ).toMatchObject({
    verdict: 'tampered',
    firstBad: { kind: 'older copy' },
  });

  editFile(at('other.db'), 'CREATE TABLE t (a)');
  writeFileSync(at('text'), 'text');
  writeFileSync(at('{}.json'), '{}');
  for (const name of ['missing', 'other.db', 'text', '{}.json'])
    expect(await run('verify', at(name))).toMatchObject({
      code: 1,
      said: expect.stringContaining('Could not run'),
    });
});

it('proves an entry, and the proof is checked by itself', async () => {
  await run('proof', '2', '--out', at('proof.json'));
  expect(await run('verify', at('proof.json'))).toMatchObject({ code: 0 });
  expect((await run('verify', at('proof.json'), '--alone')).code).toBe(3);
  writeFileSync(at('proof.json'), readFileSync(at('proof.json'), 'utf8').replace('tag.edit', 'tag.edot'));
  expect((await run('verify', at('proof.json'))).code).toBe(2);
});

it('encrypts a pack for its reader, and opens it with their identity only', async () => {
  const [mine, other] = await Promise.all([generateX25519Identity(), generateX25519Identity()]);
  writeFileSync(at('mine'), `# a comment\n${mine}\n`);
  writeFileSync(at('other'), `${other}\n`);
  const recipient = await identityToRecipient(mine);
  await run(
    'pack',
    '--action',
    'import.run',
    '--no-payloads',
    '--recipient',
    recipient,
    '--out',
    at('p.age'),
  );
  expect((await run('verify', at('p.age'), '--identity', at('mine'))).code).toBe(0);
  expect((await run('verify', at('p.age'), '--identity', at('other'))).code).toBe(1);
  expect((await run('verify', at('p.age'))).code).toBe(1);
});

it('writes the query for a time stamp', async () => {
  expect((await run('stamp', at('pack.zip'), '--query', at('q.tsq'))).code).toBe(0);
  expect(readFileSync(at('q.tsq')).length).toBeGreaterThan(50);
  await expect(run('stamp', at('pack.zip'))).rejects.toThrow(/--query/);
  await expect(run('stamp', at('pack.zip'), '--reply', at('q.tsq'))).rejects.toThrow(/not a reply/);
});

it('reports an older copy until it is taken on purpose, and the key is handed over', async () => {
  rmSync(`${file}-wal`, { force: true });
  copyFileSync(at('early'), file);
  expect(await run('verify', file)).toMatchObject({ code: 2, said: expect.stringContaining('older copy: ') });
  await run('restored', '--reason', 'the disk failed');
  expect(await run('verify', file)).toMatchObject({ code: 0 });
  expect(existsSync(`${file}.checkpoint.before`)).toBe(true);
  expect((await run('key', '--rotate')).said).toContain('A new key took over');
  expect((await run('verify', file)).code).toBe(0);
  expect((await run('verify', file, '--alone', '--key', at('pub.pem'))).code).toBe(0);
  expect((await run('checkpoint', '--list')).said).toContain('checkpoints');
});
