/** Commands for what people state: tags, owners, reviews, registers, rules, comments. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { RegisterName } from '../contract/index.ts';
import { draftsCommand } from './commands/drafts.ts';
import { inboxDecide, inboxList } from './commands/inbox.ts';
import {
  membersCommand,
  orphansCommand,
  peopleImport,
  registerExport,
  registerImport,
  registerList,
  registerPut,
  registerRemove,
} from './commands/registers.ts';
import {
  commentCommand,
  rulesAdd,
  rulesApply,
  rulesList,
  rulesRemove,
  rulesSwitch,
} from './commands/steward-rules.ts';
import { ownCommand, reviewCommand, tagCommand, undoCommand, untagCommand } from './commands/steward.ts';
import { exportCsvCommand, importCsvCommand } from './commands/sheet.ts';
import type { ExitCode } from './face.ts';

/** What the command line as a whole brings along. */
interface Root {
  readonly root: Command;
  /** Adds the options that every command takes. */
  readonly shared: (command: Command) => Command;
  readonly finish: (code: ExitCode) => void;
}

const REASON = ['--reason <text>', 'why, for the ledger'] as const;

export function stewarding(host: Root): void {
  inbox(host);
  statements(host);
  owners(host);
  people(host);
  for (const [name, register, noun] of [
    ['glossary', 'term', 'term'],
    ['domains', 'domain', 'domain'],
    ['purposes', 'purpose', 'purpose'],
  ] as const)
    registerCommands(host, host.root.command(name), register, noun);
  rules(host);
  comments(host);
  sheets(host);
}

/** What a command is about: named datasets, or what a search finds. */
function about(command: Command): Command {
  return command
    .option('--column <column...>', 'these columns instead of the dataset')
    .option('--where <query>', 'datasets that a search finds; see docs/search.md')
    .option('--columns-where <query>', 'columns that a search finds')
    .option(...REASON);
}

const STATEMENTS: readonly (readonly [option: string, value: string, many: boolean, meaning: string])[] = [
  ['sensitivity', 'level', false, 'public, internal, confidential or restricted'],
  ['category', 'key', true, 'personal-data category, e.g. user.contact.email'],
  ['label', 'label', true, 'free label, or key=value'],
  ['criticality', 'level', false, 'low, medium, high or critical'],
  ['certification', 'mark', false, 'certified or deprecated'],
  ['domain', 'key', false, 'domain, by key or name'],
  ['term', 'key', true, 'term of the glossary, by key or name'],
  ['purpose', 'key', true, 'what the data are processed for, by key or name'],
  ['legal-basis', 'basis', false, 'letter of Art. 6(1) GDPR, a to f, or its name'],
  ['retention', 'duration', false, 'ISO 8601 duration, e.g. P3Y'],
  ['subject', 'key', true, 'whom the data are about, e.g. customer'],
  ['origin', 'origin', false, 'of a column: provided, observed or derived'],
  ['property', 'key=value', true, 'a property of your own'],
];

function statements({ root, shared, finish }: Root): void {
  const tag = about(
    shared(root.command('tag [dataset...]').description('State something of datasets or columns')),
  );
  const untag = about(
    shared(root.command('untag [dataset...]').description("Take statements away; a source's is rejected")),
  );
  for (const [option, value, many, meaning] of STATEMENTS) {
    const dots = many ? '...' : '';
    tag.option(`--${option} <${value}${dots}>`, meaning);
    untag.option(`--${option} [${value}${dots}]`, `${meaning}; without a value, whatever is stated`);
  }
  tag.option('--remove <tag...>', "take a tag away; a source's tag is rejected");
  tag.action(async (names, options) => finish(await tagCommand(names, options)));
  untag.action(async (names, options) => finish(await untagCommand(names, options)));
  about(
    shared(root.command('review [dataset...]').description('Mark as reviewed; a later change asks again')),
  )
    .option('--take-back', 'take the mark away')
    .action(async (names, options) => finish(await reviewCommand(names, options)));
  shared(
    root.command('undo [revision]').description('Take back the last change of a person, or a given one'),
  ).action(async (revision, options) =>
    finish(
      await undoCommand(revision === undefined ? undefined : number(revision), { ...options, redo: false }),
    ),
  );
  shared(root.command('redo').description('Do again what undo took back last')).action(async (options) =>
    finish(await undoCommand(undefined, { ...options, redo: true })),
  );
}

