/** Commands of audits: preview, comparison, recorded reports, control mappings. */
import type { Command } from 'commander';
import {
  auditCompare,
  auditList,
  auditPreview,
  controlsList,
  controlsSet,
  controlsShow,
} from './commands/audit.ts';
import type { ExitCode } from './face.ts';

interface Root {
  readonly root: Command;
  /** Adds the options that every command takes. */
  readonly shared: (command: Command) => Command;
  readonly count: (text: string) => number;
  readonly finish: (code: ExitCode) => void;
}

export function auditing({ root, shared, count, finish }: Root): void {
  const audit = root
    .command('audit')
    .description('Audits of the catalog: preview, compare, control mappings');
  const command = (usage: string, description: string): Command =>
    shared(audit.command(usage).description(description));
  command('preview', 'What the audit report of a period would say; nothing is recorded')
    .option('--from <date>', 'first day of the period, YYYY-MM-DD')
    .option('--to <date>', 'last day of the period, YYYY-MM-DD')
    .option('--framework <key...>', 'control mappings: soc2,iso27001,hipaa,pci')
    .action(async (options) => finish(await auditPreview(options)));
  command('compare <earlier> <later>', 'Two moments: YYYY-MM-DD, now, or report:<number> of a recorded audit')
    .option('--framework <key...>', 'control mappings; those of the compared reports otherwise')
    .option('--title <text>', 'with --out: title of the report')
    .option('--out <folder>', 'record it as a report and write its files here')
    .action(async (earlier, later, options) => finish(await auditCompare(earlier, later, options)));
  command('list', 'Recorded audit reports and comparisons, newest first')
    .option('--limit <n>', 'rows to show', count, 50)
    .action(async (options) => finish(await auditList(options)));
  const controls = audit
    .command('controls')
    .description('Which control which part of a report is evidence for');
  shared(controls.command('list').description('Mappings in force')).action(async (options) =>
    finish(await controlsList(options)),
  );
  shared(controls.command('show <key>').description('One mapping, as JSON to edit')).action(
    async (key, options) => finish(await controlsShow(key, options)),
  );
  shared(controls.command('set <key> <file>').description('Put your own mapping in place'))
    .option('--reason <text>', 'why, for the ledger')
    .action(async (key, file, options) => finish(await controlsSet(key, file, options)));
  shared(controls.command('reset <key>').description('Back to the bundled mapping'))
    .option('--reason <text>', 'why, for the ledger')
    .action(async (key, options) => finish(await controlsSet(key, null, options)));
}
