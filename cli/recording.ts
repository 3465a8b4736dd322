/** The `activity`, `ropa` and `dpia` commands. */
import { Option, type Command } from 'commander';
import {
  activityExport,
  activityImport,
  activityList,
  activityRemove,
  activityShow,
  dpiaCommand,
  ropaCommand,
} from './commands/processing.ts';
import type { ExitCode } from './face.ts';

/** What the command line as a whole brings along. */
interface Root {
  readonly root: Command;
  /** Adds the options that every command takes. */
  readonly shared: (command: Command) => Command;
  /** Reads a whole number. */
  readonly count: (text: string) => number;
  readonly finish: (code: ExitCode) => void;
}

const ASSESSMENTS = ['--assessments', 'impact assessments instead of activities'] as const;
const REASON = ['--reason <text>', 'why, for the ledger'] as const;

export function recording({ root, shared, count, finish }: Root): void {
  const activity = root
    .command('activity')
    .description('Processing activities: the register of Art. 30 GDPR');
  const of = (usage: string, description: string): Command =>
    shared(activity.command(usage).description(description));
  of('list', 'Activities with what is missing or differs; exit code 1 where anything is').action(
    async (options) => finish(await activityList(options)),
  );
  of('show <key>', 'One activity: stated, datasets and why, findings')
    .option('--limit <n>', 'datasets to show', count, 50)
    .action(async (key, options) => finish(await activityShow(key, options)));
  of(
    'import-csv <file>',
    'Add and change activities from CSV or XLSX; exit code 1 where lines cannot be used',
  )
    .option(...ASSESSMENTS)
    .option('--dry-run', 'show what would change and write nothing')
    .option(...REASON)
    .action(async (file, options) => finish(await activityImport(file, options)));
  for (const format of ['csv', 'xlsx'] as const)
    of(`export-${format}`, `The register as ${format.toUpperCase()}`)
      .option(...ASSESSMENTS)
      .option('--out <file>', 'file to write; standard output otherwise')
      .action(async (options) => finish(await activityExport(format, options)));
  of('remove <key...>', 'Remove activities')
    .option(...ASSESSMENTS)
    .option(...REASON)
    .action(async (keys, options) => finish(await activityRemove(keys, options)));
  shared(root.command('ropa'))
    .description('Record of processing by an authority’s template; without --out how much of it is answered')
    .addOption(new Option('--template <template>', 'whose').choices(['ico', 'dpc', 'cnil']).default('ico'))
    .addOption(
      new Option('--role <role>', 'Art. 30(1) or (2)')
        .choices(['controller', 'processor'])
        .default('controller'),
    )
    .option('--activity <key...>', 'these activities instead of all')
    .option('--out <folder>', 'folder for PDF, HTML, JSON, CSV and XLSX')
    .action(async (options) => finish(await ropaCommand(options)));
  shared(root.command('dpia'))
    .description('Impact assessment of an activity; without --out the screening')
    .requiredOption('--activity <key>', 'key of the activity')
    .option('--out <folder>', 'folder for PDF, HTML and JSON')
    .action(async (options) => finish(await dpiaCommand(options)));
}
