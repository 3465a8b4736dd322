/** A ledger with one import, and the check of its evidence packs with nothing of Headwater's own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect } from './fixtures.ts';
import { headwater, root } from './hosts.ts';

const EVENT = {
  eventType: 'COMPLETE',
  eventTime: '2026-01-01T00:00:00Z',
  run: { runId: 'run-1' },
  job: { namespace: 'jobs', name: 'daily' },
  inputs: [{ namespace: 'db', name: 'orders' }],
  outputs: [{ namespace: 'db', name: 'report' }],
};

/** Imports one event of one run: the catalog's first revision. */
export async function importOneEvent(dataFolder: string): Promise<void> {
  const path = join(dataFolder, 'events.ndjson');
  writeFileSync(path, JSON.stringify(EVENT));
  await headwater(dataFolder, 'import', path);
}

/**
 * Checks an evidence pack with sha256sum, openssl and the published script.
 * @param fingerprint of the key that signed it, as the app shows it
 * @returns what each of sha256sum and the script said
 */
export function checkOutside(
  dataFolder: string,
  pack: Buffer,
  fingerprint: string,
): { readonly sums: string; readonly script: string } {
  const folder = join(dataFolder, 'unpacked');
  for (const [path, content] of Object.entries(unzipSync(pack))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8' });
  const sums = run('sha256sum', '-c', '--strict', 'SHA256SUMS');
  expect(
    run('openssl', 'dgst', '-sha256', '-verify', 'pub.pem', '-signature', 'SHA256SUMS.sig', 'SHA256SUMS'),
  ).toContain('Verified OK');
  const script = run(process.execPath, join(root, 'docs', 'verify-pack.mjs'), folder, fingerprint);
  expect(script).not.toContain('BAD');
  return { sums, script };
}
