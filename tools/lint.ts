/**
 * `npm run lint`. Folders are always named: without them, the type-aware rules would walk node_modules.
 */
import { commandOf, runNode } from './run.ts';

const FOLDERS = ['bench', 'catalog', 'cli', 'contract', 'e2e', 'electron', 'renderer', 'server', 'tools'];

export const lintArguments: readonly string[] = ['--type-aware', '--deny-warnings', ...FOLDERS];

if (import.meta.main)
  process.exitCode = await runNode(commandOf('oxlint'), [...lintArguments, ...process.argv.slice(2)]);
