/**
 * Who acts: the person whose call is being answered. It goes along with the call, so that the one place where the
 * ledger is written can sign, however deep below the call it lies.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Signer } from './signing/keys.ts';

/** A person who is logged in, with the key that signs what they do. */
export interface Acting {
  /** As ledger entries name the person. */
  readonly name: string;
  readonly signer: Signer;
}

const current = new AsyncLocalStorage<Acting>();

/** Who acts; null where nobody is logged in. */
export function acting(): Acting | null {
  return current.getStore() ?? null;
}

/**
 * Does the work in the name of a person: entries of the ledger that it makes in that name are signed. Goes along
 * with awaits.
 */
export function actAs<Result>(who: Acting, work: () => Result): Result {
  return current.run(who, work);
}

/** An answer that comes in parts is made while it is read: each part on behalf of the same person. */
export async function* eachActingAs<Part>(
  who: Acting,
  parts: AsyncIterator<Part>,
): AsyncGenerator<Part, void, void> {
  try {
    for (;;) {
      const next = await actAs(who, () => parts.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await actAs(who, () => parts.return?.());
  }
}
