/**
 * `npm run dev:loopback`: serves the app and builds the renderer anew on every change; reload the page to
 * see it. The real host with its real policy serves it, so nothing differs from what is shipped.
 */
import { build } from './build.ts';
import { commandOf, endAll, runNode } from './run.ts';

await build({ parts: ['prisma client', 'renderer'], onlyStale: true });
void runNode(commandOf('vite'), ['build', 'renderer', '--watch', '--logLevel', 'warn']);
process.exitCode = await runNode('cli/headwater.ts', ['serve', ...process.argv.slice(2)]);
endAll();
