import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from './build.ts';
import { commandOf, environment, root } from './run.ts';

/** electron-builder's own libraries, in the versions that it uses. */
const fromBuilder = createRequire(join(root, 'node_modules', 'app-builder-lib', 'package.json'));
const { createPackage, extractFile, listPackage } = fromBuilder('@electron/asar') as {
  createPackage: (folder: string, archive: string) => Promise<void>;
  extractFile: (archive: string, path: string) => Buffer;
  listPackage: (archive: string, options: { isPack: boolean }) => string[];
};

/** Marks the fuses in Electron's binary: version 1, eight fuses as they are shipped. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const SHIPPED_FUSES = Buffer.from([1, 8, ...Buffer.from('10110010')]);
const EXPECTED_FUSES = {
  runAsNode: false,
  cookieEncryption: true,
  nodeOptions: false,
  nodeCliInspect: false,
  embeddedAsarIntegrity: true,
  onlyLoadFromAsar: true,
  browserV8Snapshot: false,
  fileProtocolPrivileges: false,
};

let folder: string;
let app: string;
let packed: readonly string[];

/** The real Electron is 250 MB and not in the package registry; packing needs only its outline. */
async function makeElectronOutline(path: string): Promise<void> {
  mkdirSync(join(path, 'resources', 'app'), { recursive: true });
  mkdirSync(join(path, 'locales'));
  writeFileSync(
    join(path, 'electron'),
    Buffer.concat([Buffer.from(`\u007fELF${FUSE_SENTINEL}`, 'latin1'), SHIPPED_FUSES]),
  );
  chmodSync(join(path, 'electron'), 0o755);
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'version',
    'chrome-sandbox',
    'chrome_crashpad_handler',
  ]) {
    writeFileSync(join(path, name), '');
  }
  for (const locale of ['en-US', 'de', 'fr']) writeFileSync(join(path, 'locales', `${locale}.pak`), '');
  writeFileSync(join(path, 'resources', 'app', 'package.json'), '{"name":"default"}');
  await createPackage(join(path, 'resources', 'app'), join(path, 'resources', 'default_app.asar'));
  rmSync(join(path, 'resources', 'app'), { recursive: true });
}

describe.skipIf(process.platform !== 'linux')('the package of the desktop app (packed on Linux only)', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'package-test-'));
    await build({ onlyStale: true });
    await makeElectronOutline(join(folder, 'electron'));
    const { version } = JSON.parse(
      readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
    ) as { version: string };
    const settings = [
      `-c.electronDist=${join(folder, 'electron')}`,
      `-c.electronVersion=${version}`,
      `-c.directories.output=${join(folder, 'out')}`,
    ];
    const result = spawnSync(
      process.execPath,
      [commandOf('electron-builder'), '--linux', 'dir', '--x64', ...settings],
      {
        cwd: root,
        env: environment(),
        encoding: 'utf8',
      },
    );
    if (result.status !== 0) throw new Error(`electron-builder failed: ${result.stdout}${result.stderr}`);
    app = join(folder, 'out', 'linux-unpacked');
    packed = listPackage(join(app, 'resources', 'app.asar'), { isPack: false }).map((path) =>
      path.replaceAll('\\', '/'),
    );
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the programs, the page, the migrations and the resources', () => {
    const needed = [
      '/package.json',
      '/dist/electron/main.js',
      '/dist/electron/engine.js',
      '/dist/electron/preload.cjs',
      '/dist/sql/worker.mjs',
      '/dist/sql/polyglot_sql.wasm',
      '/dist/events/worker.mjs',
      '/dist/renderer/index.html',
      '/resources/privacy/taxonomy.json',
      '/resources/fonts/NotoSans-Regular.ttf',
      '/resources/sample-workspace',
      '/resources/icons/headwater.png',
    ];
    expect(packed).toEqual(expect.arrayContaining(needed));
    for (const migration of readdirSync(join(root, 'prisma', 'migrations')).filter((name) =>
      /^\d/.test(name),
    )) {
      expect(packed).toContain(`/prisma/migrations/${migration}/migration.sql`);
    }
  });

  it('starts from the entry that its package.json names', () => {
    const described = JSON.parse(
      extractFile(join(app, 'resources', 'app.asar'), 'package.json').toString(),
    ) as { main: string; name: string };
    expect(described.name).toBe('headwater');
    expect(packed).toContain(`/${described.main}`);
  });

  it('holds no sources, tests, tools or foreign modules', () => {
    const top = new Set(packed.map((path) => path.split('/')[1]));
    expect([...top].sort()).toEqual([
      'LICENSE',
      'dist',
      'node_modules',
      'package.json',
      'prisma',
      'resources',
    ]);
    const modules = new Set(
      packed.filter((path) => path.startsWith('/node_modules/')).map((path) => path.split('/')[2]),
    );
    expect([...modules]).toEqual(['better-sqlite3']);
    expect(packed.filter((path) => /\.(ts|tsx|map)$/.test(path))).toEqual([]);
  });

  it('keeps the SQLite module of this platform, outside of the archive', () => {
    const natives = packed.filter((path) => path.endsWith('.node'));
    expect(natives).toEqual(['/node_modules/better-sqlite3/prebuilds/linux-x64.node']);
    for (const native of natives)
      expect(existsSync(join(app, 'resources', 'app.asar.unpacked', native))).toBe(true);
  });

  it('has every fuse set as decided', () => {
    const wire = readFileSync(join(app, 'headwater'));
    const at = wire.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2;
    const states = [...wire.subarray(at, at + 8)].map((state) => state === '1'.charCodeAt(0));
    expect(
      Object.fromEntries(Object.keys(EXPECTED_FUSES).map((name, index) => [name, states[index]])),
    ).toEqual(EXPECTED_FUSES);
  });

  it('asks no server for updates and carries the languages that it speaks', () => {
    expect(existsSync(join(app, 'resources', 'app-update.yml'))).toBe(false);
    expect(readdirSync(join(app, 'locales'))).toEqual(['en-US.pak']);
  });
});
