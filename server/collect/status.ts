/** What runs, in the contract's words. */
import type { Inbox } from '../../catalog/collect/inbox.ts';
import type { CollectSettings } from '../../catalog/collect/settings.ts';
import type { WatchStatus } from '../../catalog/collect/watch-folder.ts';
import type { CollectStatus } from '../../contract/index.ts';
import type { RefusedRequest } from './receiver.ts';

export interface Parts {
  readonly settings: CollectSettings;
  readonly inbox: Inbox | null;
  readonly inboxProblem: string | null;
  readonly lastImport: { readonly id: number; readonly at: string } | null;
  readonly receiverPort: number | null;
  readonly receiverProblem: string | null;
  readonly lastRefused: RefusedRequest | null;
  readonly watch: WatchStatus | null;
}

const NOTHING = {
  waiting: 0,
  waitingBytes: 0,
  oldestWaitingAt: null,
  lastReceivedAt: null,
  received: 0,
  imported: 0,
  known: 0,
  rejected: 0,
};

export function statusOf(parts: Parts): CollectStatus {
  const { settings, receiverPort, watch } = parts;
  const { enabled, port, requireKey, keySha256 } = settings.receiver;
  const watching = settings.watch.enabled;
  return {
    available: true,
    receiver: {
      enabled,
      port: receiverPort ?? port,
      requireKey,
      hasKey: keySha256 !== null,
      state: receiverPort !== null ? 'on' : enabled ? 'failed' : 'off',
      problem: parts.receiverProblem,
      address: receiverPort === null ? null : `http://127.0.0.1:${receiverPort}`,
      lastRefused: parts.lastRefused,
    },
    watch: {
      enabled: watching,
      folder: settings.watch.folder,
      state: !watching ? 'off' : watch !== null && watch.problem === null ? 'on' : 'failed',
      problem: watch?.problem ?? null,
      files: watch?.files ?? 0,
      passedOver: watch?.passedOver ?? 0,
    },
    inbox: {
      problem: parts.inboxProblem,
      ...(parts.inbox?.tally() ?? NOTHING),
      lastImport: parts.lastImport,
    },
  };
}

/** Where nothing stays running: the settings, and that they have no effect here. */
export function statusWithout(settings: CollectSettings): CollectStatus {
  const status = statusOf({
    settings,
    inbox: null,
    inboxProblem: null,
    lastImport: null,
    receiverPort: null,
    receiverProblem: null,
    lastRefused: null,
    watch: null,
  });
  return {
    ...status,
    available: false,
    receiver: { ...status.receiver, state: 'off' },
    watch: { ...status.watch, state: 'off' },
  };
}
