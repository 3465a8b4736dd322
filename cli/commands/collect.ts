import { resolve } from 'node:path';
import {
  keyDigest,
  newKey,
  readCollectSettings,
  writeCollectSettings,
  type CollectSettings,
} from '../../catalog/collect/settings.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { CollectError, Collecting, mustBeFolder } from '../../server/collect/collecting.ts';
import { version } from '../../server/product.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { print, printJson } from '../print.ts';

export interface CollectOptions extends GlobalOptions {
  readonly port?: number;
  readonly watch?: string;
  /** False for `--no-key`. */
  readonly key?: boolean;
  readonly newKey?: boolean;
}

interface Plan {
  readonly settings: CollectSettings;
  /** A key that was made for this run, to be shown. */
  readonly key: string | null;
}

/** Runs until it is interrupted. */
export async function collectCommand(
  options: CollectOptions,
  onReady: () => void = () => {},
): Promise<ExitCode> {
  return withCatalog(options, true, async ({ catalog, json }) => {
    const { settings, key } = await planOf(catalog, options);
    const collecting = await Collecting.start({ catalog, version, settings });
    try {
      const problem = problemOf(collecting);
      if (problem !== null) throw new UsageError(problem);
      announce(collecting, catalog.store.path, key, json);
      onReady();
      await new Promise<void>((done) => {
        process.once('SIGINT', done);
        process.once('SIGTERM', done);
      });
    } finally {
      await collecting.close();
    }
    return 0;
  });
}

/** What this run collects: what the options name, otherwise what Settings turned on. */
async function planOf(catalog: Catalog, options: CollectOptions): Promise<Plan> {
  const stored = await readCollectSettings(catalog);
  const named = options.port !== undefined || options.watch !== undefined;
  if (!named && !stored.receiver.enabled && !stored.watch.enabled) {
    throw new UsageError('There is nothing to collect: name --port or --watch, or both.');
  }
  const receiver = { ...stored.receiver };
  const watch = { ...stored.watch };
  if (named) {
    receiver.enabled = options.port !== undefined;
    receiver.port = options.port ?? receiver.port;
    watch.enabled = options.watch !== undefined;
    watch.folder = options.watch === undefined ? watch.folder : await folderAt(options.watch);
  }
  if (options.key === false) receiver.requireKey = false;
  const given = process.env['HEADWATER_COLLECT_KEY'];
  if (given && options.newKey)
    throw new UsageError(
      'HEADWATER_COLLECT_KEY is the key of this run; without it, --new-key makes one for the catalog.',
    );
  if (given)
    return { settings: { receiver: { ...receiver, keySha256: keyDigest(given) }, watch }, key: null };
  const lacking = receiver.enabled && receiver.requireKey && receiver.keySha256 === null;
  if (!lacking && options.newKey !== true) return { settings: { receiver, watch }, key: null };
  const { key, keySha256 } = newKey();
  await writeCollectSettings(catalog, { ...stored, receiver: { ...stored.receiver, keySha256 } });
  return { settings: { receiver: { ...receiver, keySha256 }, watch }, key };
}

async function folderAt(path: string): Promise<string> {
  const folder = resolve(path);
  try {
    await mustBeFolder(folder);
  } catch (error) {
    if (error instanceof CollectError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
  return folder;
}

function problemOf(collecting: Collecting): string | null {
  const { receiver, inbox } = collecting.status();
  return inbox.problem ?? receiver.problem;
}

function announce(collecting: Collecting, catalog: string, key: string | null, json: boolean): void {
  const { receiver, watch } = collecting.status();
  const folder = watch.enabled ? watch.folder : null;
  if (json) {
    printJson({ catalog, receiver: receiver.address, key, watch: folder });
    return;
  }
  print(`Headwater ${version} collects into ${catalog}`);
  if (receiver.address) {
    print(`OPENLINEAGE_URL=${receiver.address}`);
    if (key !== null) print(`OPENLINEAGE_API_KEY=${key}`, 'The key is shown this once.');
    else if (process.env['HEADWATER_COLLECT_KEY'] && receiver.requireKey)
      print('Clients need the key in HEADWATER_COLLECT_KEY.');
    else if (receiver.requireKey)
      print('Clients need the key that was made before; --new-key makes another.');
    else print('No key is needed.');
  }
  if (folder !== null) print(`Watching ${folder}`);
  print('Press Ctrl+C to stop.');
}
