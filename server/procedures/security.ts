import { usersAreOn } from '../../catalog/access/accounts.ts';
import { accessRules } from '../../catalog/access/rules.ts';
import { Refused } from '../../catalog/stewardship/refused.ts';
import { fileForm } from '../../catalog/store/cipher.ts';
import { safeCopiesOf } from '../../catalog/store/safe-copies.ts';
import type { RewriteEvent, SecurityState } from '../../contract/index.ts';
import type { Holder } from '../holding/holder.ts';
import { actorOf, os } from './context.ts';
import type { FaceContext } from './face-context.ts';
import { newestProgress, streamed } from './stream.ts';

/** Of a host that holds the file; the command line has commands of its own for it. */
function holderOf({ holder }: FaceContext): Holder {
  if (holder) return holder;
  throw new Refused(
    'CONFLICT',
    'This host does not hold the file: use headwater encrypt, decrypt or passphrase.',
  );
}

export function securityState(context: FaceContext): SecurityState {
  const { holder } = context;
  if (holder && !holder.isOpen) {
    return { file: holder.file(), users: false, person: null, idleMinutes: 15 };
  }
  const { catalog, login } = context;
  const { name, path } = catalog.info();
  const users = usersAreOn(catalog);
  return {
    file: holder?.file() ?? {
      name,
      path,
      state: 'open',
      encrypted: fileForm(path) === 'encrypted',
      keychain: 'none',
      safeCopies: safeCopiesOf(path).length,
    },
    users,
    person: users ? (login?.account ?? null) : null,
    idleMinutes: accessRules(catalog).idleMinutes,
  };
}

export const security = os.security.router({
  state: os.security.state.handler(({ context }) => securityState(context)),
  unlock: os.security.unlock.handler(async ({ context, input }) => {
    await holderOf(context).unlock(input.passphrase, input.keep);
    return securityState({ ...context, catalog: holderOf(context).catalog });
  }),
  lock: os.security.lock.handler(async ({ context }) => {
    const holder = holderOf(context);
    await holder.lock();
    if (!holder.isOpen) context.sessions?.endAll();
    return securityState(context);
  }),
  rewrite: os.security.rewrite.handler(async ({ context, input, signal }) => {
    const holder = holderOf(context);
    const actor = await actorOf(context);
    return streamed<RewriteEvent>(
      async ({ signal: ended, emit }) => {
        await holder.rewrite(input, {
          actor,
          signal: ended,
          progress: (progress) => emit({ type: 'progress', ...progress }),
        });
        emit({ type: 'done', state: securityState({ ...context, catalog: holder.catalog }) });
      },
      { signal, join: newestProgress },
    );
  }),
  removeCopies: os.security.removeCopies.handler(async ({ context }) => {
    const removed = await holderOf(context).removeCopies(await actorOf(context));
    return { removed };
  }),
  keep: os.security.keep.handler(async ({ context, input }) => {
    await holderOf(context).keep(input.keep);
    return securityState(context);
  }),
});
