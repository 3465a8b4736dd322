/**
 * The engine process: opens one catalog and serves the contract on the ports that the main process
 * hands over. It never sees a window, so a long import never blocks one.
 */
import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain } from 'electron';
import { keepWarm } from '../catalog/explore/warm.ts';
import type { Catalog } from '../catalog/open.ts';
import type { Keychain } from '../catalog/privacy/vault/providers.ts';
import { Collecting } from '../server/collect/collecting.ts';
import { keepHeapSmall } from '../server/heap.ts';
import { openCatalog, userVault } from '../server/open-catalog.ts';
import { router, type FaceContext } from '../server/procedures/index.ts';
import { version } from '../server/product.ts';
import { KeychainVault } from './keychain-vault.ts';
import type { FromEngine, ToEngine } from './messages.ts';

keepHeapSmall();

const main = process.parentPort;
const handler = new RPCHandler<FaceContext>(router);
/** Pages that connected before the catalog was open. */
const waiting: MessagePortMain[] = [];
const asked = new Map<number, (paths: readonly string[] | null) => void>();
const protections = new Map<number, (bytes: Uint8Array | null) => void>();
let hasKeychain = false;
let catalog: Catalog | null = null;
let collecting: Collecting | null = null;

const tell = (message: FromEngine): void => main.postMessage(message);
const vault = new KeychainVault(tell);

function pathsOf(tokens: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const id = asked.size === 0 ? 1 : Math.max(...asked.keys()) + 1;
    asked.set(id, (paths) => {
      asked.delete(id);
      if (paths) resolve(paths);
      else reject(new Error('A chosen file is not known any more. Choose it again.'));
    });
    tell({ kind: 'tokens', id, tokens });
  });
}

function askKeychain(action: 'protect' | 'reveal', bytes: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const id = protections.size === 0 ? 1 : Math.max(...protections.keys()) + 1;
    protections.set(id, (answer) => {
      protections.delete(id);
      if (answer) resolve(answer);
      else reject(new Error('The keychain of the system did not answer.'));
    });
    tell({ kind: 'keychain', id, action, bytes });
  });
}

const wrapping: Keychain = {
  protect: (bytes) => askKeychain('protect', bytes),
  reveal: (bytes) => askKeychain('reveal', bytes),
};

function serve(port: MessagePortMain, opened: Catalog): void {
  const context: FaceContext = {
    catalog: opened,
    host: 'electron',
    version,
    pathsOf,
    ...(hasKeychain ? { keychain: wrapping } : {}),
    ...(collecting ? { collecting } : {}),
  };
  handler.upgrade(port, { context });
  port.start();
}

async function open(path: string, create: boolean): Promise<void> {
  try {
    const opened = await openCatalog(path, create, (await vault.usable()) ? vault : userVault());
    collecting = await Collecting.start({ catalog: opened, version });
    catalog = opened;
    keepWarm(opened);
  } catch (error) {
    tell({ kind: 'failed', cause: error instanceof Error ? error.message : String(error) });
    return;
  }
  tell({ kind: 'opened' });
  for (const port of waiting.splice(0)) serve(port, catalog);
}

async function close(): Promise<void> {
  await collecting?.close();
  await catalog?.close();
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
        if (catalog) serve(port, catalog);
        else waiting.push(port);
      }
      break;
    case 'paths':
      asked.get(message.id)?.(message.paths);
      break;
    case 'secret':
      vault.receive(message.id, message.answer);
      break;
    case 'keychain':
      protections.get(message.id)?.(message.bytes);
      break;
    case 'close':
      void close();
      break;
  }
});
