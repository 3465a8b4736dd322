import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { heldKeys, makeKey, makeNextKey, takeOver } from '../../catalog/ledger/signing/vault.ts';
import { FileVault } from './file-vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'headwater-vault-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = '2026-01-01T00:00:00.000Z';

it('keeps the key in a file that its owner alone may read', async () => {
  const vault = new FileVault(join(folder, 'plain'));
  expect(vault.protection).toBe('file rights');
  expect(await heldKeys(vault)).toBeNull();
  const first = await makeKey(vault, at);
  const second = await takeOver(vault, (await makeNextKey(vault)).keyId, at);
  expect((await heldKeys(new FileVault(join(folder, 'plain'))))?.former[0]?.keyId).toBe(first.signer.keyId);
  expect(second.signer.keyId).not.toBe(first.signer.keyId);
  const path = join(folder, 'plain', 'ledger-signing-key.json');
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  writeFileSync(path, 'x');
  await expect(heldKeys(vault)).rejects.toThrow(/not a key file/);
});

it('seals it with a passphrase', async () => {
  const sealed = join(folder, 'sealed');
  const { signer } = await makeKey(new FileVault(sealed, 'correct horse'), at);
  expect(readFileSync(join(sealed, 'ledger-signing-key.json'), 'utf8')).not.toContain('PRIVATE');
  expect((await heldKeys(new FileVault(sealed, 'correct horse')))?.signer.keyId).toBe(signer.keyId);
  await expect(heldKeys(new FileVault(sealed, 'wrong'))).rejects.toThrow(/does not open/);
  await expect(heldKeys(new FileVault(sealed))).rejects.toThrow(/HEADWATER_PASSPHRASE/);
});

const url = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
/** Makes the first key of many vaults, each at the moment at which another process does, too. */
const MAKE = `
const { FileVault } = await import(${url('./file-vault.ts')});
const { heldKeys, makeKey } = await import(${url('../../catalog/ledger/signing/vault.ts')});
const [folder, start] = process.argv.slice(1);
const made = [];
for (let n = 0; n < 40; n++) {
  while (Date.now() < Number(start) + n * 10);
  const vault = new FileVault(folder + '/' + n);
  made.push(((await heldKeys(vault)) ?? (await makeKey(vault, 'now'))).signer.keyId);
}
console.log(JSON.stringify(made));`;

it('has one first key, whichever of two processes makes it', async () => {
  const start = String(Date.now() + 2000);
  const making = async (): Promise<unknown> => {
    const args = ['--input-type=module', '--eval', MAKE, join(folder, 'both'), start];
    return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
  };
  const [one, other] = await Promise.all([making(), making()]);
  expect(one).toEqual(other);
});
