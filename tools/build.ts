/**
 * Builds what the app runs from: Prisma client, renderer, programs, and the licences of what is in them.
 *
 *   node tools/build.ts             everything
 *   node tools/build.ts --missing   only what is missing or older than its sources
 */
import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { isStale } from './freshness.ts';
import { commandOf, root, runNode } from './run.ts';

export type PartName = 'prisma client' | 'renderer' | 'programs' | 'licences';

interface Part {
  readonly name: PartName;
  readonly product: string;
  readonly sources: readonly string[];
  /** @returns an exit code */
  readonly build: () => Promise<number>;
}

/** What is built is for people, whoever asks for it: a test's NODE_ENV would make React's slow and large development build. */
const vite = (...args: string[]) =>
  runNode(commandOf('vite'), ['build', '--logLevel', 'warn', ...args], { env: { NODE_ENV: 'production' } });

async function buildPrograms(): Promise<number> {
  // Chunks have hashed names; without this, old ones would pile up and end up in packages.
  for (const folder of ['cli', 'electron', 'shared', 'sql', 'events'])
    rmSync(join(root, 'dist', folder), { recursive: true, force: true });
  for (const mode of ['production', 'sql', 'events', 'preload']) {
    const code = await vite('--config', 'vite.node.config.ts', '--mode', mode);
    if (code !== 0) return code;
  }
  return 0;
}

const PARTS: readonly Part[] = [
  {
    name: 'prisma client',
    product: 'catalog/store/generated/client.ts',
    sources: ['prisma/schema.prisma'],
    build: () => runNode('tools/prisma.ts', ['generate'], { quiet: true }),
  },
  {
    name: 'renderer',
    product: 'dist/renderer/index.html',
    sources: ['renderer', 'contract', 'package-lock.json'],
    build: () => vite('renderer'),
  },
  {
    name: 'programs',
    product: 'dist/electron/preload.cjs',
    sources: ['catalog', 'contract', 'server', 'cli', 'electron', 'vite.node.config.ts', 'package-lock.json'],
    build: buildPrograms,
  },
  {
    // Of what was bundled: with the renderer alone, of that.
    name: 'licences',
    product: 'dist/renderer/legal/sbom.cdx.json',
    sources: ['dist/bundled', 'dist/renderer/index.html', 'tools/licences.ts', 'resources/fonts/OFL.txt'],
    build: () => runNode('tools/licences.ts', []),
  },
];

export interface BuildOptions {
  readonly parts?: readonly PartName[];
  /** Leave alone what is newer than its sources. */
  readonly onlyStale?: boolean;
  readonly onBegin?: (part: PartName) => void;
}

/** @throws when a part cannot be built; the compiler has said why */
export async function build(options: BuildOptions = {}): Promise<void> {
  for (const part of PARTS) {
    if (options.parts && !options.parts.includes(part.name)) continue;
    const product = join(root, part.product);
    const sources = part.sources.map((source) => join(root, source));
    if (options.onlyStale && !isStale(product, sources)) continue;
    options.onBegin?.(part.name);
    if ((await part.build()) !== 0) throw new Error(`The ${part.name} could not be built`);
    // Generators may leave files alone whose content did not change; the date says that they were asked.
    utimesSync(product, new Date(), new Date());
  }
}

if (import.meta.main) {
  try {
    await build({
      onlyStale: process.argv.includes('--missing'),
      onBegin: (part) => process.stdout.write(`building the ${part}\n`),
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
