/**
 * The gate before every procedure: is the file open, who asks, and may they? Without people who log in, everybody who
 * reached this host may do everything, as ever.
 */
import { ORPCError } from '@orpc/server';
import { accountById, usersAreOn } from '../../catalog/access/accounts.ts';
import { accessRules } from '../../catalog/access/rules.ts';
import { VeiledCatalog, veiledFor } from '../../catalog/access/veiled-catalog.ts';
import { inText, withhold, type Withheld } from '../../catalog/access/withhold.ts';
import { actAs, eachActingAs } from '../../catalog/ledger/acting.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { FaceContext, Admitted } from '../procedures/face-context.ts';
import { told } from '../procedures/trouble.ts';
import { may, notAllowed } from './needs.ts';
import { needOf, WHOLE } from './policy.ts';

/** The header with the token of the session. */
export const PERSON_HEADER = 'x-headwater-person';

/** Null: nobody needs to log in, or what is asked for is open to anyone. @throws ORPCError | CatalogLocked */
export function admit(context: FaceContext, path: readonly string[], input: unknown): Admitted | null {
  const need = needOf(path, input);
  // Without a holder (the command line, tests) the catalog is open.
  if (need !== 'anyone') context.holder?.mustBeOpen();
  if (context.holder && !context.holder.isOpen) return null;
  const { catalog } = context;
  if (!usersAreOn(catalog)) return null;
  const who = context.login ?? loggedIn(context, catalog);
  if (need === 'anyone') return who;
  if (!who) throw new ORPCError('LOGIN_NEEDED', { message: 'Log in first.' });
  if (!may(who.account.role, need)) {
    throw new ORPCError('NOT_ALLOWED', {
      message: notAllowed(need, who.account),
      data: { need, role: who.account.role },
    });
  }
  if (who.account.sight && WHOLE.has(path.join('.')))
    throw new ORPCError('NOT_ALLOWED', {
      message: `This needs somebody who sees the whole catalog; a part of it is hidden from ${who.account.name}.`,
    });
  return who;
}

/** Who is logged in with the token of the call. */
function loggedIn({ sessions, reqHeaders }: FaceContext, catalog: Catalog): Admitted | null {
  const token = tokenOf(reqHeaders);
  if (!sessions || token === null) return null;
  const session = sessions.get(token, accessRules(catalog).idleMinutes * 60_000);
  const account = session && accountById(catalog, session.person);
  if (!account || account.closedAt !== null) return null;
  return { account, acting: { name: account.name, signer: session.signer } };
}

export function tokenOf(headers: Headers | undefined): string | null {
  return headers?.get(PERSON_HEADER) || null;
}

/** What the person sees: all of the catalog, or a veiled one. */
export async function shownTo({ account }: Admitted, catalog: Catalog): Promise<Catalog> {
  return account.sight ? veiledFor(catalog, account.sight) : catalog;
}

/** Goes on as this person: what is changed on the way is in their name and signed by them, what is hidden withheld. */
export async function goOnAs<Answer extends { output: unknown }>(
  who: Admitted,
  catalog: Catalog,
  next: () => Answer | PromiseLike<Answer>,
): Promise<Answer> {
  const withheld = catalog instanceof VeiledCatalog ? catalog.withheld : null;
  try {
    const answer = await actAs(who.acting, async () => next());
    return { ...answer, output: partsFor(who, answer.output, withheld) };
  } catch (error) {
    throw withheld ? withholdIn(error, withheld) : error;
  }
}

function partsFor(who: Admitted, output: unknown, withheld: Withheld | null): unknown {
  if (isIterator(output)) return eachShown(eachActingAs(who.acting, output), withheld);
  return withheld ? withhold(output, withheld) : output;
}

async function* eachShown(parts: AsyncIterable<unknown>, withheld: Withheld | null): AsyncGenerator {
  try {
    for await (const part of parts) yield withheld ? withhold(part, withheld) : part;
  } catch (error) {
    throw withheld ? withholdIn(error, withheld) : error;
  }
}

/** Refusals name what they refuse. */
function withholdIn(error: unknown, withheld: Withheld): unknown {
  const said = told(error);
  if (!(said instanceof ORPCError)) return said;
  const { code, message, data, cause } = said;
  return new ORPCError(code, { message: inText(message, withheld), data: withhold(data, withheld), cause });
}

function isIterator(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}
