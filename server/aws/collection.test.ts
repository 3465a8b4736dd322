import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import type { AwsAccess } from './access.ts';
import { Collection } from './collection.ts';
import { ExportFolder } from './export-folder.ts';

const denied = (): Error => Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });

async function begun(call: AwsAccess['call'] = async () => ({})): Promise<Collection> {
  const access = { call, close: () => {} } as unknown as AwsAccess;
  const { signal } = new AbortController();
  const folder = await ExportFolder.make(join(temporaryFolder(), 'out'));
  return new Collection({ access, source: { region: 'eu-west-1', details: false }, signal }, folder);
}

it('counts refusals of calls that are under way together, and each call that was not made', async () => {
  const collection = await begun();
  const refused: ((error: Error) => void)[] = [];
  const ask = () =>
    collection.attempt('get-tags', 'x', () => new Promise((_, reject) => refused.push(reject)));
  const first = [ask(), ask(), ask()];
  for (const reject of refused) reject(denied());
  await Promise.all(first);
  await Promise.all([ask(), ask()]);
  expect(refused).toHaveLength(3);
  expect(collection.allErrors().at(-1)).toMatchObject({
    Code: 'NotTried',
    Message: 'After 3 refusals, 2 more calls were not made.',
  });
});

it('an answer that comes late takes nothing back of what was not made', async () => {
  const collection = await begun();
  let answer = (): void => {};
  const late = collection.attempt(
    'get-tags',
    'late',
    () => new Promise<void>((resolve) => (answer = resolve)),
  );
  const refuse = () => collection.attempt('get-tags', 'x', () => Promise.reject(denied()));
  for (let times = 0; times < 4; times++) await refuse();
  answer();
  await late;
  expect(collection.allErrors().at(-1)?.Message).toBe('After 3 refusals, 1 more calls were not made.');
});

it('a listing that turns in a circle is cut, not whole', async () => {
  const collection = await begun(async () => ({ Items: [{ Name: 'a' }], NextToken: 'same' }));
  await collection.list('get-tables', {}, 'Items', { names: ['db'] });
  const [file] = readdirSync(collection.folder.path).filter((name) => name.startsWith('get-tables'));
  expect(JSON.parse(readFileSync(join(collection.folder.path, file!), 'utf8'))).toMatchObject({
    Items: [{ Name: 'a' }, { Name: 'a' }],
    NextToken: 'same',
  });
  expect(collection.allErrors()).toMatchObject([{ Operation: 'get-tables', Code: 'SamePage' }]);
});
