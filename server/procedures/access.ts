import { ORPCError } from '@orpc/server';
import {
  addAccount,
  changeAccount,
  changePassword,
  closeAllAccounts,
  listAccounts,
  resetPassword,
  usersAreOn,
} from '../../catalog/access/accounts.ts';
import { accessRules, setAccessRules } from '../../catalog/access/rules.ts';
import { VeiledCatalog } from '../../catalog/access/veiled-catalog.ts';
import { Refused } from '../../catalog/stewardship/refused.ts';
import { tokenOf } from '../access/admit.ts';
import { may, NEED_WORDS, ROLES_FOR, type Need } from '../access/needs.ts';
import { actorOf, os } from './context.ts';
import { defined } from './defined.ts';
import type { FaceContext } from './face-context.ts';

/** @throws ORPCError where nobody is logged in */
function self({ login }: FaceContext): NonNullable<FaceContext['login']>['account'] {
  if (login) return login.account;
  throw new ORPCError('LOGIN_NEEDED', { message: 'Log in first.' });
}

/** Others who are logged in as this person have to log in again. */
function endOthers(context: FaceContext, person: number): void {
  context.sessions?.endAll(person, tokenOf(context.reqHeaders) ?? undefined);
}

export const access = os.access.router({
  logIn: os.access.logIn.handler(async ({ context, input }) => {
    if (!context.sessions) throw new Refused('CONFLICT', 'This host keeps no sessions.');
    const { token, account } = await context.sessions.logIn(context.catalog, input.name, input.password);
    return { token, person: account };
  }),
  logOut: os.access.logOut.handler(({ context }) => {
    const token = tokenOf(context.reqHeaders);
    if (token !== null) context.sessions?.end(token);
    return {};
  }),
  mine: os.access.mine.handler(({ context }) => {
    const account = context.login?.account ?? null;
    return {
      person: account,
      allowances: (Object.keys(NEED_WORDS) as Need[])
        .filter((need) => need !== 'anyone')
        .map((need) => ({
          need,
          what: NEED_WORDS[need],
          allowed: account === null || may(account.role, need),
          roles: [...ROLES_FOR[need]],
        })),
      hidden: context.catalog instanceof VeiledCatalog ? context.catalog.hidden : { datasets: 0, of: 0 },
    };
  }),
  changePassword: os.access.changePassword.handler(async ({ context, input }) => {
    await changePassword(context.catalog, self(context).id, input);
    endOthers(context, self(context).id);
    return {};
  }),
  people: os.access.people.handler(({ context }) => listAccounts(context.catalog)),
  add: os.access.add.handler(async ({ context, input }) => {
    const first = !usersAreOn(context.catalog);
    const person = await addAccount(context.catalog, await actorOf(context), input);
    const login = first
      ? await context.sessions?.logIn(context.catalog, person.name, input.password)
      : undefined;
    return { person, token: login?.token ?? null };
  }),
  change: os.access.change.handler(async ({ context, input: { id, ...change } }) => {
    const person = await changeAccount(context.catalog, await actorOf(context), id, defined(change));
    if (person.closedAt !== null) context.sessions?.endAll(id);
    return person;
  }),
  resetPassword: os.access.resetPassword.handler(async ({ context, input }) => {
    const person = await resetPassword(context.catalog, await actorOf(context), input.id, input.password);
    context.sessions?.endAll(input.id);
    return person;
  }),
  rules: os.access.rules.handler(({ context }) => accessRules(context.catalog)),
  setRules: os.access.setRules.handler(async ({ context, input }) =>
    setAccessRules(context.catalog, await actorOf(context), input),
  ),
  switchOff: os.access.switchOff.handler(async ({ context }) => {
    await closeAllAccounts(context.catalog, await actorOf(context));
    context.sessions?.endAll();
    return {};
  }),
});