function inbox({ root, shared, finish }: Root): void {
  const group = root.command('inbox').description('What waits for a decision, in groups; confirm and refuse');
  const kind = [
    '--kind <kind>',
    'conflict, join, rename, category, owner, propagation, stale or review',
  ] as const;
  shared(group.command('list', { isDefault: true }).description('Groups of questions'))
    .option(...kind)
    .option('--group <key>', 'the things of one group, with their reasons')
    .option('--things', 'with --json: the things of every group, too')
    .option('--limit <n>', 'rows to show', number, 100)
    .action(async (options) => finish(await inboxList(options)));
  for (const [decision, says] of [
    ['confirm', 'Say yes to groups: one change for each kind'],
    ['refuse', 'Say no to groups, for good'],
  ] as const)
    shared(group.command(`${decision} [key...]`).description(says))
      .option(...kind)
      .option('--except <item...>', 'leave these things of the groups open, by their keys')
      .option('--owner <name>', 'of owners: who owns them')
      .option('--email <address>', 'e-mail of the owner')
      .option('--role <role>', 'role of the owner')
      .option(...REASON)
      .action(async (keys, options) => finish(await inboxDecide(keys, decision, options)));
}

function owners({ root, shared, finish }: Root): void {
  about(shared(root.command('own [dataset...]').description('Assign owners')))
    .option('--add <name...>', 'owner to add: a name, or key or e-mail of somebody in the register of people')
    .option('--remove <name...>', 'owner to remove')
    .option(
      '--role <role>',
      "business owner, technical owner, steward or data protection officer; otherwise the person's usual one",
    )
    .option('--email <address>', 'e-mail of the owner')
    .action(async (names, options) => finish(await ownCommand(names, options)));
}

function people(host: Root): void {
  const { root, shared, finish } = host;
  const group = root.command('people').description('People and teams: list, add, import, and who is missing');
  shared(group.command('list', { isDefault: true }).description('Everybody in the register')).action(
    async (options) => finish(await registerList('party', options)),
  );
  shared(group.command('add <name>').description('Add a person or team, or change one'))
    .option('--key <key>', 'otherwise the e-mail, or what follows from the name')
    .addOption(new Option('--kind <kind>', 'what it is; a person unless given').choices(['person', 'team']))
    .option('--email <address>', 'e-mail')
    .option('--role <role>', 'usual role as an owner')
    .option('--note <text>', 'anything else')
    .option('--dry-run', 'show what would change and write nothing')
    .option(...REASON)
    .action(async (name, options) => finish(await registerPut('party', name, options)));
  shared(group.command('remove <key...>').description('Take people or teams out of the register'))
    .option(...REASON)
    .action(async (keys, options) => finish(await registerRemove('party', keys, options)));
  shared(
    group
      .command('import <file>')
      .description('People from CSV: name, email, team, role; or a register as exported'),
  )
    .option('--dry-run', 'show what would change and write nothing')
    .option(...REASON)
    .action(async (file, options) => finish(await peopleImport(file, options)));
  shared(group.command('export').description('The register as CSV'))
    .option('--out <file>', 'file to write; standard output otherwise')
    .action(async (options) => finish(await registerExport('party', options)));
  shared(group.command('members <team>').description('Who is in a team; add and remove'))
    .option('--add <key...>', 'people to add')
    .option('--remove <key...>', 'people to remove')
    .option(...REASON)
    .action(async (team, options) => finish(await membersCommand(team, options)));
  shared(group.command('orphans').description('Datasets that nobody answers for'))
    .option('--limit <n>', 'rows to show', number, 50)
    .action(async (options) => finish(await orphansCommand(options)));
  shared(group.command('drafts').description('Mail drafts to owners about their datasets; nothing is sent'))
    .option('--out <path>', 'folder for a draft each, or a .zip file; lists the owners otherwise')
    .option('--subject <text>', 'with fields such as {{owner.name}}; see docs/stewardship.md')
    .option('--body <file>', 'text file with fields')
    .option('--to <key...>', 'these owners, by the keys of the list')
    .option('--all', 'also owners who have nothing open')
    .action(async (options) => finish(await draftsCommand(options)));
}

