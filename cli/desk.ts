/** The `case`, `deadline` and `law` commands. */
import type { Command } from 'commander';
import {
  caseApprove,
  caseAssign,
  caseDecide,
  caseExtend,
  caseFee,
  caseKey,
  caseList,
  caseMove,
  caseNew,
  caseShow,
  caseUndo,
} from './commands/case.ts';
import {
  caseAttach,
  caseDue,
  caseErase,
  caseLetter,
  caseNote,
  casePerson,
  caseRecords,
  caseRedact,
  caseRetention,
  caseTask,
} from './commands/case-work.ts';
import { deadlineCommand } from './commands/deadline.ts';
import { lawList, lawSet, lawShow } from './commands/law.ts';
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

const ON = ['--on <date>', 'day on which it happened, YYYY-MM-DD; today otherwise'] as const;

export function deskCommands(host: Root): void {
  deadline(host);
  laws(host);
  const cases = host.root.command('case').description('Requests of data subjects as cases');
  const of = (usage: string, description: string): Command =>
    host
      .shared(cases.command(usage).description(description))
      .option(
        '--passphrase-file <file>',
        'its first line opens the personal data; or HEADWATER_PASSPHRASE in the environment',
      );
  handling(host, of);
  acts(host, of);
  personal(host, of);
}

type Of = (usage: string, description: string) => Command;

function deadline({ root, shared, finish }: Root): void {
  shared(root.command('deadline'))
    .description('Work out a deadline, or check a file of deadline vectors')
    .option('--vectors <file>', 'JSON array of {law, region, input, expect}; exit code 1 when some differ')
    .option('--jurisdiction <key>', 'gdpr, uk-gdpr, ccpa, lgpd or one of your own')
    .option('--place <code>', 'place whose holidays count, e.g. IE')
    .option('--received <date>', 'day of receipt')
    .option('--identity <date>', 'day on which proof of identity arrived, or awaited')
    .option('--fee <date>', 'day on which the fee was paid, or awaited')
    .option('--pause <span...>', '2026-03-05..2026-03-10; identity:2026-03-05.. is open')
    .option('--extended', 'the period was extended')
    .option('--as-of <date>', 'count an open pause up to this day')
    .action(async (options) => finish(await deadlineCommand(options)));
}

function laws({ root, shared, finish }: Root): void {
  const law = root.command('law').description('Laws, calendars and letters: show, change, take back');
  shared(
    law.command('list', { isDefault: true }).description('Laws and letters, bundled or your own'),
  ).action(async (options) => finish(await lawList(options)));
  for (const [kind, prefix, key] of [
    ['law', '', 'law'],
    ['calendar', 'calendar-', 'place'],
    ['letter', 'letter-', 'letter'],
  ] as const) {
    shared(law.command(`${prefix}show <${key}>`).description(`Print a ${kind} in force`)).action(
      async (name, options) => finish(await lawShow(kind, name, options)),
    );
    shared(law.command(`${prefix}set <${key}> <file>`).description(`Put your own ${kind} in place`))
      .option('--reason <text>', 'why, for the ledger')
      .action(async (name, file, options) => finish(await lawSet(kind, name, file, options)));
    shared(law.command(`${prefix}reset <${key}>`).description(`Back to the bundled ${kind}`))
      .option('--reason <text>', 'why, for the ledger')
      .action(async (name, options) => finish(await lawSet(kind, name, null, options)));
  }
}

function handling({ count, finish }: Root, of: Of): void {
  of('new', 'Open a case')
    .requiredOption('--received <date>', 'day of receipt, YYYY-MM-DD')
    .requiredOption('--jurisdiction <key>', 'gdpr, uk-gdpr, ccpa or lgpd')
    .requiredOption('--place <code>', 'place whose holidays count, e.g. IE')
    .requiredOption('--subject <key>', 'data subject category, e.g. customer')
    .option('--right <right...>', 'rights asked for; know, delete and correct are understood', ['access'])
    .option('--reference <text>', 'without personal data; the next number of the year otherwise')
    .option('--also <law:place...>', 'further laws that hold; the earliest day counts')
    .option('--language <language>', 'of letters: en, de, fr, es', 'en')
    .option('--identifier-kind <kind...>', 'kinds of identifiers known, e.g. email')
    .option('--channel <channel>', 'letter, e-mail, web-form, phone, in-person, authority, other')
    .option('--person <file>', 'JSON {name, contact, identifiers:[{kind, value}], agent}; kept encrypted')
    .action(async (options) => finish(await caseNew(options)));
  of('list', 'Cases, newest first')
    .option('--limit <n>', 'rows to show', count, 50)
    .option('--assignee <name>', 'only those that this person works on')
    .option('--overdue', 'only those whose answer is overdue')
    .action(async (options) => finish(await caseList(options)));
  of('show <reference>', 'One case: clocks, rights, where it can go, what happened').action(
    async (reference, options) => finish(await caseShow(reference, options)),
  );
  of('due', 'What is due, the earliest first; exit code 1 when an answer is overdue')
    .option('--within <days>', 'only what is due within so many days', count)
    .option('--ics <file>', 'write reminders for a calendar')
    .action(async (options) => finish(await caseDue(options)));
  of('task <reference> [task]', 'The work of a case: list it, write the files of a task, record an outcome')
    .option('--work <work>', 'search, erase or notify', 'search')
    .option('--out <folder>', 'write the statements, and the values apart')
    .option('--outcome <outcome>', 'found, none, not-searched; erased, nothing, kept; told, not-told; clear')
    .option('--store <id...>', 'of these stores only')
    .option('--found <n>', 'rows found or erased', count)
    .option('--reason <text>', 'why not, without personal data')
    .option(
      '--method <method>',
      'of an erasure: deleted, overwritten, anonymised, crypto-shredded, key destroyed',
    )
    .option('--backups <text>', 'of an erasure: when copies in backups are gone')
    .option('--check <text>', 'of an erasure: what was run to check, and its result')
    .option('--until <date>', 'of what is kept: until when')
    .option('--by <name>', 'who did it; you otherwise')
    .option(...ON)
    .action(async (reference, task, options) => finish(await caseTask(reference, task, options)));
  of('letter <reference> <letter>', 'Draft a letter; exit code 1 while something is missing')
    .option('--set <field=value...>', 'fill a field, e.g. manual.signature=…')
    .option('--values <file>', 'JSON object of fields')
    .option('--language <language>', 'en, de, fr, es')
    .option('--date <date>', 'date of the letter')
    .option('--out <folder>', 'write PDF, HTML and text')
    .option('--finish', 'keep it with the case; refused while something is missing')
    .action(async (reference, kind, options) => finish(await caseLetter(reference, kind, options)));
}

