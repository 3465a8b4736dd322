/** What can be said of the packages of every platform without building them: by the builder's own schema and by reading. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingsSchema } from '../contract/system.ts';
import { root } from './run.ts';

const fromBuilder = createRequire(join(root, 'node_modules', 'app-builder-lib', 'package.json'));
const { validateConfiguration } = fromBuilder('./out/util/config/config.js') as {
  validateConfiguration: (configuration: object, log: object) => Promise<void>;
};
const { DebugLogger } = fromBuilder('builder-util') as { DebugLogger: new (enabled: boolean) => object };

interface Target {
  readonly target: string;
  readonly arch: readonly string[];
}
interface Platform {
  readonly icon: string;
  readonly target: readonly Target[];
}
interface Settings {
  readonly publish: unknown;
  readonly asar: unknown;
  readonly npmRebuild: unknown;
  readonly files: readonly string[];
  readonly electronLanguages: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly fileAssociations: readonly { readonly ext: string }[];
  readonly linux: Platform;
  readonly win: Platform;
  readonly mac: Platform & {
    readonly hardenedRuntime: boolean;
    readonly entitlements: string;
    readonly entitlementsInherit: string;
    readonly x64ArchFiles: string;
  };
}

let settings: Settings;
beforeAll(() => {
  settings = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Settings;
});

describe('the settings of the builder', () => {
  it('are such as it takes', async () => {
    await expect(validateConfiguration(settings, new DebugLogger(false))).resolves.toBeUndefined();
  });

  it.each([
    ['a word that it does not know', { hardenRuntime: true }],
    ['a fuse that it does not know', { electronFuses: { runAsNodes: false } }],
    ['a target of the wrong kind', { mac: { target: { dmg: true, arch: 5 } } }],
  ])('with %s are refused', async (_what, wrong) => {
    await expect(validateConfiguration({ ...settings, ...wrong }, new DebugLogger(false))).rejects.toThrow(
      /Invalid configuration object/,
    );
  });

  it('name the packages of every platform', () => {
    const targets = ({ target }: Platform) =>
      target.map(({ target: name, arch }) => `${name} ${arch.join(' ')}`);
    expect(targets(settings.win)).toEqual(['nsis x64 arm64', 'portable x64']);
    expect(targets(settings.mac)).toEqual(['dmg universal']);
    expect(targets(settings.linux)).toEqual(['AppImage x64 arm64', 'deb x64 arm64', 'tar.gz x64 arm64']);
  });

  it('ask no server for updates, build no module anew, and know the file of a catalog', () => {
    expect(settings.publish).toBeNull();
    expect(settings.npmRebuild).toBe(false);
    expect(settings.asar).toBe(true);
    expect(settings.fileAssociations.map(({ ext }) => ext)).toEqual(['headwater']);
    const { devDependencies, dependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
    expect(Object.keys({ ...dependencies, ...devDependencies })).not.toContain('electron-updater');
  });

  it('bring Chromium in every language of the app', () => {
    const spoken = settingsSchema.shape.language.unwrap().options.filter((language) => language !== 'system');
    expect(settings.electronLanguages).toEqual(expect.arrayContaining(spoken));
  });

  it('set every fuse that runs foreign code or reads foreign files', () => {
    expect(settings.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
    });
  });

  it('bring the native module of each platform, and of both processors for the one app of macOS', () => {
    const has = (name: string) =>
      existsSync(join(root, 'node_modules/better-sqlite3/prebuilds', `${name}.node`));
    for (const name of ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-x64', 'darwin-arm64'])
      expect(has(name), name).toBe(true);
    const natives = settings.files.filter((pattern) => pattern.includes('prebuilds'));
    // The later of two patterns counts.
    expect(natives).toEqual([
      '!node_modules/better-sqlite3/prebuilds/*',
      'node_modules/better-sqlite3/prebuilds/${platform}-*.node',
    ]);
    expect(settings.mac.x64ArchFiles).toBe('**/prebuilds/darwin-*.node');
  });

  it('harden the app of macOS and allow it to compile, nothing else', () => {
    const { hardenedRuntime, entitlements, entitlementsInherit } = settings.mac;
    expect([hardenedRuntime, entitlementsInherit]).toEqual([true, entitlements]);
    const text = readFileSync(join(root, entitlements), 'utf8');
    expect([...text.matchAll(/<key>([^<]+)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });
});
