/**
 * Works on a catalog as people do, and says what is done: `at <newest entry>` for what was answered, `copied`, `encrypted`,
 * `decrypted`, `erased`. What it does to files is recorded (cli/power-cut.test.ts).
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { importInto } from '../../catalog/imports/import-into.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { deriveCheaply, fileKeyOf, newFileKey, type FileKey } from '../../catalog/store/cipher.ts';
import { rewriteCatalog } from '../../catalog/store/rewrite.ts';
import { dropSafeCopies } from '../../catalog/store/safe-copies.ts';
import { keepSafeCopy } from '../../catalog/store/safe-copy.ts';
import { openCatalog } from '../../server/open-catalog.ts';
import { router } from '../../server/procedures/index.ts';

deriveCheaply();
const [folder = '', passphrase = ''] = process.argv.slice(2);
const path = join(folder, 'catalog.headwater');
// At once, so that it stands in its place among the writes to files.
const say = (words: string): void => void writeSync(1, `${words}\n`);

const clientOf = (catalog: Catalog) =>
  createRouterClient(router, {
    context: { catalog, host: 'cli', version: 'test', pathsOf: async (tokens) => tokens },
  });

async function importing(catalog: Catalog, name: string): Promise<void> {
  const signal = new AbortController().signal;
  const paths = [join(folder, name)];
  await importInto(catalog, { paths, kind: 'auto', dryRun: false, actor: 'ann', signal });
  say(`at ${catalog.newestSeq()}`);
}

async function editing(catalog: Catalog, label: string): Promise<void> {
  const client = clientOf(catalog);
  for (const { id } of [...catalog.cards().all()].slice(0, 3)) {
    await client.stewardship.tag({
      targets: [{ on: 'dataset', id }],
      add: [{ kind: 'label', value: label }],
    });
    say(`at ${catalog.newestSeq()}`);
  }
}

async function workingOnCases(catalog: Catalog): Promise<void> {
  const client = clientOf(catalog);
  await client.desk.protect({ passphrase });
  say(`at ${catalog.newestSeq()}`);
  const { reference } = await client.desk.openCase({
    jurisdiction: 'gdpr',
    place: 'IE',
    receivedOn: '2026-01-05',
    rights: ['access'],
    subject: 'customer',
  });
  say(`at ${catalog.newestSeq()}`);
  await client.desk.move({ reference, to: 'triage', on: '2026-01-06' });
  say(`at ${catalog.newestSeq()}`);
}

async function written(from: FileKey | null, to: FileKey | null, words: string): Promise<void> {
  const deed = { actor: 'ann', action: `file.${words}`, objectType: 'catalog', objectId: '' };
  await rewriteCatalog(path, { from, to, deed: { ...deed, payload: { label: words } } });
  say(words);
}

async function copying(): Promise<void> {
  const { made } = await keepSafeCopy(catalog.store, { always: true });
  if (!made) throw new Error('No safe copy was made');
  say('copied');
}

let catalog = await openCatalog(path, true);
await importing(catalog, 'first.ndjson');
await editing(catalog, 'one');
await catalog.store.emptyLog();
await editing(catalog, 'two');
await workingOnCases(catalog);
await catalog.custody.checkpoint('asked');
await copying();
await importing(catalog, 'second.ndjson');
await copying();
await catalog.close();

await written(null, await newFileKey(passphrase), 'encrypted');
const key = await fileKeyOf(path, passphrase);
catalog = await openCatalog(path, false, undefined, key);
await editing(catalog, 'three');
await dropSafeCopies(path);
say('erased');
await catalog.close();

await written(key, null, 'decrypted');
catalog = await openCatalog(path, false);
await editing(catalog, 'four');
await catalog.close();
