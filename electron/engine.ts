/**
 * The engine process: opens one catalog and serves the contract on the ports that the main process
 * hands over. It never sees a window, so a long import never blocks one.
 */
import { RPCHandler } from '@orpc/server/message-port';
import { RequestHeadersPlugin } from '@orpc/server/plugins';
import type { MessagePortMain } from 'electron';
import type { Keychain } from '../catalog/privacy/vault/providers.ts';
import { CatalogFileError } from '../catalog/store/errors.ts';
import { Sessions } from '../server/access/sessions.ts';
import { Collecting } from '../server/collect/collecting.ts';
import { keepHeapSmall } from '../server/heap.ts';
import { Holder } from '../server/holding/holder.ts';
import { tend } from '../server/holding/tend.ts';
import { openCatalog, userVault } from '../server/open-catalog.ts';
import { heldContext } from '../server/procedures/face-context.ts';
import { router, type FaceContext } from '../server/procedures/index.ts';
import { version } from '../server/product.ts';
import { Asking } from './asking.ts';
import { KeychainVault } from './keychain-vault.ts';
import type { FromEngine, ToEngine } from './messages.ts';

keepHeapSmall();

const main = process.parentPort;
const handler = new RPCHandler<FaceContext>(router, { plugins: [new RequestHeadersPlugin()] });
/** Pages that connected before the catalog was open. */
const waiting: MessagePortMain[] = [];
const chosen = new Asking<readonly string[] | null>();
const protections = new Asking<Uint8Array | null>();
let hasKeychain = false;
const sessions = new Sessions();
let holder: Holder | null = null;

const tell = (message: FromEngine): void => main.postMessage(message);
const vault = new KeychainVault(tell);

async function pathsOf(tokens: readonly string[]): Promise<readonly string[]> {
  const paths = await chosen.ask((id) => tell({ kind: 'tokens', id, tokens }));
  if (paths) return paths;
  throw new Error('A chosen file is not known any more. Choose it again.');
}

async function askKeychain(action: 'protect' | 'reveal', bytes: Uint8Array): Promise<Uint8Array> {
  const answer = await protections.ask((id) => tell({ kind: 'keychain', id, action, bytes }));
  if (answer) return answer;
  throw new Error('The keychain of the system did not answer.');
}

const wrapping: Keychain = {
  protect: (bytes) => askKeychain('protect', bytes),
  reveal: (bytes) => askKeychain('reveal', bytes),
};

function serve(port: MessagePortMain, held: Holder): void {
  const context = heldContext(held, {
    host: 'electron',
    version,
    pathsOf,
    sessions,
    ...(hasKeychain ? { keychain: wrapping } : {}),
  });
  handler.upgrade(port, { context });
  port.start();
}

/** A locked catalog is served too: the page asks for its passphrase. */
async function open(path: string, create: boolean): Promise<void> {
  try {
    const keys = (await vault.usable()) ? vault : userVault();
    holder = await Holder.start({
      path,
      create,
      vault: keys,
      open: (file, make, key) => openCatalog(file, make, keys, key),
      collect: (catalog) => Collecting.start({ catalog, version }),
      whileOpen: (catalog) => tend(catalog, () => tell({ kind: 'no-copy' })),
    });
  } catch (error) {
    const problem = error instanceof CatalogFileError ? error.problem : null;
    tell({ kind: 'failed', cause: error instanceof Error ? error.message : String(error), problem });
    return;
  }
  tell({ kind: 'opened' });
  for (const port of waiting.splice(0)) serve(port, holder);
}

async function close(): Promise<void> {
  await holder?.close();
  process.exit(0);
}

main.on('message', ({ data, ports }) => {
  const message = data as ToEngine;
  switch (message.kind) {
    case 'open':
      hasKeychain = message.keychain;
      void open(message.path, message.create);
      break;
    case 'client':
      for (const port of ports) {
        if (holder) serve(port, holder);
        else waiting.push(port);
      }
      break;
    case 'paths':
      chosen.receive(message.id, message.paths);
      break;
    case 'secret':
      vault.receive(message.id, message.answer);
      break;
    case 'keychain':
      protections.receive(message.id, message.bytes);
      break;
    case 'close':
      void close();
      break;
  }
});
