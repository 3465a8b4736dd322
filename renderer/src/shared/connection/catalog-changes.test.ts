import { expect, it, vi } from 'vitest';
import { changeEventSchema, contract } from '../../../../contract/index.ts';

/** What they answer is of the files and the account that are named, not of the catalog. */
const NOT_OF_THE_CATALOG = ['aws', 'samples'];

it('every part of the contract that shows the catalog follows some change', async () => {
  vi.stubGlobal('window', { addEventListener: () => {}, localStorage: { getItem: () => null } });
  const { always, keysOf } = await import('./catalog-changes.ts');
  const areas = changeEventSchema.shape.areas.element.options;
  const followed = new Set([...always(), ...areas.flatMap(keysOf)].map(([path]) => (path as string[])[0]));
  expect(Object.keys(contract).filter((part) => !followed.has(part))).toEqual(NOT_OF_THE_CATALOG);
  vi.unstubAllGlobals();
});
