import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SCOPE, edge, email, said, tables } from '../../catalog/privacy/propagate/testing.ts';
import { importFacts, openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { program } from '../program.ts';

let file: string;

beforeEach(async () => {
  const catalog = await openTemporaryCatalog();
  const facts = [SCOPE, ...edge('a.x>b.x'), ...edge('b.x>c.x'), ...tables('c', 'd=1'), said('a.x', email)];
  await importFacts(catalog.store, facts, 'facts');
  file = catalog.options.path;
  await catalog.close();
});
afterEach(() => vi.restoreAllMocks());

async function run(...args: readonly string[]): Promise<{ code: number; out: string }> {
  let [code, out] = [-1, ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  await program((exit) => (code = exit)).parseAsync(['propagate', ...args, '--catalog', file], {
    from: 'user',
  });
  return { code, out };
}
const json = async (...args: readonly string[]) => JSON.parse((await run(...args, '--json')).out) as never;

it('shows what would change, applies it, and then has nothing to do', async () => {
  const { code, out } = await run();
  expect(code).toBe(0);
  expect(out).toMatch(/user\.contact\.email +c:x +a:x +2/);
  expect(out).toContain(
    '2 tags are carried on: 2 of them new, 0 to take back, 0 from another cause; 1 to review.',
  );
  expect(await json('--limit', '1')).toMatchObject({
    carried: 2,
    new: { total: 2, items: [{ hops: 1 }] },
    review: { total: 1, items: [{ place: { dataset: { name: 'd=1' }, column: null } }] },
  });
  expect((await run('--apply')).out).toBe('Carried 2 tags on along lineage. Revision 2.\n');
  expect((await run('--apply')).out).toBe('Nothing had to change.\n');
});

it('explains, and ends with 1 where nothing comes', async () => {
  expect((await run('explain', 'c:x')).out).toContain('user.contact.email: carried on, of a:x');
  expect((await run('explain', 'a:x')).code).toBe(1);
});

it('asks what if without storing; words need --what-if', async () => {
  const found = await json('--what-if', '--block', 'b:x', '-', '--add', 'd=1=restricted');
  expect(found).toMatchObject({
    total: 2,
    items: [
      { before: 'carried', after: 'none' },
      { before: 'review', after: 'none' },
    ],
  });
  await expect(run('--block', 'b:x', '-')).rejects.toThrow('--what-if');
  await expect(run('--apply', '--add', 'a:x=user')).rejects.toThrow('--apply');
  await expect(run('--what-if', '--add', 'a:x=user', '--as-of', '1')).rejects.toThrow('leave --as-of out');
  await expect(run('--only', 'user')).rejects.toThrow('give --apply');
  await expect(run('--what-if', '--block', 'b:x')).rejects.toThrow('two names');
  await expect(run('--what-if', '--add', 'nothing=user')).rejects.toThrow('No dataset is named "nothing"');
  await expect(run('explain', 'c:nothing')).rejects.toThrow('No dataset');
});

it('blocks, lifts, carries, accepts and refuses', async () => {
  expect((await run('block', 'a:x', 'b:x', '--reason', 'tested')).out).toContain(
    'Held every tag up between a.x and b.x',
  );
  expect(await json()).toMatchObject({ carried: 0 });
  expect((await run('policy')).out).toMatch(/1 +a:x +b:x +every tag +1 links .+ tested/);
  await run('unblock', '1');
  expect((await run('dont-carry', 'user')).out).toContain('Lineage does not carry category user');
  expect(await json()).toMatchObject({ carried: 0 });
  await run('as-shipped', 'user');
  expect((await run('refuse', 'b:x=user.contact.email')).out).toContain('Refused');
  expect(await json()).toMatchObject({ carried: 0, findings: { refused: 1 } });
  expect((await run()).code).toBe(1);
  await run('accept', 'c:x=user.contact.email');
  expect(await json()).toMatchObject({ carried: 0, review: { total: 1 } });
});
