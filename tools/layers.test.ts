import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOf, root } from './run.ts';

/** A line that must not pass, the file in which it stands, and the rule that catches it. */
interface Planted {
  readonly file: string;
  readonly code: string;
  readonly rule: string;
}

const imports = (file: string, from: string): Planted => ({
  file,
  code: `import { x } from '${from}';\nexport const y = x;`,
  rule: 'no-restricted-imports',
});

const FORBIDDEN: readonly Planted[] = [
  imports('catalog/model/a.ts', '../../contract/index.ts'),
  imports('catalog/model/b.ts', '../../server/product.ts'),
  imports('catalog/store/c.ts', '../../cli/face.ts'),
  imports('catalog/lineage/d.ts', 'react'),
  imports('catalog/lineage/e.ts', '@orpc/server'),
  imports('catalog/importers/f.ts', 'node:http'),
  imports('catalog/importers/g.ts', 'electron'),
  imports('catalog/browse/h.ts', 'better-sqlite3'),
  imports('contract/i.ts', '../catalog/catalog.ts'),
  imports('contract/j.ts', 'node:fs'),
  imports('contract/k.ts', '@orpc/server'),
  imports('renderer/src/features/browse/l.ts', '../../../../catalog/catalog.ts'),
  imports('renderer/src/features/browse/m.ts', 'node:fs'),
  imports('renderer/src/n.ts', 'electron'),
  imports('renderer/src/shared/o.ts', '../../../server/product.ts'),
  imports('server/loopback/p.ts', '../../renderer/src/shared/api.ts'),
  imports('server/q.ts', '../cli/face.ts'),
  ...[
    'bench',
    'catalog',
    'catalog/store',
    'cli',
    'electron',
    'renderer/src',
    'server',
    'server/aws',
    'tools',
  ].map((folder) => imports(`${folder}/aws.ts`, '@aws-sdk/client-glue')),
  imports('contract/aws.ts', '@aws-sdk/client-sts'),
  imports('server/aws/ah.ts', './sdk.ts'),
  imports('cli/commands/ai.ts', '../../server/aws/sdk.ts'),
  imports('server/r.ts', 'electron'),
  imports('cli/s.ts', '../electron/rules.ts'),
  imports('cli/commands/t.ts', '../../renderer/src/main.tsx'),
  imports('electron/u.ts', '../renderer/src/shared/host.ts'),
  imports('electron/v.ts', '../cli/program.ts'),
  imports('tools/w.ts', 'electron'),
  {
    file: 'catalog/x.ts',
    code: `export const work = async () => {};\nwork();`,
    rule: 'no-floating-promises',
  },
  { file: 'server/y.ts', code: `export const z = (a: any) => String(a);`, rule: 'no-explicit-any' },
  {
    file: 'catalog/model/z.ts',
    code: `export function f(a: 'x' | 'y'): void {\n  switch (a) {\n    case 'x':\n      f('y');\n      break;\n  }\n}`,
    rule: 'switch-exhaustiveness-check',
  },
  {
    file: 'server/aa.ts',
    code: `export const list = [1].filter(async () => true);`,
    rule: 'no-misused-promises',
  },
  {
    file: 'renderer/src/ab.tsx',
    code: `import { useState } from 'react';\nexport function A({ on }: { on: boolean }) {\n  if (on) useState(0);\n  return null;\n}`,
    rule: 'rules-of-hooks',
  },
  { file: 'renderer/src/ac.tsx', code: `export const I = () => <img src="a.png" />;`, rule: 'alt-text' },
  {
    file: 'catalog/ad.ts',
    code: `import { b } from './ae.ts';\nexport const a = (): unknown => b;`,
    rule: 'no-cycle',
  },
  {
    file: 'catalog/ae.ts',
    code: `import { a } from './ad.ts';\nexport const b = (): unknown => a;`,
    rule: 'no-cycle',
  },
  {
    file: 'catalog/model/ah.ts',
    code: `import type { B } from './ai.ts';\nexport interface A {\n  readonly b: B;\n}`,
    rule: 'no-cycle',
  },
  {
    file: 'catalog/model/ai.ts',
    code: `import type { A } from './ah.ts';\nexport interface B {\n  readonly a: A;\n}`,
    rule: 'no-cycle',
  },
  { file: 'cli/af.ts', code: `console.log('x');`, rule: 'no-console' },
  { file: 'server/ag.ts', code: `export default 1;`, rule: 'no-default-export' },
];

const ALLOWED: readonly (readonly [file: string, code: string])[] = [
  ['catalog/model/a-ok.ts', `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;`],
  ['catalog/store/b-ok.ts', `import Database from 'better-sqlite3';\nexport const b = Database;`],
  ['catalog/browse/c-ok.ts', `import type { Database } from 'better-sqlite3';\nexport type C = Database;`],
  [
    'contract/d-ok.ts',
    `import { oc } from '@orpc/contract';\nimport { z } from 'zod';\nexport const d = [oc, z];`,
  ],
  [
    'renderer/src/features/e-ok.ts',
    `import type { Contract } from '../../../contract/index.ts';\nexport type E = Contract;`,
  ],
  [
    'server/f-ok.ts',
    `import { z } from '../contract/index.ts';\nimport { y } from '../catalog/catalog.ts';\nexport const f = [y, z];`,
  ],
  ['server/aws/sdk.ts', `import { GlueClient } from '@aws-sdk/client-glue';\nexport const s = GlueClient;`],
  ['server/aws/index.ts', `export const lazily = () => import('./sdk.ts');`],
  ['cli/g-ok.ts', `import { router } from '../server/procedures/index.ts';\nexport const g = router;`],
  [
    'electron/h-ok.ts',
    `import { app } from 'electron';\nimport { z } from '../server/product.ts';\nexport const h = [app, z];`,
  ],
];

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

let folder: string;
let found: readonly Diagnostic[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'layers-'));
  const plant = (file: string, code: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${code}\n`);
  };
  for (const { file, code } of FORBIDDEN) plant(file, code);
  for (const [file, code] of ALLOWED) plant(file, code);
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const options = {
    module: 'nodenext',
    target: 'es2024',
    strict: true,
    jsx: 'react-jsx',
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  plant('tsconfig.json', JSON.stringify({ compilerOptions: options }));
  const args = [
    '--type-aware',
    '-f',
    'json',
    ...['bench', 'catalog', 'cli', 'contract', 'electron', 'renderer', 'server', 'tools'],
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [commandOf('oxlint'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  try {
    found = (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
  } catch {
    throw new Error(`oxlint did not answer: ${stdout}${stderr}`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rulesIn = (file: string) =>
  found.filter(({ filename }) => filename.replaceAll('\\', '/') === file).map(({ code }) => code);

describe('the linter', () => {
  it.each(FORBIDDEN)('does not let $file pass ($rule)', ({ file, rule }) => {
    expect(rulesIn(file)).toContainEqual(expect.stringContaining(rule));
  });

  it.each(ALLOWED)('lets %s pass', (file) => {
    expect(rulesIn(file)).toEqual([]);
  });
});
