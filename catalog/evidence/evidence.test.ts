import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { newPrivateKey, publicKeyOf, signerOf, type PublicKey } from '../ledger/signing/keys.ts';
import { heldKeys } from '../ledger/signing/vault.ts';
import type { Catalog } from '../catalog.ts';
import { REPORT_KINDS } from '../reports/kinds.ts';
import { Scene } from '../testing/tampering.ts';
import { temporaryFolder } from '../testing/temp-catalog.ts';
import { buildPack, FILES, type PackContent } from './build.ts';
import { decrypt, encrypt, isEncrypted } from './encrypt.ts';
import { logContent } from './log-files.ts';
import { makePack, type MadePack } from './make-pack.ts';
import { readTimestamp, timestampQuery } from './rfc3161.ts';
import { verifyPack } from './verify-pack.ts';
import { ContainerError, readZip, writeZip } from './zip.ts';

const scene = new Scene();
let catalog: Catalog;
let keys: PublicKey[];
let report: MadePack;
let folder: string;

function unpack(pack: Uint8Array): string {
  const into = temporaryFolder();
  for (const [name, bytes] of readZip(pack)) {
    mkdirSync(dirname(join(into, name)), { recursive: true });
    writeFileSync(join(into, name), bytes);
  }
  return into;
}

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(async () => {
  catalog = await scene.open(true);
  await scene.grow(catalog, 5);
  const { id } = await REPORT_KINDS.audit.make(
    catalog,
    { title: 'Audit', from: null, to: null },
    { actor: 'ann', signal: new AbortController().signal, progress: () => {} },
  );
  keys = [(await catalog.custody.keys()).signer];
  report = await makePack(catalog, { subject: { what: 'report', id }, actor: 'ann', readers: null });
  folder = unpack(report.bytes);
});