function registerCommands(
  { shared, finish }: Root,
  group: Command,
  register: RegisterName,
  noun: string,
): void {
  group.description(`Entries of the register: list, add, remove, import, export`);
  shared(group.command('list', { isDefault: true }).description(`Every ${noun}`)).action(async (options) =>
    finish(await registerList(register, options)),
  );
  const add = shared(group.command('add <name>').description(`Add a ${noun}, or change one`))
    .option('--key <key>', 'otherwise what follows from the name')
    .option('--dry-run', 'show what would change and write nothing')
    .option(...REASON);
  if (register === 'term')
    add.option('--definition <text>', 'Markdown').option('--synonym <name...>', 'other words for it');
  else add.option('--description <text>', 'what it is');
  if (register !== 'purpose') add.option('--parent <key>', `the wider ${noun}`);
  else
    add
      .option('--legal-basis <basis>', 'letter of Art. 6(1) GDPR, a to f, or its name')
      .option('--retention <duration>', 'ISO 8601 duration, e.g. P3Y');
  add.action(async (name, options) => finish(await registerPut(register, name, options)));
  shared(group.command('remove <key...>').description('Take entries out that nothing refers to'))
    .option(...REASON)
    .action(async (keys, options) => finish(await registerRemove(register, keys, options)));
  shared(group.command('import <file>').description('Entries from CSV, with the headers of the export'))
    .option('--dry-run', 'show what would change and write nothing')
    .option(...REASON)
    .action(async (file, options) => finish(await registerImport(register, file, options)));
  shared(group.command('export').description('The register as CSV'))
    .option('--out <file>', 'file to write; standard output otherwise')
    .action(async (options) => finish(await registerExport(register, options)));
}

function rules({ root, shared, finish }: Root): void {
  const group = root
    .command('rules')
    .description('Rules that state things of what they select, now and after imports');
  shared(group.command('list', { isDefault: true }).description('Every rule')).action(async (options) =>
    finish(await rulesList(options)),
  );
  shared(group.command('add <name>').description('Add a rule and switch it on'))
    .addOption(
      new Option('--kind <kind>', 'what it states')
        .choices(['owner', 'domain', 'tag', 'classify'])
        .makeOptionMandatory(),
    )
    .requiredOption(
      '--where <query>',
      'what it selects, e.g. "namespace:prod name:finance.*"; see docs/search.md',
    )
    .option('--columns', 'select columns instead of datasets')
    .option('--owner <name...>', 'owners: names, or keys or e-mails of the register of people')
    .option('--role <role>', 'role of the owners', 'business owner')
    .option('--state <statement...>', 'kind=value, e.g. domain=finance or sensitivity=restricted')
    .option('--off', 'keep it switched off')
    .option('--dry-run', 'show what would change and write nothing')
    .option(...REASON)
    .action(async (name, options) => finish(await rulesAdd(name, options)));
  for (const [verb, enabled] of [
    ['on', true],
    ['off', false],
  ] as const)
    shared(
      group
        .command(`${verb} <rule>`)
        .description(enabled ? 'Switch a rule on' : 'Switch a rule off: what it states is withdrawn'),
    )
      .option('--dry-run', 'show what would change and write nothing')
      .option(...REASON)
      .action(async (rule, options) => finish(await rulesSwitch(number(rule), enabled, options)));
  shared(group.command('remove <rule>').description('Take a rule away with all that it states'))
    .option('--dry-run', 'show what would change and write nothing')
    .option(...REASON)
    .action(async (rule, options) => finish(await rulesRemove(number(rule), options)));
  shared(group.command('apply').description('Apply every rule that is on, as after an import'))
    .option('--dry-run', 'show what would change and write nothing')
    .option(...REASON)
    .action(async (options) => finish(await rulesApply(options)));
}

function comments({ root, shared, finish }: Root): void {
  shared(
    root
      .command('comment <dataset> [text]')
      .description('Comment on a dataset or column; without a text, list'),
  )
    .option('--column <column>', 'a column of it')
    .option('--answer <n>', 'answer to this comment', number)
    .option('--resolve <n>', 'settle this comment', number)
    .option('--reopen <n>', 'open it again', number)
    .action(async (name, text, options) => finish(await commentCommand(name, text, options)));
}

function sheets({ root, shared, finish }: Root): void {
  shared(root.command('export-csv').description('What is stated of datasets or columns, as a spreadsheet'))
    .option('--columns', 'a row for each column instead of each dataset')
    .option('--query <query>', 'only what a search finds; see docs/search.md')
    .option('--only <column...>', 'only these columns of the sheet, beside those that name the row')
    .addOption(
      new Option('--format <format>', 'csv, unless the file is called .xlsx').choices(['csv', 'xlsx']),
    )
    .option('-o, --out <file>', 'file to write; standard output otherwise')
    .action(async (options) => finish(await exportCsvCommand(options)));
  shared(root.command('import-csv <file>').description('Take back such a file, CSV or XLSX, as one change'))
    .option('--dry-run', 'show what would change, cell by cell, and write nothing')
    .option('--force', 'overwrite what somebody else changed since the export')
    .option('--limit <n>', 'changes, conflicts and problems to show, of each', number, 50)
    .option(...REASON)
    .action(async (path, options) => finish(await importCsvCommand(path, options)));
}

function number(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is expected');
  return value;
}
