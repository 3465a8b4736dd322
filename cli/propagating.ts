/** The `propagate` commands. */
import type { Command } from 'commander';
import {
  propagateBlock,
  propagateCarry,
  propagateCommand,
  propagateDecide,
  propagateExplain,
  propagatePolicy,
  propagateUnblock,
} from './commands/propagate.ts';
import type { ExitCode } from './face.ts';
import { AS_OF } from './moments.ts';

/** What the command line as a whole brings along. */
interface Root {
  readonly root: Command;
  /** Adds the options that every command takes. */
  readonly shared: (command: Command) => Command;
  /** Reads a whole number. */
  readonly count: (text: string) => number;
  readonly finish: (code: ExitCode) => void;
}

export function propagating({ root, shared, count, finish }: Root): void {
  const propagate = root
    .command('propagate')
    .description('Tags along column lineage: preview, apply, explain (options: propagate run --help)');
  const of = (usage: string, description: string): Command =>
    shared(propagate.command(usage).description(description));
  shared(
    propagate
      .command('run', { isDefault: true })
      .description('What would be carried on, taken back and reviewed; with --apply, store it'),
  )
    .option('--apply', 'store what is carried on and take back what has no cause any more')
    .option('--only <tag...>', 'with --apply: these tags, e.g. user.contact, restricted, labels, pii=')
    .option('--what-if', 'show what would be different, and write nothing; with the options that follow')
    .option('--add <place=tag...>', 'if this had a tag: orders:email=user.contact.email')
    .option('--remove <place=tag...>', 'if a person took a tag away')
    .option('--block <from to...>', 'if tags did not pass from one to the other; - stands for everything')
    .option('--unblock <id...>', 'if a block were lifted')
    .option('--carry <tag...>', 'if lineage carried these tags')
    .option('--dont-carry <tag...>', 'if lineage did not carry these tags')
    .option('--as-of <moment>', AS_OF)
    .option('--limit <n>', 'rows of each list to show', count, 50)
    .option('--reason <text>', 'with --apply: why, for the ledger')
    .action(async ({ unblock, ...options }) =>
      finish(await propagateCommand({ ...options, unblock: unblock?.map(count) })),
    );
  of('explain <place>', 'Why tags come to a column or dataset: the shortest way of each')
    .option('--tag <tag>', 'this tag only')
    .option('--as-of <moment>', AS_OF)
    .action(async (place, options) => finish(await propagateExplain(place, options)));
  for (const decision of ['accept', 'refuse'] as const)
    of(
      `${decision} <place=tag...>`,
      decision === 'accept' ? 'Take tags from lineage as your own' : 'Refuse tags from lineage, for good',
    )
      .option('--reason <text>', 'why, for the ledger')
      .action(async (items, options) => finish(await propagateDecide(items, decision, options)));
  of('block <from> <to>', 'Let tags not pass from one dataset or column to another; - stands for everything')
    .option('--tag <tag>', 'only these tags, e.g. user.contact')
    .option('--reason <text>', 'why, for the ledger')
    .action(async (from, to, options) => finish(await propagateBlock(from, to, options)));
  of('unblock <id...>', 'Lift blocks')
    .option('--reason <text>', 'why, for the ledger')
    .action(async (ids: string[], options) => finish(await propagateUnblock(ids.map(count), options)));
  for (const [verb, carries, says] of [
    ['carry', true, 'Let lineage carry tags: restricted, user.contact, categories, labels, pii='],
    ['dont-carry', false, 'Let lineage not carry tags'],
    ['as-shipped', null, 'Take back what was said of carrying tags'],
  ] as const)
    of(`${verb} <tag...>`, says)
      .option('--reason <text>', 'why, for the ledger')
      .action(async (tags, options) => finish(await propagateCarry(tags, carries, options)));
  of('policy', 'Which tags are carried, and where they are held up').action(async (options) =>
    finish(await propagatePolicy(options)),
  );
}
