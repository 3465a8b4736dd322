/** Kills imports at random moments and looks at what is left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyLedger } from '../../ledger/verify.ts';
import { openTemporaryStore, temporaryFolder } from '../temp-catalog.ts';
import { corpusOf } from './corpus.ts';
import { textOf } from './json-tree.ts';
import { Random } from './random.ts';

export interface KillResult {
  /** Imports that were killed before and after they were committed; the rest ended by themselves. */
  readonly before: number;
  readonly after: number;
  readonly ended: number;
}

interface State {
  readonly runs: number;
  readonly entries: number;
}

const child = fileURLToPath(new URL('../import-child.ts', import.meta.url));
/** Copies of the corpus in the file that is imported, so that there is time to kill. */
const COPIES = 40;

/** @throws where a catalog is neither as before nor as after the import */
export async function killImports(times: number, seed: string): Promise<KillResult> {
  const random = new Random(seed);
  const folder = temporaryFolder();
  const source = join(folder, 'events.ndjson');
  const pristine = join(folder, 'pristine.headwater');
  const catalog = join(folder, 'test.headwater');
  writeFileSync(source, events());
  await (await openTemporaryStore(folder)).close();
  copyFileSync(catalog, pristine);
  const started = performance.now();
  await importKilledAfter(catalog, source, 600_000);
  const milliseconds = performance.now() - started;
  const whole = await stateIn(folder);
  const result = { before: 0, after: 0, ended: 0 };
  for (let n = 0; n < times; n++) {
    copyFileSync(pristine, catalog);
    const killed = await importKilledAfter(catalog, source, random.next() * milliseconds * 1.1);
    const state = await stateIn(folder);
    const committed = state.entries === whole.entries && state.runs === whole.runs;
    if (!committed && (state.entries > 0 || state.runs > 0))
      throw new Error(
        `import ${n} left ${JSON.stringify(state)}, neither nothing nor ${JSON.stringify(whole)}`,
      );
    if (!killed) result.ended++;
    else if (committed) result.after++;
    else result.before++;
    if (committed) continue;
    // What was killed can be run again.
    if (n % 10 === 0) await importKilledAfter(catalog, source, 600_000);
  }
  return result;
}

function events(): string {
  const lines = corpusOf('openlineage')
    .flat()
    .flatMap(({ trees }) => trees ?? [])
    .map(textOf);
  const copies = Array.from({ length: COPIES }, (_, n) =>
    lines.map((line) => line.replaceAll('"runId": "', `"runId": "${n}-`)).join('\n'),
  );
  return copies.join('\n');
}

/** True where it was still running when the time was over. */
async function importKilledAfter(catalog: string, source: string, milliseconds: number): Promise<boolean> {
  const process = spawn(globalThis.process.execPath, [child, catalog, source], { stdio: 'ignore' });
  const timer = setTimeout(() => process.kill('SIGKILL'), milliseconds);
  const [, signal] = (await once(process, 'exit')) as [number | null, string | null];
  clearTimeout(timer);
  return signal === 'SIGKILL';
}

async function stateIn(folder: string): Promise<State> {
  const store = await openTemporaryStore(folder, false);
  try {
    const sound = store.reader.pragma('integrity_check', { simple: true });
    const { verdict, entries } = await verifyLedger(store.reader);
    if (sound !== 'ok' || verdict === 'tampered')
      throw new Error(`${String(sound)}; the ledger is ${verdict}`);
    const { n } = store.reader.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM run').get()!;
    return { runs: n, entries };
  } finally {
    await store.close();
  }
}
