/** Who is logged in at this host. Sessions live in memory: they end with the host, by logging out, or by idleness. */
import { randomBytes } from 'node:crypto';
import { logIn, type LoggedIn } from '../../catalog/access/accounts.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { Refused } from '../../catalog/stewardship/refused.ts';
import { Lock } from '../../catalog/store/lock.ts';

interface Session {
  readonly person: number;
  readonly signer: LoggedIn['signer'];
  seenAt: number;
}

/** Beyond so many failures in a row, a name waits. */
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

export class Sessions {
  readonly #now: () => number;
  readonly #sessions = new Map<string, Session>();
  /** One try at a time, so that many at once count one by one. */
  readonly #trying = new Lock();
  readonly #failures = new Map<string, { count: number; until: number }>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @throws Refused for a wrong name or password, without saying which, and for too many tries */
  logIn(
    catalog: Catalog,
    name: string,
    password: string,
  ): Promise<{ token: string; account: LoggedIn['account'] }> {
    return this.#trying.run(() => this.#try(catalog, name, password));
  }

  async #try(
    catalog: Catalog,
    name: string,
    password: string,
  ): Promise<{ token: string; account: LoggedIn['account'] }> {
    const who = name.trim().normalize('NFC').toLowerCase();
    const failed = this.#failures.get(who);
    const wait = (failed?.until ?? 0) - this.#now();
    if (wait > 0)
      throw new Refused(
        'CONFLICT',
        `Too many wrong passwords. Try again in ${Math.ceil(wait / 1000)} seconds.`,
      );
    const found = await logIn(catalog, name, password);
    if (!found) {
      this.#fail(who, (failed?.count ?? 0) + 1);
      throw new Refused('INVALID', 'Name or password is wrong.');
    }
    this.#failures.delete(who);
    const token = randomBytes(32).toString('base64url');
    this.#sessions.set(token, { person: found.account.id, signer: found.signer, seenAt: this.#now() });
    return { token, account: found.account };
  }

  /** Null where nobody is logged in with it, or was idle for too long. */
  get(
    token: string,
    idleMs: number,
  ): { readonly person: number; readonly signer: LoggedIn['signer'] } | null {
    const session = this.#sessions.get(token);
    if (!session) return null;
    if (this.#now() - session.seenAt > idleMs) {
      this.#sessions.delete(token);
      return null;
    }
    session.seenAt = this.#now();
    return session;
  }

  end(token: string): void {
    this.#sessions.delete(token);
  }

  /** Of one person, elsewhere too; of everybody without a number. */
  endAll(person?: number, but?: string): void {
    for (const [token, session] of this.#sessions)
      if ((person === undefined || session.person === person) && token !== but) this.#sessions.delete(token);
  }

  #fail(who: string, count: number): void {
    const over = count - FREE_TRIES;
    const wait = over < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** over, LONGEST_WAIT_MS);
    // Names that nobody has are counted too, and must not fill the memory.
    if (this.#failures.size > 10_000) this.#failures.clear();
    this.#failures.set(who, { count, until: this.#now() + wait });
  }
}
