/** Processes that are killed while they append: what they said is committed is there, and everything fits. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { FileKeys } from '../../testing/file-keys.ts';
import { temporaryFolder } from '../../testing/temp-catalog.ts';
import { heldKeys } from '../signing/vault.ts';
import { outsideOf } from './custody.ts';
import { verifyCatalogFile } from './verify-file.ts';

const child = fileURLToPath(new URL('../../testing/append-child.ts', import.meta.url));
/** `HEADWATER_KILLS=200` before a release. */
const KILLS = Number(process.env['HEADWATER_KILLS'] ?? 20);

it(
  `kill -9 during an append, ${KILLS} times, loses nothing that was committed and breaks nothing`,
  async () => {
    const folder = temporaryFolder();
    const [path, notesFile, keyFolder] = ['catalog.headwater', 'heads.json', 'keys'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    mkdirSync(keyFolder);
    const vault = new FileKeys(keyFolder);
    let committed = 0;
    for (let n = 0; n < KILLS; n++) {
      const started = committed;
      const process = spawn(globalThis.process.execPath, [child, path, notesFile, keyFolder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let told = '';
      process.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
      // It has begun to append; it dies within the next appends, at another moment each time.
      await once(process.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, (n * 7) % 40));
      process.kill('SIGKILL');
      const [, signal] = (await once(process, 'close')) as [number | null, string | null];
      expect(signal).toBe('SIGKILL');
      committed = Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1));
      expect(committed).toBeGreaterThan(started);
      const keys = await heldKeys(vault);
      const result = await verifyCatalogFile(path, {
        trusted: keys ? [keys.signer] : [],
        outside: (db) => outsideOf(db, { path, notesFile, vault }),
      });
      expect(result).toMatchObject({ verdict: 'intact', findings: [] });
      expect(result.entries).toBeGreaterThanOrEqual(committed);
      committed = result.entries;
    }
  },
  KILLS * 20_000,
);
