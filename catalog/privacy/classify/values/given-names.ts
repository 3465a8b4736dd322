/** Common given names, against which names in values are told from other capitalised words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { plain, valueKinds, type ValueKind } from './kinds.ts';

const file = z.strictObject({
  version: z.string(),
  note: z.string(),
  names: z.record(z.string(), z.string()),
});

/** @throws a zod error that names the member at fault */
export function loadGivenNames(resourcesDir: string): ReadonlySet<string> {
  const path = join(resourcesDir, 'privacy', 'classify', 'given-names.json');
  const { names } = file.parse(JSON.parse(readFileSync(path, 'utf8')));
  return new Set(Object.values(names).flatMap((list) => list.split(',').map((name) => plain(name.trim()))));
}

/**
 * The kinds of values as of today.
 * @param region ISO 3166-1 code of the country whose phone numbers are known without a prefix
 */
export function kindsToday(resourcesDir: string, region?: string): readonly ValueKind[] {
  return valueKinds({
    ...(region === undefined ? {} : { region }),
    today: new Date().toISOString().slice(0, 10),
    givenNames: loadGivenNames(resourcesDir),
  });
}
