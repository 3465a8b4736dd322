import { home } from '../../catalog/browse/home.ts';
import { readSettings, updateSettings } from '../../catalog/settings.ts';
import type { ChangeNotice } from '../../catalog/open.ts';
import { os } from './context.ts';
import { streamed } from './stream.ts';

export const system = os.system.router({
  info: os.system.info.handler(({ context }) => ({
    version: context.version,
    host: context.host,
    catalog: context.catalog.info(),
  })),
  home: os.system.home.handler(({ context }) => home(context.catalog)),
  settings: os.system.settings.handler(({ context }) => readSettings(context.catalog)),
  updateSettings: os.system.updateSettings.handler(({ context, input }) =>
    updateSettings(context.catalog, defined(input)),
  ),
  changes: os.system.changes.handler(({ context, signal }) =>
    streamed<{ revision: number; areas: ChangeNotice['areas'][number][] }>(
      ({ signal: ended, emit }) =>
        new Promise<void>((resolve) => {
          const stop = context.catalog.onChange(({ revision, areas }) =>
            emit({ revision, areas: [...areas] }),
          );
          ended.addEventListener('abort', () => {
            stop();
            resolve();
          });
        }),
      { signal },
    ),
  ),
});

/** Without the keys that were left out: partial input must not overwrite with defaults. */
function defined<Shape extends object>(
  input: Shape,
): { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as never;
}
