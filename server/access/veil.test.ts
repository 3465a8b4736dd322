/** What is hidden from a person is in no answer: every procedure is asked, with a planted name. */
import { createRouterClient, ORPCError } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCheaply } from '../../catalog/access/password.ts';
import type { Fact } from '../../catalog/model/facts.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { importFacts, openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { contract } from '../../contract/index.ts';
import { router, type FaceContext } from '../procedures/index.ts';
import { PERSON_HEADER } from './admit.ts';
import { anyInput, type Seed } from './any-input.ts';
import { needOf, WHOLE } from './policy.ts';
import { Sessions } from './sessions.ts';

const PASSWORD = 'a long enough password';
/** In the names of what is hidden and in what is said of it. */
const SECRET = 'zebrafish';
const evidence = { scope: 'project', file: 0, at: `nodes.${SECRET}_pay` };
const ds = (name: string) => ({ namespace: 'db://h', name });
const HIDDEN = `hr.${SECRET}_pay`;

const dataset = (name: string, columns: readonly string[]): Fact[] => [
  { type: 'dataset', dataset: ds(name), sourceId: name, evidence },
  ...columns.map((column, ordinal): Fact => ({
    type: 'column',
    dataset: ds(name),
    path: [column],
    ordinal,
    dataType: 'text',
    evidence,
  })),
];
const job = (name: string, input: string, output: string): Fact[] => [
  { type: 'job', job: { namespace: 'jobs', name }, kind: 'dbt model', evidence },
  { type: 'job-input', job: { namespace: 'jobs', name }, dataset: ds(input), evidence },
  { type: 'job-output', job: { namespace: 'jobs', name }, dataset: ds(output), evidence },
];
const facts: Fact[] = [
  { type: 'scope', scope: 'project', mode: 'replace' },
  ...dataset('raw.staff', ['person', 'salary']),
  ...dataset(HIDDEN, ['person', `${SECRET}_iban`]),
  ...dataset('sales.report', ['total']),
  ...job(`load_${SECRET}_pay`, 'raw.staff', HIDDEN),
  ...job('make_report', HIDDEN, 'sales.report'),
];

let catalog: Catalog;
let everything: FaceContext;
let part: FaceContext;
let ids: Record<'hidden' | 'shown' | 'column' | 'job', number>;

beforeAll(async () => {
  checkCheaply();
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, facts, 'one');
  const id = (sql: string): number => catalog.store.reader.prepare<[], { id: number }>(sql).get()!.id;
  ids = {
    hidden: id(`SELECT id FROM dataset WHERE name = '${HIDDEN}'`),
    shown: id(`SELECT id FROM dataset WHERE name = 'sales.report'`),
    column: id(`SELECT id FROM "column" WHERE name = '${SECRET}_iban'`),
    job: id(`SELECT id FROM job WHERE name = 'load_${SECRET}_pay'`),
  };
  const sessions = new Sessions();
  const base = { catalog, host: 'loopback' as const, version: 'test', pathsOf: async () => [], sessions };
  const as = (token: string): FaceContext => ({
    ...base,
    reqHeaders: new Headers({ [PERSON_HEADER]: token }),
  });
  const first = await createRouterClient(router, { context: base }).access.add({
    name: 'Ada',
    role: 'admin',
    password: PASSWORD,
  });
  everything = as(first.token!);
  const ada = createRouterClient(router, { context: everything });
  const on = 'dataset' as const;
  await ada.registers.put({ register: 'domain', entries: [{ name: 'HR' }, { name: 'Sales' }] });
  const sensitivity = (value: string) => ({ kind: 'sensitivity' as const, value });
  await ada.stewardship.tag({ targets: [{ on, id: ids.hidden }], add: [sensitivity('restricted')] });
  await ada.stewardship.describe({ target: { on, id: ids.hidden }, text: `All of ${SECRET}` });
  await ada.stewardship.own({ targets: [{ on, id: ids.hidden }], add: [{ name: `${SECRET} owner` }] });
  await ada.comments.add({ target: { on, id: ids.hidden }, text: `About ${SECRET}` });
  await ada.access.add({
    name: 'Ben',
    role: 'steward',
    password: PASSWORD,
    sight: { domains: null, upTo: 'confidential' },
  });
  const { token } = await createRouterClient(router, { context: base }).access.logIn({
    name: 'Ben',
    password: PASSWORD,
  });
  part = as(token);
});
afterAll(() => catalog.close());

interface Procedure {
  readonly name: string;
  readonly input: unknown;
}

function proceduresOf(at: object, path: readonly string[] = []): Procedure[] {
  return Object.entries(at).flatMap(([key, value]: [string, object]) => {
    const name = [...path, key];
    if (!('~orpc' in value)) return proceduresOf(value, name);
    const { inputSchema } = value['~orpc'] as { inputSchema?: unknown };
    return [{ name: name.join('.'), input: inputSchema }];
  });
}

