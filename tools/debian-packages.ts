/** Packages of Debian that tests use where they are: a browser, programs that read PDFs. */
import { onPath } from './open-browser.ts';
import { run } from './run.ts';

const LIMIT_MS = 300_000;

/** Installs packages where apt and the right to do so are there; otherwise does nothing. */
export async function installPackages(...names: readonly string[]): Promise<void> {
  const apt = onPath('apt-get');
  if (apt === null) return;
  const asRoot = process.getuid?.() === 0;
  const sudo = asRoot ? null : onPath('sudo');
  if (!asRoot && sudo === null) return;
  const [program, before] = sudo === null ? [apt, []] : [sudo, ['-n', apt]];
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, limitMs: LIMIT_MS };
  await run(program, [...before, 'update', '-qq'], options);
  await run(program, [...before, 'install', '-y', '-qq', '--no-install-recommends', ...names], options);
}
