/**
 * What is bundled, whose it is and under which licence: a text to read and a CycloneDX bill of materials. Both are
 * made from what the bundler noted and from the packages themselves, and are the same for the same bundles.
 *
 *   node tools/licences.ts
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bundledFolder } from './bundled-packages.ts';
import { root } from './run.ts';

/** Packages that are not bundled but shipped as they are. */
const SHIPPED = ['node_modules/better-sqlite3', 'node_modules/electron'];
/** With the page, which shows the text, and beside the programs. */
const FOLDERS = [join(root, 'dist', 'legal'), join(root, 'dist', 'renderer', 'legal')];
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|ofl)(?:[-.].*)?$/i;

/** For packages that come with a licence's text and do not name it. */
const BY_TEXT: readonly (readonly [id: string, words: RegExp])[] = [
  ['MIT', /Permission is hereby granted, free of charge,[\s\S]*without restriction[\s\S]*sublicense/],
];

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  author: z.union([z.string(), z.object({ name: z.string() })]).optional(),
});

export interface Component {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /** Files of the package that state it, as they are. */
  readonly texts: readonly string[];
  /** SHA-512 of the package as the registry has it, hex; null for what does not come from one. */
  readonly sha512: string | null;
  /** `library` from npm, `data` that comes with the checkout. */
  readonly type: 'library' | 'data';
}

/** Data of others in `resources/`, each with its licence's own text beside it. */
const DATA: readonly { name: string; version: string; licence: string; notice: string }[] = [
  { name: 'noto-fonts', version: '1.0.0', licence: 'OFL-1.1', notice: 'resources/fonts/OFL.txt' },
  { name: 'fideslang', version: '3.1.4a1', licence: 'CC-BY-4.0', notice: 'resources/privacy/NOTICE.md' },
];

/** @throws where a package has no licence or no version: then somebody has to look */
export function componentAt(folder: string, integrity: string | null): Component {
  const path = join(root, folder);
  const { name, version, license } = manifestSchema.parse(
    JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')),
  );
  const texts = readdirSync(path)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(path, file), 'utf8').replaceAll('\r\n', '\n').trim());
  const licence = license ?? BY_TEXT.find(([, words]) => texts.some((text) => words.test(text)))?.[0];
  if (licence === undefined || licence === 'UNLICENSED' || /see licen[cs]e/i.test(licence)) {
    throw new Error(`${name} ${version} does not say under which licence it is`);
  }
  const sha512 = integrity?.startsWith('sha512-')
    ? Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
    : null;
  return { name, version, licence, texts, sha512, type: 'library' };
}

/** Everything that ships, by name and version. */
export function shippedComponents(): Component[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string }>;
  };
  const noted = readdirSync(bundledFolder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(bundledFolder, name), 'utf8')) as string[]);
  const libraries = [...new Set([...noted, ...SHIPPED])].map((folder) =>
    componentAt(folder, lock.packages[folder]?.integrity ?? null),
  );
  const data = DATA.map(({ notice, ...entry }): Component => ({
    ...entry,
    texts: [readFileSync(join(root, notice), 'utf8').trim()],
    sha512: null,
    type: 'data',
  }));
  const byName = new Map([...libraries, ...data].map((one) => [`${one.name}@${one.version}`, one]));
  return [...byName.values()].sort((a, b) => (refOf(a) < refOf(b) ? -1 : 1));
}

/** Package URL (purl-spec): the `@` of a scope is percent-encoded. */
export function refOf({ name, version, type }: Pick<Component, 'name' | 'version' | 'type'>): string {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return `pkg:${type === 'library' ? 'npm' : 'generic'}/${path}@${encodeURIComponent(version)}`;
}

/** CycloneDX 1.6. Without a time, and with a serial number that follows from the content. */
export function billOf(components: readonly Component[], product: { name: string; version: string }): object {
  const own = refOf({ ...product, type: 'library' });
  const body = {
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        ...product,
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components: components.map((one) => ({
      type: one.type,
      'bom-ref': refOf(one),
      ...(one.name.startsWith('@')
        ? { group: one.name.slice(0, one.name.indexOf('/')), name: one.name.slice(one.name.indexOf('/') + 1) }
        : { name: one.name }),
      version: one.version,
      purl: refOf(one),
      licenses: [/[\s(]/.test(one.licence) ? { expression: one.licence } : { license: { id: one.licence } }],
      ...(one.sha512 === null ? {} : { hashes: [{ alg: 'SHA-512', content: one.sha512 }] }),
    })),
    dependencies: [
      { ref: own, dependsOn: components.map(refOf) },
      ...components.map((one) => ({ ref: refOf(one) })),
    ],
  };
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  // The form of RFC 9562's version 8: a UUID whose bits are one's own.
  const part = (from: number, length: number) => digest.slice(from, from + length);
  const serial = `urn:uuid:${part(0, 8)}-${part(8, 4)}-8${part(12, 3)}-a${part(15, 3)}-${part(18, 12)}`;
  return { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serial, version: 1, ...body };
}

/** The list, then every text once, with the packages that it is of. */
export function licenceText(components: readonly Component[]): string {
  const list = components.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  const byText = new Map<string, Component[]>();
  for (const one of components) {
    const text =
      one.texts.length > 0 ? one.texts.join('\n\n') : `(stated in its package.json: ${one.licence})`;
    byText.set(text, [...(byText.get(text) ?? []), one]);
  }
  const rule = '-'.repeat(80);
  const texts = [...byText].map(
    ([text, of]) =>
      `${rule}\n${of.map(({ name, version }) => `${name} ${version}`).join(', ')}\n${rule}\n\n${text}\n`,
  );
  return [
    'Headwater is made with the work of others. What is in this copy of it, and under which licence:',
    '',
    ...list,
    '',
    'Electron and Chromium, in the desktop app: see LICENSE.electron.txt and LICENSES.chromium.html beside it.',
    '',
    ...texts,
  ].join('\n');
}

/** Writes both files. */
export function writeLicences(): void {
  const { name, version } = manifestSchema.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  const components = shippedComponents();
  for (const folder of FOLDERS) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'licences.txt'), licenceText(components));
    writeFileSync(
      join(folder, 'sbom.cdx.json'),
      `${JSON.stringify(billOf(components, { name, version }), null, 2)}\n`,
    );
  }
}

if (import.meta.main) writeLicences();
