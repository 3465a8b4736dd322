/** Packs carry the signatures of the people who made their entries. */
import { expect, it } from 'vitest';
import { addAccount, logIn } from '../access/accounts.ts';
import { checkCheaply } from '../access/password.ts';
import { actAs } from '../ledger/acting.ts';
import { REPORT_KINDS } from '../reports/kinds.ts';
import { Scene } from '../testing/tampering.ts';
import { wholeEntries } from '../ledger/read.ts';
import { makePack } from './make-pack.ts';
import { checkPeopleFile, PEOPLE_FILE } from './people-file.ts';
import { verifyPack } from './verify-pack.ts';
import { readZip } from './zip.ts';

it('are in the pack, verify, and forged ones are found', async () => {
  checkCheaply();
  const scene = new Scene();
  const catalog = await scene.open(true);
  await scene.grow(catalog, 5);
  await addAccount(catalog, 'owner', { name: 'Ada', role: 'admin', password: 'a long enough password' });
  const { signer } = (await logIn(catalog, 'Ada', 'a long enough password'))!;
  const made = await actAs({ name: 'Ada', signer }, async () => {
    const work = { actor: 'Ada', signal: new AbortController().signal, progress: () => {} };
    const { id } = await REPORT_KINDS.audit.make(catalog, { title: 'Audit', from: null, to: null }, work);
    return makePack(catalog, { subject: { what: 'report', id }, actor: 'Ada', readers: null });
  });
  const trusted = [(await catalog.custody.keys()).signer];
  const result = await verifyPack(made.bytes, { trusted });
  expect(result).toMatchObject({ verdict: 'intact', findings: [] });
  expect(result.notes.join()).toMatch(/2 of \d+ entries are signed by the people who made them: Ada/);

  const text = Buffer.from(readZip(made.bytes).get(PEOPLE_FILE)!).toString('utf8');
  const seqs = [...text.matchAll(/"seq":(\d+)/g)].map(([, seq]) => Number(seq));
  const entries = [...wholeEntries(catalog.store.reader, seqs)];
  expect(checkPeopleFile(text, entries).findings).toEqual([]);
  expect(checkPeopleFile(text.replaceAll('"name":"Ada"', '"name":"Eve"'), entries).findings.join()).toContain(
    'is of Eve, but the entry names Ada',
  );
  expect(checkPeopleFile(text, entries.slice(1)).findings.join()).toContain('an entry that is not there');
  expect(checkPeopleFile('{}', entries).findings).toEqual(['it cannot be read']);
  await catalog.close();
});
