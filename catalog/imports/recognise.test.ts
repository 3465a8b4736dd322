import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { importInto } from './import-into.ts';

it.each([
  ['empty.json', '', 'The file is empty; it was left out.'],
  [
    'prices.csv',
    'a,b\n1,2\n',
    'The content is not OpenLineage events, a dbt artifact or an AWS Glue export; it was left out.',
  ],
])('%s is told to be no source, and why', async (name, content, message) => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  const catalog = await openTemporaryCatalog();
  const outcome = await importInto(catalog, {
    paths: [path],
    kind: 'auto',
    dryRun: true,
    actor: 'tester',
    signal: new AbortController().signal,
  });
  expect(outcome.issues).toMatchObject([{ severity: 'rejected', code: 'not-recognised', message }]);
});
