/**
 * The main job from import to verification, as commands and through the local server:
 * `node main-job.ts <folder>`. Prints `done` at its end.
 */
import { get } from 'node:http';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '../../contract/index.ts';
import { openCatalog } from '../../server/open-catalog.ts';
import { startLoopbackHost } from '../../server/loopback/host.ts';
import { rendererDir, resourcesDir, version } from '../../server/product.ts';
import { program } from '../program.ts';

const [, , folder = ''] = process.argv;
const catalog = join(folder, 'catalog.headwater');

async function run(...args: string[]): Promise<void> {
  let code = -1;
  const write = process.stdout.write.bind(process.stdout);
  // What commands print is not what this one says.
  process.stdout.write = () => true;
  try {
    await program((result) => (code = result)).parseAsync([
      'node',
      'headwater',
      '--catalog',
      catalog,
      ...args,
    ]);
  } finally {
    process.stdout.write = write;
  }
  if (code > 1) throw new Error(`${args.join(' ')} ended with ${code}`);
}

async function cookieFrom(link: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(link, (response) => {
      response.resume();
      resolve((response.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '');
    }).on('error', reject);
  });
}

/** A person's page, without the page. */
async function throughTheServer(): Promise<void> {
  const opened = await openCatalog(catalog, false);
  const host = await startLoopbackHost({ catalog: opened, rendererDir, version });
  const origin = `http://127.0.0.1:${host.port}`;
  const cookie = await cookieFrom(host.link);
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: { cookie, origin } });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const websocket = socket as unknown as globalThis.WebSocket;
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket }));
  const { counts } = await client.system.home();
  if (counts.datasets === 0) throw new Error('Nothing was imported');
  await client.system.next();
  await client.desk.due();
  for await (const event of await client.ledger.verify()) void event;
  socket.terminate();
  await host.close();
  await opened.close();
}

await run('import', join(resourcesDir, 'sample-workspace'));
await run('lineage', 'shop.public.customers', '--column', 'email', '--direction', 'down');
await run('lineage', 'analytics.customers', '--format', 'svg', '--output', join(folder, 'lineage.svg'));
await run('search', 'email', '--columns');
await run('classify');
await run('tag', 'analytics.customers', '--sensitivity', 'restricted', '--reason', 'for the test');
await run('report', 'audit', '--out', join(folder, 'reports'));
await run(
  ...['report', 'dsar', '--out', join(folder, 'reports'), '--reference', 'DSR-1', '--received', '2026-10-05'],
  ...['--jurisdiction', 'eu-gdpr', '--place', 'DE-BE', '--subject', 'customer'],
);
await run('pack', '--out', join(folder, 'pack.zip'));
await run('verify');
await run('export', '--out', join(folder, 'catalog.ndjson'));
await throughTheServer();
process.stdout.write('done\n');
