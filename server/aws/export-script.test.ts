/**
 * The export scripts in `docs/`, run against stand-ins: what they write must import as what the app
 * itself collects.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { importFolder, type Imported } from '../../catalog/importers/glue/test-support.ts';
import type { Fact } from '../../catalog/model/facts.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { collectFromAws } from './index.ts';
import { startFakeAws } from './testing/fake-aws.ts';
import { SHOP } from './testing/shop.ts';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const cli = fileURLToPath(new URL('testing/fake-aws-cli.ts', import.meta.url));

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const bash = process.platform !== 'win32' && has('bash', '--version');
const pwsh = has('pwsh', '-NoLogo', '-Command', 'exit 0');

/** What is said, wherever it was read. */
function said(imported: Imported): string[] {
  const plain = (fact: Fact): unknown =>
    fact.type === 'scope' ? fact : { ...fact, evidence: fact.evidence.scope };
  return imported.facts.map((fact) => JSON.stringify(plain(fact))).sort();
}

function runScript(
  program: string,
  args: readonly string[],
  folder: string,
): { status: number | null; stderr: string } {
  const bin = join(temporaryFolder(), 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'aws'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
  chmodSync(join(bin, 'aws'), 0o755);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  const { status, stderr } = spawnSync(program, [...args], { env, encoding: 'utf8', cwd: folder });
  return { status, stderr };
}

describe('the export scripts', () => {
  let expected: string[];

  beforeAll(async () => {
    const aws = await startFakeAws(SHOP);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-a-real-key');
    const folder = join(temporaryFolder(), 'out');
    const source = { region: 'eu-west-1', endpoint: aws.url, details: false };
    await collectFromAws({ source, folder, signal: new AbortController().signal });
    expected = said(await importFolder(folder));
    vi.unstubAllEnvs();
    await aws.close();
  });

  it.skipIf(!bash)('export-glue.sh writes what the app collects (bash needed)', async () => {
    const folder = temporaryFolder();
    const { status, stderr } = runScript(
      'bash',
      [join(docs, 'export-glue.sh'), 'out', '--region', 'eu-west-1'],
      folder,
    );
    expect(stderr).toContain('1 refused');
    expect(status).toBe(1);
    const imported = await importFolder(join(folder, 'out'));
    expect(said(imported)).toEqual(expected);
    const gaps = imported.issues.filter(({ code }) => code === 'export-gap').map(({ message }) => message);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toContain('User: "arn:aws:iam::123456789012:user/reader" is not authorized');
  });

  it.skipIf(!bash)(
    'export-glue.sh --details asks about each table, and mixes with nothing (bash needed)',
    async () => {
      const folder = temporaryFolder();
      const args = [join(docs, 'export-glue.sh'), '--details', 'out', '--region', 'eu-west-1'];
      runScript('bash', args, folder);
      expect(readdirSync(join(folder, 'out'))).toEqual(
        expect.arrayContaining(['get-partitions.sales.orders.json', 'get-table-versions.sales.mails.json']),
      );
      const again = runScript('bash', args, folder);
      expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('is not empty') as string });
    },
  );

  it.skipIf(!pwsh)('export-glue.ps1 writes what the app collects (PowerShell needed)', async () => {
    const folder = temporaryFolder();
    const args = [
      '-NoLogo',
      '-NoProfile',
      '-File',
      join(docs, 'export-glue.ps1'),
      '-Out',
      'out',
      '-Region',
      'eu-west-1',
    ];
    expect(runScript('pwsh', args, folder).status).toBe(1);
    expect(said(await importFolder(join(folder, 'out')))).toEqual(expected);
  });

  it('make the same calls in both languages, and never ask for passwords', () => {
    const calls = (file: string): string[] => {
      const text = readFileSync(join(docs, file), 'utf8').replaceAll(/^\s*#.*$/gm, '');
      const found = text.matchAll(/\b(?:glue|lakeformation|sts)['", ]+((?:get|list|batch-get)-[a-z-]+)/g);
      // The shell looks a table's columns up again, having no JSON at hand.
      const names = [...found].flatMap((match) => match[1] ?? []).filter((call) => call !== 'get-table');
      return [...new Set(names)].sort();
    };
    expect(calls('export-glue.ps1')).toEqual(calls('export-glue.sh'));
    expect(calls('export-glue.sh').length).toBeGreaterThan(20);
    for (const file of ['export-glue.sh', 'export-glue.ps1']) {
      const text = readFileSync(join(docs, file), 'utf8');
      for (const line of text.split('\n').filter((one) => /^[^#]*get-connections['", ]/.test(one)))
        expect(text.slice(text.indexOf(line), text.indexOf(line) + 200)).toContain('hide-password');
    }
  });
});
