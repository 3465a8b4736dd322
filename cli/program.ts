/** The command line: which commands there are and what they take. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { importKindSchema } from '../contract/index.ts';
import { version } from '../server/product.ts';
import { classifyCommand } from './commands/classify.ts';
import { coverageCommand, searchCommand, show, stats } from './commands/browse.ts';
import { collectCommand } from './commands/collect.ts';
import { compareCommand } from './commands/compare.ts';
import { exportCommand } from './commands/custody.ts';
import { exportGlueCommand } from './commands/export-glue.ts';
import { importCommand } from './commands/import.ts';
import { importsList, importsShow, importsUndo } from './commands/imports.ts';
import { joinsDecide, joinsList, namespacesList, namespacesMap } from './commands/joins.ts';
import { PICTURE_FORMATS } from '../catalog/export/lineage/export-picture.ts';
import { ROW_FORMATS } from '../catalog/export/lineage/write-rows.ts';
import { lineageExport } from './commands/lineage-export.ts';
import { lineageCommand, pathCommand } from './commands/lineage.ts';
import {
  criticalList,
  criticalSet,
  impactCommand,
  originCommand,
  posterCommand,
} from './commands/questions.ts';
import { recoverCommand } from './commands/recover.ts';
import { auditCommand, dsarCommand } from './commands/report.ts';
import { serveCommand } from './commands/serve.ts';
import { rememberCommand } from './allowed.ts';
import { auditing } from './auditing.ts';
import { encryptionCommand } from './commands/encryption.ts';
import type { ExitCode } from './face.ts';
import { AS_OF } from './moments.ts';
import { breachCommands } from './breaching.ts';
import { deskCommands } from './desk.ts';
import { propagating } from './propagating.ts';
import { proving } from './proving.ts';
import { recording } from './recording.ts';
import { stewarding } from './stewarding.ts';

/** `finish` receives each command's exit code. */
export function program(finish: (code: ExitCode) => void): Command {
  const root = shared(new Command('headwater'))
    .description('Offline data-governance catalog: lineage as chain of custody')
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${text.trim()} (see --help)\n`) })
    .configureHelp({ sortSubcommands: false });
  // Shared options count wherever they stand: before the command or after it.
  root.hook('preAction', (_root, action) => {
    rememberCommand(action);
    const own = action.opts();
    for (const [name, value] of Object.entries(action.optsWithGlobals())) {
      if (own[name] === undefined) action.setOptionValue(name, value);
    }
  });
  const command = (usage: string, description: string): Command =>
    shared(root.command(usage).description(description));

  command(
    'import <path...>',
    'Import OpenLineage events, dbt artifacts or AWS Glue exports: files, folders, archives',
  )
    .addOption(
      new Option('--kind <kind>', 'what the source is').choices(importKindSchema.options).default('auto'),
    )
    .option(
      '--namespace <namespace>',
      'connection namespace for sources that name none (dbt), e.g. postgres://db:5432',
    )
    .option('--no-column-lineage', 'do not derive column lineage from SQL (dbt)')
    .option('--dry-run', 'show what would change and write nothing')
    .action(async (paths, options) => finish(await importCommand(paths, options)));
  const imports = root.command('imports').description('Imports that were made: list, look at, undo');
  const ofImports = (usage: string, description: string): Command =>
    shared(imports.command(usage).description(description));
  ofImports('list', 'Imports, newest first')
    .option('--limit <n>', 'rows to show', count, 50)
    .action(async (options) => finish(await importsList(options)));
  ofImports('show <id>', 'One import: changes, what was left out, issues').action(async (id, options) =>
    finish(await importsShow(count(id), options)),
  );
  ofImports('undo <id>', 'Take a whole import back, also an older one')
    .option('--redo', 'count an import again that was undone')
    .option('--dry-run', 'show what that would change and write nothing')
    .action(async (id, options) => finish(await importsUndo(count(id), options)));
  command('stats', 'What the catalog holds and how well it is curated')
    .option('--trend <n>', 'coverage at so many revisions', positive)
    .action(async (options) => finish(await stats(options)));
  command('search <query>', 'Find datasets: words, "phrases", field:value, -not, OR; see docs/search.md')
    .option('--columns', 'list columns instead of datasets')
    .option('--jobs', 'list jobs instead of datasets')
    .option('--limit <n>', 'rows to show', count, 50)
    .action(async (text, options) => finish(await searchCommand(text, options)));
  command('coverage', 'Datasets whose columns are not all traced, with how many are and why not more')
    .option('--limit <n>', 'rows to show', count, 50)
    .action(async (options) => finish(await coverageCommand(options)));
  command('show <dataset>', 'One dataset: columns, tags, owners, sources, aliases').action(
    async (name, options) => finish(await show(name, options)),
  );
  lineage(root, finish);
  command('path <from> <to>', 'Paths along the data from one dataset to another, shortest first')
    .option('--max <n>', 'paths to list', count, 100)
    .option('--as-of <moment>', AS_OF)
    .action(async (from, to, options) => finish(await pathCommand(from, to, options)));
  command('compare', 'What differs between two revisions, dates or runs, the most suspicious first')
    .option('--revisions <revision...>', 'two revisions of the catalog')
    .option(
      '--dates <date...>',
      'two days (their ends, UTC) or times with their zones, as data had flowed by then',
    )
    .option('--runs <run...>', 'two runs, with everything upstream of them')
    .option('--all', 'list what is alike too')
    .option('--limit <n>', 'differences to show', count, 50)
    .action(async (options) => finish(await compareCommand(options)));
  stewarding({ root, shared, finish });
  asking(root, finish);
  joining(root, finish);
  classifying(root, finish);
  propagating({ root, shared, count, finish });
  reports(root, finish);
  auditing({ root, shared, count, finish });
  deskCommands({ root, shared, count, finish });
  recording({ root, shared, count, finish });
  breachCommands({ root, shared, count, finish });
  proving({ root, shared, count, finish });
  command('export', 'Write the current state of the catalog, one record a line')
    .addOption(new Option('--format <format>', 'output format').choices(['ndjson']).default('ndjson'))
    .option('--out <file>', 'file to write; standard output otherwise')
    .option('--canonical', 'replace aliases by the name under which a dataset is shown')
    .action(async (options) => finish(await exportCommand(options)));
  command('export-glue', 'Connect to AWS and write what Glue knows into a folder to import; asks first')
    .requiredOption('--region <region...>', 'AWS region, e.g. eu-west-1; several make a folder each')
    .requiredOption('--out <folder>', 'new or empty folder')
    .option('--profile <name>', 'profile of the AWS configuration on this machine')
    .option('--endpoint-url <url>', "address of all services, instead of AWS's own")
    .option('--details', 'also partitions, versions, statistics and tags, call by call for every table')
    .option('--yes', 'connect without asking')
    .action(async (options) => finish(await exportGlueCommand(options)));
  command('serve', 'Serve the app to a browser on this machine')
    .option('--port <n>', 'port; a free one otherwise', port, 0)
    .option('--host <address>', 'address to listen at; other than 127.0.0.1 only with TLS')
    .option('--tls-cert <file>', 'certificate for that name or address, PEM')
    .option('--tls-key <file>', 'its key, PEM')
    .action(async (options) => finish(await serveCommand(options)));
  command('recover', 'List the safe copies of a catalog file, or put one in its place')
    .option('--restore <name>', 'the copy to put in place; the file there now is kept under another name')
    .action(async (options) => finish(await recoverCommand(options)));
  encrypting(command, finish);
  command('collect', 'Receive OpenLineage events, or follow the files of a folder, until interrupted')
    .option('--port <n>', 'receive events at this port on 127.0.0.1', port)
    .option('--watch <folder>', 'follow the event files of this folder')
    .option('--no-key', 'take events without a key')
    .option('--new-key', 'make a new key for clients; the one before stops working')
    .action(async (options) => finish(await collectCommand(options)));
  return root;
}

function encrypting(
  command: (usage: string, description: string) => Command,
  finish: (code: ExitCode) => void,
): void {
  const options = (made: Command): Command =>
    made.option(
      '--remove-copies',
      'delete the copies that are kept of the file, which are as they were then',
    );
  const fresh = '--new-passphrase-file <file>';
  options(command('encrypt', 'Encrypt the catalog file with a passphrase'))
    .option(fresh, 'first line: the passphrase')
    .action(async (given) => finish(await encryptionCommand('encrypt', given)));
  options(command('decrypt', 'Write the catalog file without encryption')).action(async (given) =>
    finish(await encryptionCommand('decrypt', given)),
  );
  options(command('passphrase', 'Change the passphrase of an encrypted catalog, and with it the key'))
    .option(fresh, 'first line: the new passphrase')
    .option('--same', 'keep the passphrase and make a new key')
    .action(async (given) => finish(await encryptionCommand('passphrase', given)));
}

function asking(root: Command, finish: (code: ExitCode) => void): void {
  shared(root.command('impact <what>'))
    .description('What a change reaches, and who must know: of a dataset, column, job, run or code')
    .option('--column <column>', 'of this column of the dataset')
    .option('--job', 'of a job')
    .option('--run', 'of a run, by its run id')
    .option('--code', 'of code: <what> is the repository, or - for any')
    .option('--path <path>', 'of code: a file or folder')
    .option('--commit <commit...>', 'of code: commits, tags or branches; a range as the list of its commits')
    .option('--from <time>', 'of code: runs that began from this day on (UTC), or time with its zone')
    .option('--to <time>', 'of code: runs that began until the end of this day, or time')
    .option('--csv', 'print the list as CSV')
    .option('--xlsx <file>', 'write a workbook')
    .option('--pdf <file>', 'write a report')
    .option('--eml <folder>', 'write a mail draft to each owner')
    .option('--as-of <moment>', AS_OF)
    .action(async (what, options) => finish(await impactCommand(what, options)));
  shared(root.command('origin <what>'))
    .description('Where a dataset or column comes from, and where lineage stops')
    .option('--column <column>', 'of this column of the dataset')
    .option('--csv', 'print the list as CSV')
    .option('--as-of <moment>', AS_OF)
    .action(async (what, options) => finish(await originCommand(what, options)));
  const critical = root.command('critical').description('What is critical: list, add, remove');
  shared(critical.command('list', { isDefault: true }).description('What stewards or sources call critical'))
    .option('--suggest', 'what is not marked, by how many models and dashboards hang on it')
    .option('--limit <n>', 'suggestions to show', count, 50)
    .option('--as-of <moment>', AS_OF)
    .action(async (options) => finish(await criticalList(options)));
  for (const verb of ['add', 'remove'] as const)
    shared(critical.command(`${verb} <dataset...>`))
      .description(verb === 'add' ? 'Mark datasets as critical' : 'Take the mark away')
      .option('--reason <text>', 'why, for the ledger')
      .action(async (names, options) => finish(await criticalSet(names, verb === 'add', options)));
  shared(root.command('poster <what>'))
    .description('The map of one dataset, model or dashboard from source to use, on one page to print')
    .requiredOption('--output <file>', 'PDF file to write')
    .addOption(new Option('--paper <paper>', 'size, landscape').choices(['A3', 'A4']).default('A3'))
    .option('--as-of <moment>', AS_OF)
    .action(async (what, options) => finish(await posterCommand(what, options)));
}

function lineage(root: Command, finish: (code: ExitCode) => void): void {
  shared(root.command('lineage [dataset]'))
    .description('What a dataset or column comes from and goes to; with --format as a picture or as records')
    .option('--column <column>', 'follow one column')
    .addOption(
      new Option('--direction <direction>', 'which way').choices(['up', 'down', 'both']).default('both'),
    )
    .option('--depth <n>', 'hops', count, 200)
    .option('--as-of <moment>', AS_OF)
    .addOption(
      new Option('--format <format>', 'write a file instead of a list').choices([
        ...PICTURE_FORMATS,
        ...ROW_FORMATS,
      ]),
    )
    .option('--output <file>', 'with --format: file to write; standard output otherwise')
    .option('--columns', 'with --format: draw the columns of every dataset')
    .option('--ephemeral', 'with --format: draw ephemeral models instead of looking through them')
    .option('--jobs', 'with --format: draw the jobs between datasets')
    .option(
      '--group-by <grouping>',
      'with --format: frames by system, database, schema, parent, owner or tag:<key>',
    )
    .option('--nodes <n>', 'with --format: datasets in a picture at most', positive, 5000)
    .addOption(
      new Option('--theme <theme>', 'with --format svg, png or pdf')
        .choices(['light', 'dark'])
        .default('light'),
    )
    .option('--paper <size>', 'with --format pdf: A4 to A0, Letter, Tabloid, fit, or millimetres', 'fit')
    .option('--font <file...>', 'with --format png or pdf: font files for characters that others lack')
    .action(async (name, { format, ...options }) =>
      finish(await (format ? lineageExport(name, { format, ...options }) : lineageCommand(name, options))),
    );
}

function joining(root: Command, finish: (code: ExitCode) => void): void {
  const joins = root.command('joins').description('Names that are one dataset or job, and suggestions');
  shared(joins.command('list').description('Suggestions that nobody has decided on, strongest first'))
    .option('--basis <basis>', 'only those for one reason')
    .option('--groups', 'list what is joined instead')
    .option('--limit <n>', 'rows to show', count, 50)
    .action(async (options) => finish(await joinsList(options)));
  for (const decision of ['accept', 'reject'] as const) {
    const verb = decision === 'accept' ? 'Join what is suggested' : 'Keep apart what is suggested, for good';
    shared(joins.command(`${decision} [key...]`).description(verb))
      .option('--basis <basis>', 'all that are suggested for this reason')
      .option('--reason <text>', 'why, for the ledger')
      .action(async (keys, options) => finish(await joinsDecide(keys, decision, options)));
  }
  const namespaces = root.command('namespaces').description('Where names live, and which places are one');
  shared(namespaces.command('list').description('Every namespace, what it likely is and stands for')).action(
    async (options) => finish(await namespacesList(options)),
  );
  shared(namespaces.command('map <from> [to]').description('Say that one namespace stands for another'))
    .option('--jobs', 'a namespace of jobs')
    .option('--prefix', 'every namespace that begins so; the beginning is replaced')
    .option('--suffix', 'every namespace that ends so; the end is replaced')
    .option('--label <name>', 'name to show')
    .option('--remove', 'take the mapping back')
    .option('--dry-run', 'show what would join and write nothing')
    .option('--reason <text>', 'why, for the ledger')
    .action(async (from, to, options) => finish(await namespacesMap(from, to, options)));
}

function classifying(root: Command, finish: (code: ExitCode) => void): void {
  shared(root.command('classify'))
    .description('Suggest personal-data categories from names and context; nothing is stored')
    .option('--dataset <dataset...>', 'these datasets instead of the whole catalog')
    .option('--names <file>', 'a JSON array of {"table","column"} instead of a catalog')
    .option('--values <file>', 'a CSV or NDJSON file: look at its values too, and keep none')
    .option('--region <country>', 'country of phone numbers without a prefix, e.g. DE (with --values)')
    .action(async (options) => finish(await classifyCommand(options)));
}

function reports(root: Command, finish: (code: ExitCode) => void): void {
  const report = root.command('report').description('Write a report as PDF, HTML, JSON, DOCX, XLSX and CSV');
  shared(report.command('dsar').description('What the catalog knows for a data subject request'))
    .requiredOption('--out <folder>', 'folder for the files')
    .requiredOption('--reference <text>', 'case reference, without personal data')
    .requiredOption('--received <date>', 'day of receipt, YYYY-MM-DD')
    .requiredOption(
      '--jurisdiction <key>',
      'eu-gdpr, uk-gdpr, us-ca-ccpa or br-lgpd (short: gdpr, ccpa, lgpd)',
    )
    .requiredOption('--place <code>', 'place whose holidays count, e.g. IE')
    .option('--right <right...>', 'rights asked for', ['access'])
    .requiredOption('--subject <key>', 'data subject category, e.g. customer')
    .option(
      '--identifier <kind=value...>',
      'identifier, e.g. email=a@example.org; values go into the parameter file only',
    )
    .option('--extended', 'the period was extended')
    .option('--identity-confirmed <date>', 'day on which identity was confirmed')
    .action(async (options) => finish(await dsarCommand(options)));
  shared(report.command('audit').description('State of the catalog, imports, coverage, changes, ledger'))
    .requiredOption('--out <folder>', 'folder for the files')
    .option('--title <text>', 'title of the report')
    .option('--from <date>', 'first day of the period, YYYY-MM-DD')
    .option('--to <date>', 'last day of the period, YYYY-MM-DD')
    .option('--framework <key...>', 'print control mappings: soc2,iso27001,hipaa,pci')
    .action(async (options) => finish(await auditCommand(options)));
  for (const command of report.commands)
    command.option('--audience <who>', 'internal, or outside: names are withheld', 'internal');
}

/** Every command takes these. */
function shared(command: Command): Command {
  return command
    .option('--catalog <file>', 'catalog file; the one in your data folder otherwise')
    .option('--json', 'machine-readable output')
    .option('--catalog-passphrase-file <file>', 'first line: passphrase of an encrypted catalog')
    .option('--as <name>', 'who you are, where people log in')
    .option('--password-file <file>', 'first line: your password');
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is expected');
  return value;
}

function positive(text: string): number {
  const value = count(text);
  if (value < 1) throw new InvalidArgumentError('a number from 1 on is expected');
  return value;
}

function port(text: string): number {
  const value = count(text);
  if (value > 65_535) throw new InvalidArgumentError('a port number is at most 65535');
  return value;
}