async function asked(
  context: FaceContext,
  name: string,
  input: unknown,
): Promise<{ text: string; answered: boolean }> {
  let call: unknown = createRouterClient(router, { context });
  for (const step of name.split('.')) call = (call as Record<string, unknown>)[step];
  try {
    const answer = await (call as (input: unknown) => Promise<unknown>)(input);
    return { text: await textOf(answer), answered: true };
  } catch (error) {
    const said = error instanceof ORPCError ? [error.message, error.data] : [String(error)];
    return { text: JSON.stringify(said), answered: false };
  }
}

async function textOf(answer: unknown): Promise<string> {
  const parts: unknown[] = [];
  if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer)
    for await (const one of answer as AsyncIterable<unknown>) parts.push(one);
  else parts.push(answer);
  const text = JSON.stringify(parts);
  // Files are looked into, too.
  const files = [...text.matchAll(/"base64":"([^"]*)"/g)].map(([, base64]) =>
    Buffer.from(base64!, 'base64').toString('latin1'),
  );
  return [text, ...files].join('\n').toLowerCase();
}

function seeds(): Seed[] {
  const numbers = [ids.hidden, ids.shown, ids.column];
  return [0, 1, 2].flatMap((pick) =>
    numbers.flatMap((number) =>
      [true, false].map((all) => ({ number, pick, all, text: pick === 2 ? HIDDEN : '' })),
    ),
  );
}

const readable = () =>
  proceduresOf(contract).filter(
    ({ name }) =>
      ['read', 'disclose'].includes(needOf(name.split('.'), undefined)) &&
      !WHOLE.has(name) &&
      // Waits for changes; logs out; keeps the person from asking further.
      !['system.changes', 'access.changePassword', 'security.lock'].includes(name),
  );

describe('a planted name', () => {
  it('is in no answer to who does not see it, whatever is asked, and in many to who does', async () => {
    const told = new Set<string>();
    const answered = new Set<string>();
    const leaks = new Set<string>();
    for (const { name, input } of readable())
      for (const seed of seeds()) {
        const given = anyInput(input, seed);
        const mine = await asked(part, name, given);
        if (mine.answered) answered.add(name);
        // What one asks with may come back in an answer, as it may in a refusal.
        if (seed.text === '' && mine.text.includes(SECRET)) leaks.add(`${name} ${mine.text.slice(0, 300)}`);
        if (told.has(name) || seed.number !== ids.hidden) continue;
        const whole = await asked(everything, name, given);
        if (whole.text.includes(SECRET)) told.add(name);
      }
    expect([...leaks]).toEqual([]);
    expect(answered.size).toBeGreaterThan(60);
    expect(told.size).toBeGreaterThan(20);
  }, 300_000);

  it('keeps the shape of the lineage, and says how much is hidden', async () => {
    const ben = createRouterClient(router, { context: part });
    expect((await ben.access.mine()).hidden).toEqual({ datasets: 1, of: 3 });
    const rows = await ben.lineage.table({ id: ids.shown, direction: 'upstream' });
    expect(rows.items.map((row) => JSON.stringify(row)).join()).toContain(`hidden-${ids.hidden}`);
    expect(rows.total).toBe(2);
  });

  it('is not found by its words', async () => {
    const ben = createRouterClient(router, { context: part });
    const ada = createRouterClient(router, { context: everything });
    for (const query of [SECRET, `${SECRET}_pay`, 'owner', `description:${SECRET}`]) {
      expect((await ben.datasets.search({ text: query })).total, query).toBe(0);
    }
    expect((await ada.datasets.search({ text: SECRET })).total).toBe(1);
    await expect(ben.datasets.resolve(ds(HIDDEN))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is not changed by who does not see it', async () => {
    const ben = createRouterClient(router, { context: part });
    const tag = { kind: 'label' as const, key: 'x', value: 'y' };
    const change = (id: number) => ben.stewardship.tag({ targets: [{ on: 'dataset', id }], add: [tag] });
    await expect(change(ids.hidden)).rejects.toThrow('hidden from you');
    expect(await change(ids.shown)).toMatchObject({ changed: 1 });
    expect((await ben.ledger.list({})).items[0]).toMatchObject({ actor: 'Ben' });
  });

  it('is hidden from then on when it becomes so, and shown when it no longer is', async () => {
    const ben = createRouterClient(router, { context: part });
    const ada = createRouterClient(router, { context: everything });
    const level = (value: string) => ({ kind: 'sensitivity' as const, value });
    const on = 'dataset' as const;
    await ada.stewardship.tag({ targets: [{ on, id: ids.shown }], add: [level('restricted')] });
    expect((await ben.datasets.get({ id: ids.shown })).name).toBe(`hidden-${ids.shown}`);
    await ada.stewardship.tag({
      targets: [{ on, id: ids.shown }],
      add: [level('internal')],
      reason: 'It is not',
    });
    expect((await ben.datasets.get({ id: ids.shown })).name).toBe('sales.report');
  });
});
