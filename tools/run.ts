/** Starting other programs, for the scripts in this folder. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Own programs first, so that scripts work outside of npm too. */
export function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/** The script behind a package's command; run it with node, so that it works on every platform. */
export function commandOf(packageName: string, command = packageName): string {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (script === undefined) throw new Error(`The package ${packageName} has no command ${command}`);
  return join(folder, script);
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** The program is ended after this long; its exit code is then 124. */
  readonly limitMs?: number;
  /** Output is dropped. */
  readonly quiet?: boolean;
}

const running = new Set<ChildProcess>();

/** Ends every program that still runs, for when this one has to end early. */
export function endAll(): void {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Runs a program in the checkout until it ends.
 * @returns its exit code; 124 when it took too long, 127 when it could not be started
 */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  return new Promise((done) => {
    const stdio = options.quiet ? 'ignore' : (['ignore', 'inherit', 'inherit'] as const);
    const child = spawn(program, args, {
      cwd: root,
      env: environment(options.env),
      stdio: stdio as 'ignore',
    });
    running.add(child);
    let late = false;
    const timer =
      options.limitMs === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            child.kill('SIGKILL');
          }, options.limitMs);
    const finish = (code: number) => {
      clearTimeout(timer);
      running.delete(child);
      done(code);
    };
    child.on('error', () => finish(127));
    child.on('exit', (code) => finish(late ? 124 : (code ?? 1)));
  });
}

/** Runs a script or a package's command under this same Node. */
export function runNode(
  script: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<number> {
  return run(process.execPath, [script, ...args], options);
}
