import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { heldKeys, makeKey } from '../catalog/ledger/signing/vault.ts';
import { KeychainVault } from './keychain-vault.ts';
import { Secrets, type Sealing } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'headwater-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sealing = (backend: string, available = true): Sealing => ({
  isEncryptionAvailable: () => available,
  encryptString: (text) => Buffer.from([...Buffer.from(text)].map((byte) => byte ^ 0x5a)),
  decryptString: (sealed) => Buffer.from([...sealed].map((byte) => byte ^ 0x5a)).toString(),
  getSelectedStorageBackend: () => backend,
});

/** Engine and main process, without the line between them. */
function vaultOver(secrets: Secrets): KeychainVault {
  const vault: KeychainVault = new KeychainVault((message) => {
    if (message.kind === 'secret' || message.kind === 'keep')
      vault.receive(message.id, secrets.answer(message));
  });
  return vault;
}

it('keeps the signing key sealed, in a file for its owner only', async () => {
  const vault = vaultOver(new Secrets(folder, sealing('gnome_libsecret'), 'linux'));
  expect(await vault.usable()).toBe(true);
  expect(await heldKeys(vault)).toBeNull();
  const { signer } = await makeKey(vault, '2026-01-01T00:00:00.000Z');
  expect((await heldKeys(vault))?.signer.keyId).toBe(signer.keyId);
  const path = join(folder, 'ledger-signing-key.sealed');
  expect(readFileSync(path).includes('PRIVATE KEY')).toBe(false);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
});

it('is not used where the system would only disguise, or has no keychain', async () => {
  for (const secrets of [
    new Secrets(folder, sealing('basic_text'), 'linux'),
    new Secrets(folder, sealing('unknown', false), 'darwin'),
  ]) {
    const vault = vaultOver(secrets);
    expect(await vault.usable()).toBe(false);
    await expect(vault.read('ledger-signing-key')).rejects.toThrow(/not there/);
  }
  expect(await vaultOver(new Secrets(folder, sealing('basic_text'), 'win32')).usable()).toBe(true);
});

it('refuses names that lead elsewhere', async () => {
  const vault = vaultOver(new Secrets(folder, sealing('kwallet'), 'linux'));
  await expect(vault.write('../evil', 'x')).rejects.toThrow(/this name/);
});