describe('a pack of a report', () => {
  it('is intact, for who knows the key, and cannot be decided by others', async () => {
    const result = await verifyPack(report.bytes, { trusted: keys });
    // The entries of the audited period, the report's own and the pack's.
    expect(result).toMatchObject({ verdict: 'intact', findings: [], trusted: true, entries: 7, notes: [] });
    expect(result.manifest).toMatchObject({ kind: 'audit', title: 'Audit' });
    expect(await verifyPack(report.bytes, { trusted: [] })).toMatchObject({
      verdict: 'undecided',
      findings: [],
    });
    expect([...readZip(report.bytes).keys()].filter((name) => name.startsWith('report/')).length).toBe(
      report.files,
    );
  });

  it('is checked with sha256sum and openssl alone, as VERIFY.txt says', () => {
    const text = readFileSync(join(folder, FILES.how), 'utf8');
    for (const command of [
      'openssl dgst -sha256 -verify pub.pem -signature SHA256SUMS.sig SHA256SUMS',
      'sha256sum -c --strict SHA256SUMS',
    ])
      expect(text).toContain(command);
    expect(run('sha256sum', '-c', '--strict', 'SHA256SUMS')).toMatch(/^manifest\.json: OK$/m);
    expect(
      run('openssl', 'dgst', '-sha256', '-verify', 'pub.pem', '-signature', 'SHA256SUMS.sig', 'SHA256SUMS'),
    ).toContain('Verified OK');
    const fingerprint = run('bash', '-c', 'openssl pkey -pubin -in pub.pem -outform der | sha256sum');
    expect(fingerprint.slice(0, 64)).toBe(keys[0]!.keyId);
    const body = `head -n 3 log/checkpoint.txt > checkpoint.body
      sed -n 5p log/checkpoint.txt | cut -d ' ' -f 3 | base64 -d | tail -c +5 > checkpoint.sig
      openssl dgst -sha256 -verify pub.pem -signature checkpoint.sig checkpoint.body`;
    expect(run('bash', '-c', body)).toContain('Verified OK');
  });

  it('is checked as a Sigstore bundle by another implementation', () => {
    const bundle = bundleFromJSON(JSON.parse(readFileSync(join(folder, FILES.bundle), 'utf8')));
    const nothing = { tlogs: [], certificateAuthorities: [], ctlogs: [], timestampAuthorities: [] };
    const trust = (pem: string) =>
      toTrustMaterial(
        { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1', ...nothing },
        () => ({ publicKey: createPublicKey(pem), validFor: () => true }),
      );
    const thresholds = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 };
    const verify = (pem: string) => new Verifier(trust(pem), thresholds).verify(toSignedEntity(bundle));
    expect(verify(keys[0]!.pem).key).toBeDefined();
    expect(() => verify(publicKeyOf(newPrivateKey()).pem)).toThrow();
  });

  it('shows a change of any file, at any place (property)', async () => {
    const files = readZip(report.bytes);
    const names = [...files.keys()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, at, flip) => {
          const bytes = Buffer.from(files.get(name)!);
          bytes[at % bytes.length] = bytes[at % bytes.length]! ^ flip;
          const { verdict, findings } = await verifyPack(writeZip(new Map([...files, [name, bytes]])), {
            trusted: keys,
          });
          expect([verdict, findings.length > 0]).toEqual(['tampered', true]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is judged, whatever its entries say of the files of a report', async () => {
    const files = readZip(report.bytes);
    const lines = Buffer.from(files.get(FILES.entries)!).toString('utf8').split('\n');
    for (const payload of ['{"files":[null]}', '{"files":{}}', '[]', '7', 'no JSON']) {
      const entries = lines.map((line) =>
        line.includes('"action":"report.') ? JSON.stringify({ ...JSON.parse(line), payload }) : line,
      );
      const changed = new Map([...files, [FILES.entries, Buffer.from(entries.join('\n'))]]);
      expect((await verifyPack(writeZip(changed), { trusted: keys })).verdict).toBe('tampered');
    }
  });

  it('shows a file added, left out or exchanged for that of another pack', async () => {
    const files = readZip(report.bytes);
    for (const name of files.keys()) {
      const fewer = new Map(files);
      fewer.delete(name);
      expect((await verifyPack(writeZip(fewer), { trusted: keys })).verdict).toBe('tampered');
    }
    const more = new Map([...files, ['report/more.pdf', Buffer.from('x')]]);
    expect((await verifyPack(writeZip(more), { trusted: keys })).findings).toContainEqual({
      file: 'report/more.pdf',
      reason: 'it is in the pack, but not in the list',
    });
    const other = await makePack(catalog, {
      subject: { what: 'entries', filter: {}, payloads: true },
      actor: 'ann',
      readers: null,
    });
    const theirs = readZip(other.bytes);
    for (const name of [FILES.checkpoint, FILES.proofs, FILES.statement, FILES.sums, FILES.manifest])
      expect(
        (await verifyPack(writeZip(new Map([...files, [name, theirs.get(name)!]])), { trusted: keys }))
          .verdict,
      ).toBe('tampered');
  });

  it('forged as a whole with another key is refused by who knows the key, and never called intact', async () => {
    const forger = signerOf(newPrivateKey());
    const forged = buildPack(contentOf(catalog, 'forged'), forger);
    expect((await verifyPack(forged, { trusted: keys })).verdict).not.toBe('intact');
    expect((await verifyPack(forged, { trusted: [forger] })).findings.map(({ file }) => file)).toContain(
      FILES.checkpoint,
    );
  });
});

/** Content as the catalog gives it, over the checkpoint that it has. */
function contentOf(from: Catalog, title: string): PackContent {
  const row = from.store.reader
    .prepare<[], { size: number; text: string }>(
      'SELECT size, text FROM ledger_checkpoint ORDER BY size DESC LIMIT 1',
    )
    .get()!;
  const origin = row.text.split('\n')[0]!;
  return {
    packId: 'p',
    kind: 'ledger',
    title,
    reference: null,
    created: '2026-01-01T00:00:00.000Z',
    toolVersion: 'test',
    snapshot: { origin, revision: 1, entryHash: null, ndjsonSha256: null },
    checkpoint: row.text,
    log: logContent(from.store.reader, {
      origin,
      size: row.size,
      seqs: [1, 3],
      payloads: true,
      previousSize: 2,
    }),
    files: [],
    facts: {},
  };
}

describe('packs of entries', () => {
  it('of the same content have the same bytes', async () => {
    const { signer } = (await heldKeys(scene.vault))!;
    const twice = [1, 2].map(() => buildPack(contentOf(catalog, 'same'), signer));
    expect(Buffer.from(twice[0]!).equals(twice[1]!)).toBe(true);
    expect((await verifyPack(twice[0]!, { trusted: keys })).findings).toEqual([]);
  });

  it('show some entries with a proof each, continuing the pack before, with or without what they say', async () => {
    for (const payloads of [true, false]) {
      const pack = await makePack(catalog, {
        subject: { what: 'entries', filter: { action: 'import.run' }, payloads },
        actor: 'ann',
        readers: null,
      });
      const files = readZip(pack.bytes);
      const proofs = JSON.parse(Buffer.from(files.get(FILES.proofs)!).toString('utf8')) as {
        complete: boolean;
        consistency: { size: number } | null;
      };
      expect(proofs.complete).toBe(false);
      expect(proofs.consistency?.size).toBeGreaterThan(5);
      expect(await verifyPack(pack.bytes, { trusted: keys })).toMatchObject({
        verdict: 'intact',
        findings: [],
      });
      expect(Buffer.from(files.get(FILES.entries)!).includes('whisper-3')).toBe(payloads);
    }
  });

  it('are not made of nothing', async () => {
    const subject = { what: 'entries', filter: { actor: 'nobody' }, payloads: true } as const;
    await expect(makePack(catalog, { subject, actor: 'ann', readers: null })).rejects.toThrow(/No entry/);
  });
});

describe('the container', () => {
  const hostile: readonly (readonly [string, () => Uint8Array, RegExp])[] = [
    ['a way out of the folder', () => zipSync({ '../evil': Buffer.from('x') }), /may not be named/],
    ['an absolute path', () => zipSync({ '/etc/passwd': Buffer.from('x') }), /may not be named/],
    ['a path of Windows', () => zipSync({ 'C:\\evil': Buffer.from('x') }), /may not be named/],
    [
      'a link',
      () => zipSync({ link: [Buffer.from('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] }),
      /is a link/,
    ],
    [
      'two files of one name',
      () => zipSync({ 'a.txt': Buffer.from('x'), 'A.TXT': Buffer.from('y') }),
      /two files/,
    ],
    [
      'more bytes than announced',
      () => {
        const zip = Buffer.from(zipSync({ bomb: new Uint8Array(50_000_000) }, { level: 9 }));
        // Both places that say how large it is.
        for (const at of [22, zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24]) zip.writeUInt32LE(1000, at);
        return zip;
      },
      /cannot be unpacked/,
    ],
    ['an end that is cut off', () => zipSync({ a: Buffer.from('x') }).subarray(0, -10), /end is missing/],
    ['something else', () => Buffer.from('%PDF-1.7 and more that is no zip file'), /not a zip/],
  ];
  it.each(hostile)('refuses %s', (_what, make, reason) => {
    expect(() => readZip(make())).toThrow(ContainerError);
    expect(() => readZip(make())).toThrow(reason);
  });

  it('never answers other content for a flipped byte, and never fails otherwise (property)', () => {
    const files = new Map([
      ['a.txt', Buffer.from('one')],
      ['b/c.txt', Buffer.from('two')],
    ]);
    const zip = writeZip(files);
    for (let at = 0; at < zip.length; at++) {
      const bad = Buffer.from(zip);
      bad[at] = bad[at]! ^ 0xff;
      try {
        const read = readZip(bad);
        for (const [name, bytes] of files)
          if (read.has(name)) expect(Buffer.from(read.get(name)!)).toEqual(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ContainerError);
      }
    }
  });
});

describe('encryption', () => {
  it('opens for the recipient, for nobody else', async () => {
    const [mine, other] = await Promise.all([generateX25519Identity(), generateX25519Identity()]);
    const pack = await makePack(catalog, {
      subject: { what: 'entries', filter: {}, payloads: true },
      actor: 'ann',
      readers: { recipients: [await identityToRecipient(mine)] },
    });
    expect(isEncrypted(pack.bytes)).toBe(true);
    expect(pack.name).toMatch(/\.zip\.age$/);
    const opened = await decrypt(pack.bytes, { identities: [mine] });
    expect((await verifyPack(opened, { trusted: keys })).verdict).toBe('intact');
    await expect(decrypt(pack.bytes, { identities: [other] })).rejects.toThrow(/cannot be opened/);
    const bad = Buffer.from(pack.bytes);
    bad[bad.length - 1]! ^= 1;
    await expect(decrypt(bad, { identities: [mine] })).rejects.toThrow(/cannot be opened/);
  });

  it('opens with the passphrase', { timeout: 180_000 }, async () => {
    const sealed = await encrypt(Buffer.from('x'), { passphrase: 'p' });
    expect(Buffer.from(await decrypt(sealed, { passphrase: 'p' })).toString()).toBe('x');
  });

  it('to something that is no recipient leaves no entry behind', async () => {
    const before = catalog.newestSeq();
    const subject = { what: 'entries', filter: {}, payloads: true } as const;
    const making = makePack(catalog, { subject, actor: 'ann', readers: { recipients: ['ann@example.org'] } });
    await expect(making).rejects.toThrow(/not an age recipient/);
    expect(catalog.newestSeq()).toBe(before);
  });
});

describe('a time stamp carried by hand', () => {
  it('is asked for with a query that openssl answers, and its reply is checked', async () => {
    const authority = temporaryFolder();
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: authority, stdio: 'pipe' });
    const make = (name: string, usage: string) =>
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.pem`,
        '-days',
        '30',
        '-subj',
        `/CN=${name}`,
        '-addext',
        `extendedKeyUsage=${usage}`,
      );
    make('Authority', 'critical,timeStamping');
    make('Other', 'critical,timeStamping');
    writeFileSync(
      join(authority, 'tsa.cnf'),
      '[tsa]\ndefault_tsa=t\n[t]\nserial=./serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\n',
    );
    writeFileSync(join(authority, 'serial'), '01');
    const sums = readZip(report.bytes).get(FILES.sums)!;
    writeFileSync(join(authority, 'q.tsq'), timestampQuery(sums));
    writeFileSync(join(authority, 'SHA256SUMS'), sums);
    openssl(
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-queryfile',
      'q.tsq',
      '-signer',
      'Authority.pem',
      '-inkey',
      'Authority.key',
      '-out',
      'r.tsr',
    );
    expect(
      openssl('ts', '-verify', '-data', 'SHA256SUMS', '-in', 'r.tsr', '-CAfile', 'Authority.pem').toString(),
    ).toContain('OK');
    const reply = readFileSync(join(authority, 'r.tsr'));
    const [own, other] = ['Authority', 'Other'].map((name) =>
      readFileSync(join(authority, `${name}.pem`), 'utf8'),
    );
    expect(await readTimestamp(reply, sums, own!)).toMatchObject({ authority: 'Authority', trusted: true });
    expect(await readTimestamp(reply, sums, '')).toMatchObject({ trusted: false });
    await expect(readTimestamp(reply, sums, other!)).rejects.toThrow(/does not lead/);
    await expect(readTimestamp(reply, Buffer.from('x'), own!)).rejects.toThrow(/something else/);
    await expect(readTimestamp(Buffer.from('x'), sums, own!)).rejects.toThrow(/not a reply/);
    const stamped = writeZip(new Map([...readZip(report.bytes), [FILES.timestamp, reply]]));
    expect(await verifyPack(stamped, { trusted: keys, authorities: own! })).toMatchObject({
      verdict: 'intact',
      timestamp: { authority: 'Authority', trusted: true },
    });
    // A byte of the token altered: in the text that is signed, or in the signature.
    for (const at of [reply.length - 3, Math.floor(reply.length / 2), 80]) {
      const bad = Buffer.from(reply);
      bad[at]! ^= 1;
      await expect(readTimestamp(bad, sums, own!)).rejects.toThrow();
    }
  });
});
