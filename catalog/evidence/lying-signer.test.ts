/** A prover who holds the key and lies: what it signs does not fit together, and that is found; also without the app. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Signer } from '../ledger/signing/keys.ts';
import type { WholeEntry } from '../ledger/read.ts';
import type { Catalog } from '../catalog.ts';
import { Scene } from '../testing/tampering.ts';
import { temporaryFolder } from '../testing/temp-catalog.ts';
import { buildPack, type PackContent } from './build.ts';
import { logContent, type LogContent } from './log-files.ts';
import { verifyPack } from './verify-pack.ts';
import { readZip } from './zip.ts';

const scene = new Scene();
const verifier = fileURLToPath(new URL('../../docs/verify-pack.mjs', import.meta.url));
let catalog: Catalog;
let signer: Signer;

beforeAll(async () => {
  catalog = await scene.open(true);
  await scene.grow(catalog, 8);
  ({ signer } = await catalog.custody.keys());
  await catalog.custody.checkpoint('asked for');
});
afterAll(() => catalog.close());

function content(change: (log: LogContent) => LogContent, seqs: readonly number[]): PackContent {
  const { size, text } = catalog.store.reader
    .prepare<[], { size: number; text: string }>(
      'SELECT size, text FROM ledger_checkpoint ORDER BY size DESC LIMIT 1',
    )
    .get()!;
  const origin = text.split('\n')[0]!;
  return {
    packId: 'p',
    kind: 'ledger',
    title: 'Some entries',
    reference: null,
    created: '2026-01-01T00:00:00.000Z',
    toolVersion: 'test',
    snapshot: { origin, revision: 1, entryHash: null, ndjsonSha256: null },
    checkpoint: text,
    log: change(logContent(catalog.store.reader, { origin, size, seqs, payloads: true, previousSize: 3 })),
    files: [],
    facts: {},
  };
}

/** 0 where the script says that everything fits. */
function outsideTheApp(pack: Uint8Array): number {
  const folder = temporaryFolder();
  for (const [name, bytes] of readZip(pack)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  try {
    execFileSync(process.execPath, [verifier, folder, signer.keyId], { stdio: 'pipe' });
    return 0;
  } catch (error) {
    return (error as { status: number }).status;
  }
}

const flipped = (hex: string): string => `${hex.startsWith('0') ? '1' : '0'}${hex.slice(1)}`;
const first = (log: LogContent, change: (entry: WholeEntry) => WholeEntry): LogContent => ({
  ...log,
  entries: log.entries.map((entry, n) => (n === 0 ? change(entry) : entry)),
});

const LIES: readonly (readonly [string, (log: LogContent) => LogContent])[] = [
  ['another actor', (log) => first(log, (entry) => ({ ...entry, actor: 'eve' }))],
  ['another payload', (log) => first(log, (entry) => ({ ...entry, payload: '{"label":"nothing"}' }))],
  ['another salt', (log) => first(log, (entry) => ({ ...entry, salt: flipped(entry.salt!) }))],
  ['another hash', (log) => first(log, (entry) => ({ ...entry, entry_hash: flipped(entry.entry_hash) }))],
  ['entries out of order', (log) => ({ ...log, entries: log.entries.toReversed() })],
  ['an entry fewer', (log) => ({ ...log, entries: log.entries.slice(1) })],
  ['another root', (log) => ({ ...log, proofs: { ...log.proofs, root: flipped(log.proofs.root) } })],
  ['a larger tree', (log) => ({ ...log, proofs: { ...log.proofs, size: log.proofs.size + 1 } })],
  [
    'a ledger that it does not continue',
    (log) => ({
      ...log,
      proofs: {
        ...log.proofs,
        consistency: { ...log.proofs.consistency!, root: flipped(log.proofs.consistency!.root) },
      },
    }),
  ],
];

describe.each([
  ['some entries with a path each', [2, 5]],
  ['all entries', [1, 2, 3, 4, 5, 6, 7, 8]],
] as const)('%s', (_what, seqs) => {
  it('are taken when they are true, by the app and by the script', async () => {
    const pack = buildPack(
      content((log) => log, seqs),
      signer,
    );
    expect((await verifyPack(pack, { trusted: [signer] })).verdict).toBe('intact');
    expect(outsideTheApp(pack)).toBe(0);
  });

  it.each(LIES)('are refused with %s, although the key signed them', async (_lie, change) => {
    const pack = buildPack(content(change, seqs), signer);
    expect((await verifyPack(pack, { trusted: [signer] })).verdict).toBe('tampered');
    expect(outsideTheApp(pack)).toBe(2);
  });
});

it('a path with any hash altered or left out is refused', async () => {
  const { length } = content((log) => log, [2]).log.proofs.inclusion[0]!.path;
  expect(length).toBeGreaterThan(1);
  for (let at = 0; at < length; at++)
    for (const drop of [false, true]) {
      const change = (log: LogContent): LogContent => ({
        ...log,
        proofs: {
          ...log.proofs,
          inclusion: log.proofs.inclusion.map(({ seq, path }) => ({
            seq,
            path: path.flatMap((hash, n) => (n !== at ? [hash] : drop ? [] : [flipped(hash)])),
          })),
        },
      });
      const pack = buildPack(content(change, [2]), signer);
      expect((await verifyPack(pack, { trusted: [signer] })).verdict).toBe('tampered');
      expect(outsideTheApp(pack)).toBe(2);
    }
});
