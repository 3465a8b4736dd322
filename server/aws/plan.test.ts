import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AwsRequestError, planOf } from './plan.ts';

const here = { region: 'eu-west-1', details: false };

describe('what a collection would do', () => {
  it('is told before anything is connected to', () => {
    const plan = planOf({ ...here, profile: 'reader' }, {});
    expect(plan.endpoints).toEqual([
      'https://sts.eu-west-1.amazonaws.com',
      'https://glue.eu-west-1.amazonaws.com',
      'https://lakeformation.eu-west-1.amazonaws.com',
      'https://<bucket of a script>.s3.eu-west-1.amazonaws.com',
    ]);
    expect(plan.credentials).toContain('"reader"');
    expect(plan.reads.join(' ')).toContain('No data');
  });

  it('names the addresses that the environment chooses, and other partitions', () => {
    expect(planOf(here, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }).endpoints).toEqual([
      'http://127.0.0.1:9',
    ]);
    expect(planOf(here, { AWS_ENDPOINT_URL_GLUE: 'https://vpce.example' }).endpoints[1]).toBe(
      'https://vpce.example',
    );
    expect(planOf({ ...here, region: 'cn-north-1' }, {}).endpoints[1]).toBe(
      'https://glue.cn-north-1.amazonaws.com.cn',
    );
    expect(planOf({ ...here, endpoint: 'http://127.0.0.1:9/x' }, {}).endpoints).toEqual([
      'http://127.0.0.1:9',
    ]);
  });

  it('tells where credentials come from', () => {
    expect(planOf(here, { AWS_PROFILE: 'p' }).credentials).toContain('AWS_PROFILE');
    expect(planOf(here, { AWS_ACCESS_KEY_ID: 'AKID' }).credentials).toContain('AWS_ACCESS_KEY_ID');
    expect(planOf(here, {}).credentials).toContain('169.254.169.254');
  });

  it.each([
    { region: 'eu-west-1.evil.example' },
    { region: '' },
    { profile: 'a\nb' },
    { endpoint: 'file:///x' },
  ])('refuses %j', (wrong) => expect(() => planOf({ ...here, ...wrong }, {})).toThrow(AwsRequestError));
});

describe('the AWS clients', () => {
  it('are loaded by nothing but a collection', () => {
    // Every module that is loaded on the way is looked at.
    const script = `
      const { registerHooks } = await import('node:module');
      const loaded = [];
      registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
      await import(${JSON.stringify(new URL('../../cli/program.ts', import.meta.url).href)});
      await import(${JSON.stringify(new URL('../procedures/index.ts', import.meta.url).href)});
      const found = loaded.filter((url) => /@aws-sdk|@smithy|aws\\/sdk\\.ts/.test(url));
      process.stdout.write(JSON.stringify({ modules: loaded.length, plan: loaded.some((url) => url.endsWith('aws/plan.ts')), found }));
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      encoding: 'utf8',
    });
    expect(stderr).not.toContain('Error');
    const seen = JSON.parse(stdout) as { modules: number; plan: boolean; found: string[] };
    expect(seen).toMatchObject({ plan: true, found: [] });
    expect(seen.modules).toBeGreaterThan(100);
  });
});
