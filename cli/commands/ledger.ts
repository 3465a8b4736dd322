/** proof, checkpoint, key, erase, restored. */
import { proofText } from '../../catalog/ledger/prove.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { pages } from '../pages.ts';
import { dataOut, print, printJson, printTable, shownOf } from '../print.ts';
import { wholeFile } from '../whole-file.ts';

interface Out extends GlobalOptions {
  readonly out?: string;
}

export async function proofCommand(seq: number, options: Out): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const proof = await client.ledger.proof({ seq });
    const text = proofText(proof);
    if (options.out === undefined) dataOut().write(text);
    else {
      await wholeFile(options.out, async (file) => void file.write(text));
      if (json) printJson(proof);
      else
        print(
          `${options.out}: entry ${seq} is leaf ${proof.index} of ${proof.size}, ${proof.path.length} hashes to the root ${proof.root}`,
        );
    }
    return 0;
  });
}

export async function checkpointCommand(
  options: GlobalOptions & { readonly list?: boolean; readonly limit: number },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    if (options.list) {
      const { total, items } = await pages(options.limit, (page) => client.ledger.checkpoints(page));
      if (json) printJson({ total, items });
      else {
        printTable(
          ['entries', 'signed', 'why', 'root', 'key'],
          items.map(({ size, at, reason, root, keyId }) => [
            String(size),
            at,
            reason,
            root,
            keyId.slice(0, 16),
          ]),
        );
        print('', shownOf(items.length, total, 'checkpoint'));
      }
      return 0;
    }
    const made = await client.ledger.checkpoint();
    if (!made) throw new UsageError('The ledger is empty: there is nothing to sign.');
    if (json) printJson(made);
    else dataOut().write(made.text);
    return 0;
  });
}

export async function keyCommand(
  options: Out & { readonly rotate?: boolean; readonly vouch?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    if (options.vouch !== undefined) {
      const made = await client.ledger.vouch({ keyId: options.vouch });
      if (json) printJson(made);
      else print(`The key of this machine vouches for ${options.vouch}: ledger entry ${made.seq}`);
      return 0;
    }
    const rotated = options.rotate ? await client.ledger.rotateKey() : null;
    await catalog.custody.keys();
    const keys = await client.ledger.keys();
    const { current, protection } = keys;
    if (!current) throw new UsageError(keys.problem ?? 'There is no key.');
    if (options.out !== undefined) await wholeFile(options.out, async (file) => void file.write(current.pem));
    if (json) printJson({ ...keys, rotated });
    else {
      if (rotated) print(`A new key took over: ledger entry ${rotated.seq}`);
      print(`fingerprint ${current.keyId}`, `since ${current.since}, kept by ${protection ?? 'nothing'}`);
      if (protection === 'file rights')
        print('Whoever can read your files can read this key. HEADWATER_PASSPHRASE seals it.');
      if (options.out === undefined) dataOut().write(current.pem);
    }
    return 0;
  });
}

export async function eraseCommand(
  seq: number,
  options: GlobalOptions & { readonly reason: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const made = await client.ledger.erase({ seq, reason: options.reason });
    if (json) printJson(made);
    else print(`What entry ${seq} said is erased; ledger entry ${made.seq} records it.`);
    return 0;
  });
}

export async function restoredCommand(
  options: GlobalOptions & { readonly reason: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const made = await client.ledger.acceptRestored({ reason: options.reason });
    if (json) printJson(made);
    else print(`The file counts from now on: ledger entry ${made.seq}.`);
    return 0;
  });
}
