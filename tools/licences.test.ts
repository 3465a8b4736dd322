import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packageFolderOf } from './bundled-packages.ts';
import { build } from './build.ts';
import { billOf, licenceText, refOf, shippedComponents, type Component } from './licences.ts';

/** Licences that ask for no more than to be named, and those of the data. */
const ACCEPTED =
  /^(?:MIT|MIT-0|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|CC0-1\.0|Unlicense|Zlib|OFL-1\.1|CC-BY-4\.0|CC-BY-3\.0|BlueOak-1\.0\.0|Python-2\.0)$/;

const licenceSchema = z.union([
  z.strictObject({ license: z.strictObject({ id: z.string().regex(/^[\w.+-]+$/) }) }),
  z.strictObject({ expression: z.string().regex(/ (?:OR|AND) /) }),
]);
/** What is used of CycloneDX 1.6, as its schema has it: nothing beside. */
const billSchema = z.strictObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  version: z.literal(1),
  metadata: z.strictObject({
    component: z.strictObject({
      type: z.literal('application'),
      'bom-ref': z.string(),
      name: z.string(),
      version: z.string(),
      licenses: z.array(licenceSchema).length(1),
    }),
  }),
  components: z.array(
    z.strictObject({
      type: z.enum(['library', 'data']),
      'bom-ref': z.string(),
      group: z.string().optional(),
      name: z.string().min(1),
      version: z.string().min(1),
      purl: z.string().regex(/^pkg:(?:npm|generic)\/[\w.%~/-]+@[\w.%+-]+$/),
      licenses: z.array(licenceSchema).length(1),
      hashes: z
        .array(z.strictObject({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) }))
        .optional(),
    }),
  ),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

let components: Component[];
beforeAll(async () => {
  await build({ onlyStale: true });
  components = shippedComponents();
}, 240_000);

const product = { name: 'headwater', version: '0' };

describe('what ships', () => {
  it('is under licences that allow it', () => {
    expect(components.length).toBeGreaterThan(60);
    const others = components.filter(({ licence }) =>
      licence
        .replace(/[()]/g, '')
        .split(/ (?:AND) /)
        .some((part) => !part.split(' OR ').some((one) => ACCEPTED.test(one.trim()))),
    );
    expect(others.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
  });

  it('stands in the list, each with its text', () => {
    const text = licenceText(components);
    for (const { name, version, texts } of components) {
      expect(text).toContain(`${name} ${version}: `);
      for (const one of texts) expect(text).toContain(one);
    }
  });

  it('comes from the registry with a digest, but for the data', () => {
    expect(components.filter(({ type, sha512 }) => type === 'library' && sha512 === null)).toEqual([]);
  });
});

describe('the bill of materials', () => {
  it('is CycloneDX, names everything once and refers to nothing else', () => {
    const bill = billSchema.parse(billOf(components, product));
    const refs = bill.components.map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(bill.dependencies[0]).toEqual({ ref: 'pkg:npm/headwater@0', dependsOn: refs });
    expect(bill.dependencies.slice(1).map(({ ref }) => ref)).toEqual(refs);
  });

  it('is the same for the same content, and another for other content', () => {
    const serial = (list: Component[]) => billSchema.parse(billOf(list, product)).serialNumber;
    expect(serial(components)).toBe(serial(shippedComponents()));
    expect(serial(components.slice(1))).not.toBe(serial(components));
  });

  it('writes scopes as package URLs do', () => {
    expect(refOf({ name: '@mantine/core', version: '9.7.3', type: 'library' })).toBe(
      'pkg:npm/%40mantine/core@9.7.3',
    );
  });
});

it.each([
  ['/x/node_modules/react/index.js', 'node_modules/react'],
  ['/x/node_modules/@a/b/dist/c.js?commonjs', 'node_modules/@a/b'],
  ['\0/x/node_modules/a/node_modules/b/c.js', 'node_modules/a/node_modules/b'],
  ['C:\\x\\node_modules\\a\\b.js', 'node_modules/a'],
  ['/x/catalog/catalog.ts', null],
])('%j belongs to %j', (module, folder) => expect(packageFolderOf(module)).toBe(folder));
