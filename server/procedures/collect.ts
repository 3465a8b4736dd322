import { readCollectSettings } from '../../catalog/collect/settings.ts';
import type { CollectChange } from '../../contract/index.ts';
import { CollectError, type Collecting, type SettingsChange } from '../collect/collecting.ts';
import { statusWithout } from '../collect/status.ts';
import { os } from './context.ts';
import { defined } from './defined.ts';
import type { FaceContext } from './face-context.ts';

export const collect = os.collect.router({
  status: os.collect.status.handler(
    async ({ context }) =>
      context.collecting?.status() ?? statusWithout(await readCollectSettings(context.catalog)),
  ),
  configure: os.collect.configure.handler(async ({ context, input, errors }) => {
    try {
      const collecting = running(context);
      const key = await collecting.configure(await settingsChange(context, input));
      return { status: collecting.status(), key };
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      throw errors.INVALID({ message: error.message, data: { reason: error.message } });
    }
  }),
  events: os.collect.events.handler(
    ({ context, input }) => context.collecting?.events(input.state, input) ?? { total: 0, items: [] },
  ),
  dismissRejected: os.collect.dismissRejected.handler(({ context }) => ({
    dismissed: context.collecting?.dismissRejected() ?? 0,
  })),
});

function running(context: FaceContext): Collecting {
  if (context.collecting) return context.collecting;
  throw new CollectError('Nothing stays running here to collect. Use "headwater collect".');
}

/** A page of the desktop app never names a path: it has the system's dialog, and gets a token. */
async function settingsChange(context: FaceContext, input: CollectChange): Promise<SettingsChange> {
  const { enabled, token, folder } = input.watch ?? {};
  if (folder !== undefined && context.host === 'electron') {
    throw new CollectError('Choose the folder with the dialog.');
  }
  const [chosen] = token === undefined ? [folder] : await context.pathsOf([token]);
  return {
    ...(input.receiver ? { receiver: defined(input.receiver) } : {}),
    watch: {
      ...(enabled === undefined ? {} : { enabled }),
      ...(chosen === undefined ? {} : { folder: chosen }),
    },
    ...(input.newKey === undefined ? {} : { newKey: input.newKey }),
  };
}
