import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Collecting } from '../../server/collect/collecting.ts';
import { openCatalog } from '../../server/open-catalog.ts';
import { startLoopbackHost } from '../../server/loopback/host.ts';
import { ListeningError, isLoopback, listeningOf, type Asked } from '../../server/loopback/listening.ts';
import { defaultCatalogPath, rendererDir, version } from '../../server/product.ts';
import { keepSafeCopies } from '../../server/safe-copies.ts';
import { UsageError, type ExitCode, type GlobalOptions } from '../face.ts';
import { print, printJson } from '../print.ts';

/** Runs until it is interrupted. */
export async function serveCommand(
  options: GlobalOptions & Asked & { readonly port: number },
  onReady: (link: string) => void = () => {},
): Promise<ExitCode> {
  const listening = asked(options);
  if (!existsSync(join(rendererDir, 'index.html'))) {
    throw new UsageError('The app has not been built yet. Run: npm run build');
  }
  const catalog = await openCatalog(options.catalog ?? defaultCatalogPath(), true);
  const collecting = await Collecting.start({ catalog, version });
  const host = await startLoopbackHost({
    catalog,
    rendererDir,
    version,
    port: options.port,
    listening,
    collecting,
  }).catch(async (error: unknown) => {
    await collecting.close();
    throw error;
  });
  const endCopies = keepSafeCopies(catalog, (words) =>
    process.stderr.write(`No safe copy was made: ${words}.\n`),
  );
  const { receiver } = collecting.status();
  if (options.json)
    printJson({
      link: host.link,
      port: host.port,
      catalog: catalog.info().path,
      receiver: receiver.address,
    });
  else
    print(
      `Headwater ${version} serves ${catalog.info().path}`,
      `Open ${host.link}`,
      'The link works once. Press Ctrl+C to stop.',
      ...(isLoopback(listening.address) ? [] : ['It can be opened from other machines, with TLS.']),
      ...(receiver.address ? [`OpenLineage events are received at ${receiver.address}`] : []),
      ...(receiver.problem ? [`OpenLineage events are not received: ${receiver.problem}`] : []),
    );
  onReady(host.link);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await host.close();
  await endCopies();
  await collecting.close();
  await catalog.close();
  return 0;
}

function asked(options: Asked) {
  try {
    return listeningOf(options);
  } catch (error) {
    throw error instanceof ListeningError ? new UsageError(error.message, { cause: error }) : error;
  }
}
