/** Packs of an audited period and of a case, checked by the app and without it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEntry } from '../ledger/append.ts';
import { Catalog } from '../catalog.ts';
import { moveCase } from '../privacy/cases/act.ts';
import { openCase } from '../privacy/cases/open-case.ts';
import { addNote, notePerson } from '../privacy/cases/records.ts';
import { makeDsar } from '../privacy/dsar/dsar-report.ts';
import { openDesk, protectDesk } from '../privacy/vault/desk-key.ts';
import { passphraseProvider } from '../privacy/vault/providers.ts';
import { PRODUCTS, shopFacts } from '../reports/fixtures.ts';
import { REPORT_KINDS } from '../reports/kinds.ts';
import { own } from '../stewardship/own.ts';
import { MemoryVault } from '../testing/memory-vault.ts';
import { importFacts, migrationsDir, resourcesDir, temporaryFolder } from '../testing/temp-catalog.ts';
import { makePack } from './make-pack.ts';
import { verifyPack } from './verify-pack.ts';
import { readZip } from './zip.ts';

let catalog: Catalog;

beforeEach(async () => {
  catalog = await Catalog.open({
    path: join(temporaryFolder(), 'packs.headwater'),
    create: true,
    migrationsDir,
    resourcesDir,
    toolVersion: 'test',
    defaultActor: 'ann',
    vault: new MemoryVault(),
  });
  await importFacts(catalog.store, shopFacts(), 'one');
});
afterEach(() => catalog.close());

async function nameOwner(): Promise<void> {
  const { id } = catalog.store.reader
    .prepare<[string], { id: number }>('SELECT id FROM dataset WHERE name = ?')
    .get(PRODUCTS.name)!;
  await own(catalog, 'ann', {
    targets: [{ on: 'dataset', id }],
    add: [{ name: 'Owner', email: null, role: 'steward' }],
    remove: [],
  });
}

describe('evidence packs', () => {
  const verifier = fileURLToPath(new URL('../../docs/verify-pack.mjs', import.meta.url));

  async function checked(bytes: Uint8Array) {
    const { signer } = await catalog.custody.keys();
    expect(await verifyPack(bytes, { trusted: [signer] })).toMatchObject({ verdict: 'intact', findings: [] });
    const files = readZip(bytes);
    const folder = temporaryFolder();
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    expect(
      execFileSync(process.execPath, [verifier, folder, signer.keyId], { encoding: 'utf8' }),
    ).not.toContain('BAD');
    const text = (name: string) => Buffer.from(files.get(name)!).toString('utf8');
    const entries = text('log/entries.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; action: string; payload: string | null });
    return { files, text, entries };
  }

  it('of an audit hold the entries of its period and the digests of its imports', async () => {
    await nameOwner();
    const { id } = await REPORT_KINDS.audit.make(
      catalog,
      { title: 'Audit', from: null, to: new Date().toISOString().slice(0, 10) },
      { actor: 'ann' },
    );
    await catalog.store.write((db) =>
      appendEntry(db, {
        actor: 'ann',
        action: 'tag.edit',
        objectType: 'x',
        objectId: 'x',
        payload: { label: 'later' },
      }),
    );
    const whole = await makePack(catalog, { subject: { what: 'report', id }, actor: 'ann', readers: null });
    const { files, text, entries } = await checked(whole.bytes);
    expect(entries.filter(({ payload }) => payload !== null).map(({ seq }) => seq)).toEqual([1, 2, 3, 5]);
    expect([...files.keys()].filter((name) => name.startsWith('report/')).length).toBe(6);
    expect(JSON.parse(text('data/imports.json'))).toMatchObject([
      { revision: 1, files: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] },
    ]);
    const bare = await makePack(catalog, {
      subject: { what: 'report', id, payloads: false },
      actor: 'ann',
      readers: null,
    });
    const shown = (await checked(bare.bytes)).entries.filter(({ payload }) => payload !== null);
    // What records the files of the pack always says so.
    expect(shown.map(({ action }) => action)).toEqual(['report.audit', 'export.pack', 'export.pack']);
  });

  it('of a case hold its entries, reports and digests of letters, and nothing of the person', async () => {
    const provider = passphraseProvider('correct horse battery', { n: 2 ** 10 });
    await protectDesk(catalog, 'ann', provider);
    await openDesk(catalog, provider);
    const request = {
      reference: 'R-9',
      receivedOn: '2026-03-05',
      jurisdiction: 'gdpr',
      place: 'IE',
      rights: ['access'] as const,
      subject: 'customer',
    };
    await openCase(catalog, 'ann', request);
    await notePerson(catalog, 'ann', 'R-9', {
      name: 'Jo Whisper',
      contact: 'jo.whisper@example.org',
      identifiers: [{ kind: 'email', value: 'jo.whisper@example.org' }],
      agent: null,
    });
    await addNote(catalog, 'ann', 'R-9', 'Jo Whisper rang');
    await moveCase(catalog, { actor: 'ann', reference: 'R-9', to: 'triage' });
    await openCase(catalog, 'ann', { ...request, reference: 'R-10' });
    await makeDsar(
      catalog,
      {
        ...request,
        rights: ['access'],
        identifiers: [{ kind: 'email', value: 'jo.whisper@example.org' }],
        extended: false,
        identityConfirmedOn: null,
        language: 'en',
      },
      { actor: 'ann' },
    );
    const pack = await makePack(catalog, {
      subject: { what: 'case', reference: 'R-9' },
      actor: 'ann',
      readers: null,
    });
    const { files, text, entries } = await checked(pack.bytes);
    expect(entries.filter(({ payload }) => payload !== null).map(({ action }) => action)).toEqual([
      'case.open',
      'case.record',
      'case.record',
      'case.event',
      'report.dsar',
      'export.pack',
    ]);
    expect(JSON.parse(text('data/records.json'))).toMatchObject([{ kind: 'person' }, { kind: 'note' }]);
    expect([...files.keys()].some((name) => name.startsWith('report/1/'))).toBe(true);
    for (const content of files.values())
      expect(Buffer.from(content).toString('latin1')).not.toMatch(/whisper/i);
    const none = { what: 'case', reference: 'R-77' } as const;
    await expect(makePack(catalog, { subject: none, actor: 'ann', readers: null })).rejects.toThrow(
      /no case/,
    );
  });
});
