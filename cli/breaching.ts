/** The `breach`, `ai-act`, `model-card` and `datasheet` commands. */
import type { Command } from 'commander';
import {
  breachAffected,
  breachList,
  breachMove,
  breachNew,
  breachNotify,
  breachReport,
  breachSet,
  breachShow,
} from './commands/breach.ts';
import { answerCommand, documentCommand } from './commands/documents.ts';
import type { ExitCode } from './face.ts';

/** What the command line as a whole brings along. */
interface Root {
  readonly root: Command;
  /** Adds the options that every command takes. */
  readonly shared: (command: Command) => Command;
  readonly count: (text: string) => number;
  readonly finish: (code: ExitCode) => void;
}

export function breachCommands(host: Root): void {
  breaches(host);
  documents(host);
}

function breaches({ root, shared, count, finish }: Root): void {
  const breach = root.command('breach').description('Personal data breaches: clock, blast radius, report');
  const of = (usage: string, description: string): Command =>
    shared(breach.command(usage).description(description));
  of('new', 'Open a breach')
    .requiredOption('--aware <instant>', 'when it became known, with offset: 2026-03-05T17:30:00+01:00')
    .requiredOption('--zone <zone>', 'time zone to count in, e.g. Europe/Dublin')
    .requiredOption('--jurisdiction <key>', 'gdpr, uk-gdpr or another law')
    .requiredOption('--place <code>', 'place of the authority, e.g. IE')
    .option('--kind <kind...>', 'confidentiality, integrity, availability', ['confidentiality'])
    .option('--namespace <namespace...>', 'compromised systems, by their namespaces')
    .option('--prefix <text>', 'of these namespaces only names that begin so')
    .option('--dataset <name...>', 'compromised datasets')
    .option('--job <id...>', 'compromised jobs: what they read and write')
    .option('--run <id...>', 'compromised runs: what they read and wrote')
    .option('--credential <name>', 'the datasets are what this credential reaches')
    .option('--reference <text>', 'without personal data; the next number of the year otherwise')
    .option('--title <text>', 'a short title')
    .option('--exposed-from <instant>', 'beginning of the exposure')
    .option('--exposed-until <instant>', 'end of the exposure: lineage is shown as of it')
    .option('--latest', 'lineage as it is, not as of the breach')
    .option('--processor', 'we are the processor: the controller is notified, Art. 33(2)')
    .action(async (options) => finish(await breachNew(options)));
  of('list', 'Breaches, the newest awareness first; exit code 1 when a notification is overdue')
    .option('--limit <n>', 'rows to show', count, 50)
    .action(async (options) => finish(await breachList(options)));
  of('show <reference>', 'One breach: clock, radius, what is answered and what is missing').action(
    async (reference, options) => finish(await breachShow(reference, options)),
  );
  of('affected <reference>', 'Datasets of the blast radius')
    .option('--arrival <how>', 'held, raw, derived, influence, unknown or not-carried')
    .option('--limit <n>', 'rows to show', count, 100)
    .action(async (reference, options) => finish(await breachAffected(reference, options)));
  of('set <reference> <field=value...>', 'Fill in fields, e.g. risk=high; an empty value clears one')
    .option('--reason <text>', 'why, for the ledger')
    .action(async (reference, fields, options) => finish(await breachSet(reference, fields, options)));
  of('move <reference> <state>', 'Move it on: assessed, notified, not-notified, closed').action(
    async (reference, state, options) => finish(await breachMove(reference, state, options)),
  );
  of('notify <reference>', 'Note a notification that was made')
    .requiredOption('--to <whom>', 'authority, subjects or controller')
    .requiredOption('--at <instant>', 'when, with offset')
    .option('--phase <phase>', 'initial, further or complete', 'initial')
    .option('--text <text>', 'what it said or how it was made')
    .option('--their-reference <text>', 'their own reference')
    .action(async (reference, options) => finish(await breachNotify(reference, options)));
  of('report <reference>', 'Internal report, drafts to the authority and to people, list of what is affected')
    .requiredOption('--out <folder>', 'folder for the files')
    .action(async (reference, options) => finish(await breachReport(reference, options)));
}

function documents({ root, shared, finish }: Root): void {
  for (const [form, description] of [
    ['ai-act', 'Data governance record of a model: EU AI Act Art. 10 and Annex IV 2(d)'],
    ['model-card', 'Model card'],
    ['datasheet', 'Datasheet for a dataset'],
  ] as const) {
    shared(
      root.command(`${form} <dataset>`).description(`${description}; exit code 1 while questions are open`),
    )
      .option('--out <folder>', 'write PDF, HTML and JSON')
      .option('--open', 'list open questions only')
      .action(async (name, options) => finish(await documentCommand(form, name, options)));
  }
  shared(root.command('document-answer <dataset> <question> [text]'))
    .description('Answer a question of the documentation; split:<input> says the part of an input')
    .option('--not-applicable', 'it does not apply')
    .option('--remove', 'take the answer back')
    .option('--reason <text>', 'why, for the ledger')
    .action(async (name, question, text, options) =>
      finish(await answerCommand(name, question, text, options)),
    );
}
