/** Commands of the ledger: verify, proofs, checkpoints, keys, erasure, evidence packs. */
import type { Command } from 'commander';
import {
  checkpointCommand,
  eraseCommand,
  keyCommand,
  proofCommand,
  restoredCommand,
} from './commands/ledger.ts';
import { packCommand, stampCommand } from './commands/pack.ts';
import { verifyCommand } from './commands/verify.ts';
import type { ExitCode } from './face.ts';

interface Root {
  readonly root: Command;
  /** Adds the options that every command takes. */
  readonly shared: (command: Command) => Command;
  readonly count: (text: string) => number;
  readonly finish: (code: ExitCode) => void;
}

export function proving({ root, shared, count, finish }: Root): void {
  const command = (usage: string, description: string): Command =>
    shared(root.command(usage).description(description));
  command('verify [file]', 'Check a catalog file, an evidence pack or a proof; ends with 0, 1, 2 or 3')
    .option('--key <key...>', 'trust this key: fingerprint, or a file with the public key (PEM)')
    .option('--with <file...>', 'compare a catalog with an earlier checkpoint, proof or pack')
    .option('--alone', 'use nothing that this machine keeps or that lies beside the file')
    .option('--authorities <file>', 'certificates (PEM) of time stamp authorities, for packs')
    .option('--identity <file>', 'open an encrypted pack with this age identity')
    .option('--passphrase-file <file>', 'open an encrypted pack with the passphrase in this file')
    .action(async (file, options) => finish(await verifyCommand(file, options)));
  command('proof <entry>', 'Show that an entry is in the ledger: a proof to be checked without the catalog')
    .option('--out <file>', 'file to write; standard output otherwise')
    .action(async (entry, options) => finish(await proofCommand(count(entry), options)));
  command('checkpoint', 'Sign the ledger as it is, and print the signed note')
    .option('--list', 'list the checkpoints in the catalog instead')
    .option('--limit <n>', 'with --list: rows to show', count, 50)
    .action(async (options) => finish(await checkpointCommand(options)));
  command('key', 'The key that signs: fingerprint and public key')
    .option('--out <file>', 'write the public key (PEM) to a file')
    .option('--rotate', 'let a new key take over; the ledger records it, signed by the old one')
    .option(
      '--vouch <fingerprint>',
      'vouch for another key that signed this ledger, as that of the desktop app',
    )
    .action(async (options) => finish(await keyCommand(options)));
  command('erase <entry>', 'Erase what an entry of the ledger says, for good; the entry stays')
    .requiredOption('--reason <text>', 'why, for the ledger')
    .action(async (entry, options) => finish(await eraseCommand(count(entry), options)));
  command('restored', 'Take an older copy of the catalog, put back on purpose, as the present one')
    .requiredOption('--reason <text>', 'why, for the ledger')
    .action(async (options) => finish(await restoredCommand(options)));
  command(
    'pack',
    'Write an evidence pack: a report, a case, or entries of the ledger, with proofs and signatures',
  )
    .requiredOption('--out <file>', 'file to write')
    .option('--report <id>', 'this report with its files; an audit with the entries of its period', count)
    .option('--case <reference>', 'this case: its entries, reports and digests of its letters')
    .option('--action <action>', 'entries with this action')
    .option('--actor <name>', 'entries by this person')
    .option('--object <type>', 'entries about this kind of thing')
    .option('--from <date>', 'entries from this day on, YYYY-MM-DD')
    .option('--to <date>', 'entries until this day, with it')
    .option('--text <words>', 'entries with these words')
    .option('--no-payloads', 'show that entries are there, not what they say')
    .option('--recipient <key...>', 'encrypt to these age recipients (age1…)')
    .option('--passphrase-file <file>', 'encrypt with the passphrase in this file')
    .action(async (options) => finish(await packCommand(options)));
  command('stamp <pack>', 'Time stamp of a pack, carried by hand: writes the query, takes the reply')
    .option('--query <file>', 'write the query (.tsq) for an authority')
    .option('--reply <file>', "check the authority's reply (.tsr) and put it into the pack")
    .option('--authorities <file>', 'certificates (PEM) of authorities to check it with')
    .action(async (pack, options) => finish(await stampCommand(pack, options)));
}
