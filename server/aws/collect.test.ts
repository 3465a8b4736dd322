import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { factsOf, importFolder } from '../../catalog/importers/glue/test-support.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { collectGlue, type Collected } from './collect.ts';
import { AwsConnectError, type CollectProgress } from './collection.ts';
import { ExportFolderError } from './export-folder.ts';
import { openAws } from './sdk.ts';
import { Refusal, startFakeAws, type FakeAccount, type FakeAws } from './testing/fake-aws.ts';
import { SHOP } from './testing/shop.ts';

const NS = 'arn:aws:glue:eu-west-1:123456789012';

describe('a collection from AWS', () => {
  let aws: FakeAws | null = null;
  let folder: string;

  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-a-real-key');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    folder = join(temporaryFolder(), 'out');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await aws?.close();
    aws = null;
  });

  async function collect(
    fake: FakeAccount,
    more: { details?: boolean; signal?: AbortSignal; onProgress?: (progress: CollectProgress) => void } = {},
  ): Promise<Collected> {
    aws = await startFakeAws(fake);
    const { details = false, signal = new AbortController().signal, onProgress = () => {} } = more;
    const source = { region: 'eu-west-1', endpoint: aws.url, details };
    const access = openAws(source);
    try {
      return await collectGlue({ source, access, folder, signal, onProgress });
    } finally {
      access.close();
    }
  }

  const withAnswers = (answers: FakeAccount['answers']): FakeAccount => ({
    ...SHOP,
    answers: { ...SHOP.answers, ...answers },
  });

  it('writes a folder that imports whole: pages joined, scripts, times, names with slashes', async () => {
    const done = await collect(SHOP);
    expect(done).toMatchObject({ account: '123456789012', region: 'eu-west-1' });
    expect(done.errors.map(({ Operation, Code }) => [Operation, Code])).toEqual([
      ['get-crawlers', 'AccessDeniedException'],
    ]);
    expect(readdirSync(join(folder, 'scripts'))).toEqual(['clean%2Forders.py']);
    const imported = await importFolder(folder);
    expect(factsOf(imported, 'scope').find((fact) => fact.scope === `glue:${NS}/database/sales`)?.mode).toBe(
      'replace',
    );
    expect(factsOf(imported, 'flow').map((flow) => [flow.from.name, flow.to.name, flow.job?.name])).toEqual([
      ['table/sales/orders', 'table/sales/mails', undefined],
      ['table/sales/orders', 'table/sales/orders_clean', 'job/clean/orders'],
    ]);
    expect(factsOf(imported, 'tag')).toMatchObject([
      { target: { job: { namespace: NS, name: 'job/clean/orders' } }, key: 'team', value: 'sales' },
    ]);
    expect(factsOf(imported, 'run').map((run) => run.eventTime)).toContain('2024-06-14T06:13:20.500Z');
    expect(imported.issues.filter(({ code }) => code !== 'export-gap')).toEqual([]);
    expect(imported.issues[0]?.message).toContain(
      'could not read get-crawlers: AccessDeniedException says no',
    );
  });

  it('asks about each table only where details are wanted', async () => {
    await collect(SHOP);
    expect(aws?.asked.some((call) => call.startsWith('GetPartitions'))).toBe(false);
    await aws?.close();
    folder = join(temporaryFolder(), 'out');
    await collect(SHOP, { details: true });
    expect(aws?.asked).toContain('GetPartitions sales');
    const imported = await importFolder(folder);
    expect(factsOf(imported, 'property').find((fact) => fact.key === 'partitions')?.value).toMatchObject({
      count: 1,
      keys: ['day'],
      patterns: [{ pattern: '9999-99-99', count: 1 }],
    });
  });

  it('marks a listing whose next page was refused, so that nothing is taken for gone', async () => {
    const { answers } = SHOP;
    await collect(
      withAnswers({
        GetTables: (input) =>
          input['NextToken'] ? new Refusal('AccessDeniedException') : (answers['GetTables']?.(input) ?? {}),
      }),
    );
    const imported = await importFolder(folder);
    expect(imported.issues.map(({ code }) => code)).toContain('listing-cut');
    expect(factsOf(imported, 'scope').find((fact) => fact.scope.endsWith('database/sales'))?.mode).toBe(
      'accumulate',
    );
  });

  it('tries again when it is throttled', async () => {
    let times = 0;
    const { errors } = await collect(
      withAnswers({
        GetTriggers: () => (times++ === 0 ? new Refusal('ThrottlingException') : { Triggers: [] }),
      }),
    );
    expect(times).toBe(2);
    expect(errors.map(({ Operation }) => Operation)).toEqual(['get-crawlers']);
  });

  it('stops asking what is always refused, and says how often', async () => {
    const jobs = Array.from({ length: 20 }, (_, n) => ({
      Name: `j${n}`,
      Role: 'r',
      Command: { Name: 'glueetl' },
    }));
    const { errors } = await collect(
      withAnswers({ GetJobs: () => ({ Jobs: jobs }), GetTags: () => new Refusal('AccessDeniedException') }),
    );
    const tags = errors.filter(({ Operation }) => Operation === 'get-tags');
    // Those that were under way when the third was refused, too.
    expect(tags.length).toBeLessThan(jobs.length);
    expect(tags.at(-1)?.Message).toMatch(/^After 3 refusals, \d+ more calls were not made\.$/);
  });

  it('ends at once on wrong credentials, and leaves an empty folder behind', async () => {
    await expect(
      collect(withAnswers({ GetCallerIdentity: () => new Refusal('InvalidClientTokenId', 403) })),
    ).rejects.toThrow(AwsConnectError);
    expect(aws?.asked).toEqual(['GetCallerIdentity']);
  });

  it('can be cancelled; the folder then says that it is incomplete', async () => {
    const controller = new AbortController();
    const onProgress = ({ operation }: CollectProgress): void => {
      if (operation === 'get-jobs') controller.abort();
    };
    await expect(collect(SHOP, { signal: controller.signal, onProgress })).rejects.toThrow();
    const noted = JSON.parse(readFileSync(join(folder, 'export-errors.json'), 'utf8')) as {
      Complete: boolean;
    };
    expect(noted.Complete).toBe(false);
    expect((await importFolder(folder)).issues.map(({ code }) => code)).toContain('export-incomplete');
    expect(existsSync(join(folder, 'get-triggers.json'))).toBe(false);
  });

  it('does not mix with what is in a folder', async () => {
    await collect(SHOP);
    await aws?.close();
    await expect(collect(SHOP)).rejects.toThrow(ExportFolderError);
  });
});
