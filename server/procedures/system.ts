import { basename } from 'node:path';
import { coverageTrend } from '../../catalog/home/coverage-trend.ts';
import { homeInBreaths } from '../../catalog/home/home.ts';
import { nextSteps } from '../../catalog/home/next-steps.ts';
import { readSettings, updateSettings } from '../../catalog/settings.ts';
import type { ChangeNotice } from '../../catalog/catalog.ts';
import { safeCopiesOf } from '../../catalog/store/safe-copies.ts';
import { keepSafeCopy } from '../../catalog/store/safe-copy.ts';
import { os } from './context.ts';
import { defined } from './defined.ts';
import { streamed } from './stream.ts';

interface Change {
  readonly revision: number;
  readonly areas: ChangeNotice['areas'][number][];
}

/** Two changes as one, for who has taken neither: the newest revision, and what either touched. */
const both = (a: Change, b: Change): Change => ({
  revision: Math.max(a.revision, b.revision),
  areas: [...new Set([...a.areas, ...b.areas])],
});

export const system = os.system.router({
  info: os.system.info.handler(({ context }) => ({
    version: context.version,
    host: context.host,
    catalog: context.catalog.info(),
  })),
  home: os.system.home.handler(({ context }) => homeInBreaths(context.catalog)),
  coverageTrend: os.system.coverageTrend.handler(async ({ context, input }) => {
    const { points, total } = await coverageTrend(context.catalog, input.points);
    return { points: [...points], total };
  }),
  next: os.system.next.handler(async ({ context }) => {
    const { steps, working } = await nextSteps(context.catalog);
    return { steps: [...steps], working };
  }),
  settings: os.system.settings.handler(({ context }) => readSettings(context.catalog)),
  updateSettings: os.system.updateSettings.handler(({ context, input }) =>
    updateSettings(context.catalog, defined(input)),
  ),
  safeCopies: os.system.safeCopies.handler(({ context }) => ({
    copies: safeCopiesOf(context.catalog.store.path).map(({ path, kind, at, bytes, seq }) => ({
      name: basename(path),
      kind,
      at,
      bytes,
      seq,
    })),
  })),
  makeSafeCopy: os.system.makeSafeCopy.handler(async ({ context }) => {
    const outcome = await keepSafeCopy(context.catalog.store, { always: true });
    return { made: outcome.made, reason: outcome.made ? null : outcome.reason };
  }),
  changes: os.system.changes.handler(({ context, signal }) =>
    streamed<Change>(
      ({ signal: ended, emit }) =>
        new Promise<void>((resolve) => {
          const stop = context.catalog.onChange(({ revision, areas }) =>
            emit({ revision, areas: [...areas] }),
          );
          // Whoever listens asks anew, and finds the catalog that was opened in its place.
          const forgo = context.catalog.onClosed(() => end());
          const end = (): void => {
            stop();
            forgo();
            resolve();
          };
          if (ended.aborted) end();
          else ended.addEventListener('abort', end, { once: true });
        }),
      { signal, join: both },
    ),
  ),
});
