import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Collecting } from '../../server/collect/collecting.ts';
import { Holder } from '../../server/holding/holder.ts';
import { tend } from '../../server/holding/tend.ts';
import { openCatalog, userVault } from '../../server/open-catalog.ts';
import { startLoopbackHost } from '../../server/loopback/host.ts';
import { ListeningError, isLoopback, listeningOf, type Asked } from '../../server/loopback/listening.ts';
import { defaultCatalogPath, rendererDir, version } from '../../server/product.ts';
import { explained, sayDrive, UsageError, type ExitCode, type GlobalOptions } from '../face.ts';
import { givenPassphrase } from '../passphrase.ts';
import { print, printJson, remark } from '../print.ts';

/** Runs until it is interrupted. */
export async function serveCommand(
  options: GlobalOptions & Asked & { readonly port: number },
  onReady: (link: string) => void = () => {},
): Promise<ExitCode> {
  const listening = asked(options);
  if (!existsSync(join(rendererDir, 'index.html'))) {
    throw new UsageError('The app has not been built yet. Run: npm run build');
  }
  const holder = await held(options);
  const host = await startLoopbackHost({
    catalog: holder,
    rendererDir,
    version,
    port: options.port,
    listening,
  }).catch(async (error: unknown) => {
    await holder.close();
    throw error;
  });
  const receiver = holder.collecting?.status().receiver ?? { address: null, problem: null };
  const { path } = holder;
  if (options.json)
    printJson({
      link: host.link,
      port: host.port,
      catalog: path,
      receiver: receiver.address,
    });
  else
    print(
      `Headwater ${version} serves ${path}`,
      `Open ${host.link}`,
      'The link works once. Press Ctrl+C to stop.',
      ...(isLoopback(listening.address) ? [] : ['It can be opened from other machines, with TLS.']),
      ...(holder.isOpen ? [] : ['The catalog is locked: the page asks for its passphrase.']),
      ...(receiver.address ? [`OpenLineage events are received at ${receiver.address}`] : []),
      ...(receiver.problem ? [`OpenLineage events are not received: ${receiver.problem}`] : []),
    );
  onReady(host.link);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await host.close();
  await holder.close();
  return 0;
}

/** The file, unlocked where its passphrase is given to this process; otherwise the page asks for it. */
async function held(options: GlobalOptions): Promise<Holder> {
  const path = options.catalog ?? defaultCatalogPath();
  const vault = userVault();
  const holder = await Holder.start({
    path,
    create: true,
    vault,
    open: async (file, create, key) => {
      const catalog = await openCatalog(file, create, vault, key);
      sayDrive(catalog);
      return catalog;
    },
    collect: (catalog) => Collecting.start({ catalog, version }),
    whileOpen: (catalog) => tend(catalog, (words) => remark(`No safe copy was made: ${words}.`)),
  }).catch((error: unknown) => {
    throw explained(path, error);
  });
  const passphrase = givenPassphrase(options);
  if (passphrase !== null && !holder.isOpen) {
    await holder.unlock(passphrase, false).catch((error: unknown) => {
      throw explained(path, error);
    });
  }
  return holder;
}

function asked(options: Asked) {
  try {
    return listeningOf(options);
  } catch (error) {
    throw error instanceof ListeningError ? new UsageError(error.message, { cause: error }) : error;
  }
}
