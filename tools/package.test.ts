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
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUDGETS } from './budgets.ts';
import { build } from './build.ts';
import { commandOf, environment, root } from './run.ts';
import { copies, installed } from './sizes.ts';

/** electron-builder's own libraries, in the versions that it uses. */
const fromBuilder = createRequire(join(root, 'node_modules', 'app-builder-lib', 'package.json'));
interface AsarFiles {
  readonly [name: string]: {
    readonly files?: AsarFiles;
    readonly integrity?: { readonly algorithm: string };
  };
}
const { createPackage, extractFile, getRawHeader, listPackage } = fromBuilder('@electron/asar') as {
  createPackage: (folder: string, archive: string) => Promise<void>;
  extractFile: (archive: string, path: string) => Buffer;
  getRawHeader: (archive: string) => { header: { files: AsarFiles } };
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
/** Packs into a folder of this name. */
let pack: (output: string) => void;

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
    pack = (output) => {
      const settings = [
        `-c.electronDist=${join(folder, 'electron')}`,
        `-c.electronVersion=${version}`,
        `-c.directories.output=${join(folder, output)}`,
      ];
      const command = [commandOf('electron-builder'), '--linux', 'dir', '--x64', ...settings];
      const result = spawnSync(process.execPath, command, {
        cwd: root,
        env: environment(),
        encoding: 'utf8',
      });
      if (result.status !== 0) throw new Error(`electron-builder failed: ${result.stdout}${result.stderr}`);
    };
    pack('out');
    app = join(folder, 'out', 'linux-unpacked');
    packed = listPackage(join(app, 'resources', 'app.asar'), { isPack: false }).map((path) =>
      path.replaceAll('\\', '/'),
    );
  });
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
      '/dist/legal/licences.txt',
      '/dist/legal/sbom.cdx.json',
      '/dist/renderer/legal/licences.txt',
    ];
    expect(packed).toEqual(expect.arrayContaining(needed));
    for (const migration of readdirSync(join(root, 'prisma', 'migrations')).filter((name) =>
      /^\d/.test(name),
    )) {
      expect(packed).toContain(`/prisma/migrations/${migration}/migration.sql`);
    }
  });

  it('is no larger than its budget, and holds no more libraries twice than is known', () => {
    const { all, interface: shown, parts } = installed(root);
    for (const { name, bytes } of parts) expect(bytes, name).toBeGreaterThan(10_000);
    expect(all).toBeLessThanOrEqual(BUDGETS.app.most);
    expect(shown).toBeLessThanOrEqual(BUDGETS.interface.most);
    expect(copies('programs').length).toBeLessThanOrEqual(BUDGETS.programCopies.most);
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
    expect([...top].sort()).toEqual(['dist', 'node_modules', 'package.json', 'prisma', 'resources']);
    const modules = new Set(
      packed.filter((path) => path.startsWith('/node_modules/')).map((path) => path.split('/')[2]),
    );
    expect([...modules]).toEqual(['better-sqlite3']);
    expect(packed.filter((path) => /\.(ts|tsx|map)$/.test(path))).toEqual([]);
  });

  it('keeps the SQLite module of this platform, outside of the archive', () => {
    const natives = packed.filter((path) => path.endsWith('.node'));
    expect(natives.sort()).toEqual(
      ['arm64', 'x64'].map((arch) => `/node_modules/better-sqlite3/prebuilds/linux-${arch}.node`),
    );
    for (const native of natives)
      expect(existsSync(join(app, 'resources', 'app.asar.unpacked', native))).toBe(true);
  });

  it('lays licences and the bill of materials beside the program, too', () => {
    const beside = readdirSync(join(app, 'legal')).sort();
    expect(beside).toEqual(['LICENSE', 'licences.txt', 'sbom.cdx.json']);
    expect(existsSync(join(app, 'LICENSES.chromium.html'))).toBe(true);
    const bill = JSON.parse(readFileSync(join(app, 'legal', 'sbom.cdx.json'), 'utf8')) as {
      components: { name: string }[];
    };
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['electron', 'better-sqlite3-multiple-ciphers', 'react', 'pdfkit']),
    );
  });

  it('leaves the files of installers and of foreign systems out', () => {
    const icons = packed.filter((path) => path.startsWith('/resources/icons/'));
    expect(icons).toEqual(['/resources/icons/headwater.png']);
    expect(
      packed.filter((path) => /(?:darwin|win32|musl).*\.node$|\.(?:plist|icns|ico)$/.test(path)),
    ).toEqual([]);
  });

  it('knows the digest of every file in the archive', () => {
    const { header } = getRawHeader(join(app, 'resources', 'app.asar'));
    const without: string[] = [];
    const walk = (files: AsarFiles, at: string): void => {
      for (const [name, entry] of Object.entries(files)) {
        if (entry.files) walk(entry.files, `${at}/${name}`);
        else if (entry.integrity?.algorithm !== 'SHA256') without.push(`${at}/${name}`);
      }
    };
    walk(header.files, '');
    expect(without).toEqual([]);
  });

  it('has every fuse set as decided', () => {
    const wire = readFileSync(join(app, 'headwater'));
    const at = wire.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2;
    const states = [...wire.subarray(at, at + 8)].map((state) => state === '1'.charCodeAt(0));
    expect(
      Object.fromEntries(Object.keys(EXPECTED_FUSES).map((name, index) => [name, states[index]])),
    ).toEqual(EXPECTED_FUSES);
  });

  it('is the same when it is packed again', () => {
    pack('again');
    const digest = (output: string) =>
      createHash('sha256')
        .update(readFileSync(join(folder, output, 'linux-unpacked', 'resources', 'app.asar')))
        .digest('hex');
    expect(digest('again')).toBe(digest('out'));
  });

  it('asks no server for updates and carries the languages that it speaks', () => {
    expect(existsSync(join(app, 'resources', 'app-update.yml'))).toBe(false);
    expect(readdirSync(join(app, 'locales'))).toEqual(['de.pak', 'en-US.pak']);
  });
});