function acts({ finish }: Root, of: Of): void {
  of('move <reference> <state>', 'Move a case; what cannot be done is said in words')
    .option(...ON)
    .option('--ground <ground>', 'of a refusal')
    .option('--duplicate-of <reference>', 'the case that this one repeats')
    .action(async (reference, state, options) => finish(await caseMove(reference, state, options)));
  of('assign <reference> [name]', 'Say who works on a case; nobody without a name')
    .option(...ON)
    .action(async (reference, name, options) => finish(await caseAssign(reference, name, options)));
  of('extend <reference>', 'Extend the period')
    .requiredOption('--reason <reason...>', 'complexity, number-of-requests')
    .option(...ON)
    .action(async (reference, options) => finish(await caseExtend(reference, options)));
  of('fee <reference> <what>', 'A fee was asked or paid')
    .option(...ON)
    .action(async (reference, what, options) => finish(await caseFee(reference, what, options)));
  of('decide <reference> <right> <outcome>', 'Decide on a right: granted, partly, refused, withdrawn')
    .option(...ON)
    .option('--ground <ground>', 'of what is not given')
    .action(async (reference, right, outcome, options) =>
      finish(await caseDecide(reference, right, outcome, options)),
    );
  of('approve <reference>', 'Approve the answer')
    .option(...ON)
    .action(async (reference, options) => finish(await caseApprove(reference, options)));
  of('undo <reference>', 'Take the last event back').action(async (reference, options) =>
    finish(await caseUndo(reference, options)),
  );
}

function personal({ count, finish }: Root, of: Of): void {
  of('key', 'Set or change the passphrase under which personal data are kept')
    .option('--new-passphrase-file <file>', 'change it to the first line of this file')
    .action(async (options) => finish(await caseKey(options)));
  of('person <reference> [file]', 'Show the person of a case, or note them from a JSON file').action(
    async (reference, file, options) => finish(await casePerson(reference, file, options)),
  );
  of('note <reference> <text>', 'Add a note; kept encrypted').action(async (reference, text, options) =>
    finish(await caseNote(reference, text, options)),
  );
  of('attach <reference> <file>', 'Attach a file; kept encrypted')
    .option('--task <task>', 'as a result of this search task: CSV, JSON or PDF')
    .action(async (reference, file, options) => finish(await caseAttach(reference, file, options)));
  of('records <reference> [record]', 'List the records of a case, or write one to a folder')
    .option('--out <folder>', 'where to')
    .action(async (reference, id, options) =>
      finish(await caseRecords(reference, id === undefined ? undefined : count(id), options)),
    );
  of('redact <reference> <record>', 'Take other people’s data out of a copy')
    .option('--place <place...>', '3:notes a cell, :notes a column, 3: a row; /a/0/b in JSON')
    .requiredOption('--reason <reason>', 'third party, privilege, trade secret, security, exemption')
    .option('--why <text>', 'in words, for the internal file', '')
    .option('--copy <file>', 'a copy redacted elsewhere (PDF)')
    .action(async (reference, id, options) => finish(await caseRedact(reference, count(id), options)));
  of('retention <reference> <months>', 'For how long personal data are kept after the case is done').action(
    async (reference, months, options) => finish(await caseRetention(reference, count(months), options)),
  );
  of('erase [reference]', 'Show what is to be erased; with --yes erase it for good')
    .option('--yes', 'erase')
    .option('--early', 'of the named case also before its day')
    .action(async (reference, options) => finish(await caseErase(reference, options)));
}
