/**
 * `npm test`: everything that has to hold, in one go. Checks come first, then unit and property tests,
 * then the app in a browser. The last line is always `N passed, N failed, N skipped`; before it stands what
 * failed, and what passed only when it was repeated. A check that fails counts as one failure, and the tests
 * still run, so that one run shows all there is to mend.
 *
 *   node tools/test.ts [--only <stage>]...   stages: format, lint, types, migrations, unused, unit, e2e
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { findTestBrowser } from './chromium.ts';
import { installPackages } from './debian-packages.ts';
import { lintArguments } from './lint.ts';
import { onPath } from './open-browser.ts';
import { commandOf, endAll, runNode } from './run.ts';
import {
  NONE,
  add,
  countsOf,
  failure,
  fromPlaywright,
  fromVitest,
  summaryLine,
  type Counts,
} from './summary.ts';

const reports = mkdtempSync(join(tmpdir(), 'headwater-test-'));

interface Stage {
  readonly name: string;
  /** Whether it runs tests, which are counted, or is a check that holds or not. */
  readonly tests: boolean;
  readonly run: () => Promise<Counts>;
}

const say = (text: string): void => void process.stdout.write(`\n▸ ${text}\n`);

function check(name: string, script: () => string, args: readonly string[]): Stage {
  return {
    name,
    tests: false,
    run: async () => ((await runNode(script(), args)) === 0 ? NONE : failure(name)),
  };
}

function reportAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Programs that read the PDFs of reports, by the packages that bring them. A person's machine can do without. */
const PDF_READERS = { pdftotext: 'poppler-utils', qpdf: 'qpdf' };

async function unit(): Promise<Counts> {
  const missing = Object.entries(PDF_READERS).filter(([program]) => onPath(program) === null);
  if (process.env['CI'] && missing.length > 0) await installPackages(...missing.map(([, name]) => name));
  const path = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const code = await runNode(commandOf('vitest'), ['run', ...reporters]);
  return countsOf(fromVitest, reportAt(path), code);
}

async function endToEnd(): Promise<Counts> {
  await build({ parts: ['prisma client', 'renderer', 'licences'], onlyStale: true });
  const browser = await findTestBrowser(say);
  if (browser === null) {
    say('no Chromium could be found or installed; set HEADWATER_CHROMIUM to the path of one');
    return failure('e2e: no Chromium');
  }
  const path = join(reports, 'playwright.json');
  const code = await runNode(commandOf('@playwright/test', 'playwright'), ['test', '--reporter=list,json'], {
    env: { HEADWATER_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: path },
  });
  return countsOf(fromPlaywright, reportAt(path), code);
}

const STAGES: readonly Stage[] = [
  check('format', () => commandOf('prettier'), ['--check', '--log-level', 'warn', '.']),
  check('lint', () => commandOf('oxlint'), lintArguments),
  check('types', () => commandOf('typescript', 'tsc'), ['-b']),
  check('migrations', () => 'tools/migrations.ts', ['check']),
  check('unused', () => commandOf('knip'), []),
  { name: 'unit', tests: true, run: unit },
  { name: 'e2e', tests: true, run: endToEnd },
];

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const stranger = values.only?.find((wanted) => !STAGES.some(({ name }) => name === wanted));
if (stranger !== undefined)
  throw new Error(`There is no stage ${stranger}: ${STAGES.map(({ name }) => name).join(', ')}`);
const chosen = STAGES.filter(({ name }) => values.only?.includes(name) ?? true);

let counts = NONE;
let ended = false;

/** Prints the line, once, as the last thing. */
function end(): never {
  if (!ended) {
    ended = true;
    rmSync(reports, { recursive: true, force: true });
    for (const what of counts.repeated) process.stdout.write(`\n↻ passed when it was repeated: ${what}\n`);
    for (const what of counts.failures) process.stdout.write(`\n✗ ${what}\n`);
    process.stdout.write(`\n${summaryLine(counts)}\n`);
  }
  // A run of tests in which none passed did not test anything.
  const empty = counts.passed === 0 && chosen.some(({ tests }) => tests);
  process.exit(counts.failed > 0 || empty ? 1 : 0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    endAll();
    counts = add(counts, failure(`ended by ${signal}`));
    end();
  });
}

async function runStage(stage: Stage): Promise<void> {
  say(stage.name);
  try {
    const of = await stage.run();
    counts = add(counts, of);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    counts = add(counts, failure(`${stage.name}: ${message}`));
  }
}

// Formatting takes one core for as long as all the other checks.
const format = chosen.filter(({ name }) => name === 'format').map(runStage);
for (const stage of chosen.filter(({ tests, name }) => !tests && name !== 'format')) await runStage(stage);
await Promise.all(format);
for (const stage of chosen.filter(({ tests }) => tests)) await runStage(stage);
end();
