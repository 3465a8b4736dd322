/** The policy table: whole, and enforced for every procedure by the one gate before them all. */
import { createRouterClient, ORPCError } from '@orpc/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../catalog/access/accounts.ts';
import { checkCheaply } from '../../catalog/access/password.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { contract } from '../../contract/index.ts';
import { router, type FaceContext } from '../procedures/index.ts';
import { PERSON_HEADER } from './admit.ts';
import { may } from './needs.ts';
import { needOf, POLICY, WHOLE } from './policy.ts';
import { Sessions } from './sessions.ts';

/** Every procedure of a contract, as `desk.openCase`. */
function proceduresOf(part: object, path: readonly string[] = []): string[] {
  return Object.entries(part).flatMap(([name, value]: [string, object]) =>
    '~orpc' in value ? [[...path, name].join('.')] : proceduresOf(value, [...path, name]),
  );
}

const procedures = proceduresOf(contract);
const PASSWORD = 'a long enough password';

type Call = (input?: unknown) => Promise<unknown>;

function callOf(context: FaceContext, name: string): Call {
  let at: unknown = createRouterClient(router, { context });
  for (const part of name.split('.')) at = (at as Record<string, unknown>)[part];
  return at as Call;
}

/** The gate's answer to a call with nothing in it; whatever comes behind the gate counts as let in. */
async function gate(context: FaceContext, name: string): Promise<string> {
  try {
    await callOf(context, name)();
    return 'let in';
  } catch (error) {
    const code = error instanceof ORPCError ? String(error.code) : '';
    return code === 'NOT_ALLOWED' || code === 'LOGIN_NEEDED' ? code : 'let in';
  }
}

async function contexts(catalog: Catalog): Promise<Record<Role | 'nobody', FaceContext>> {
  const sessions = new Sessions();
  const base = { catalog, host: 'loopback' as const, version: 'test', pathsOf: async () => [], sessions };
  const admin = createRouterClient(router, { context: base });
  const first = await admin.access.add({ name: 'Ada', role: 'admin', password: PASSWORD });
  const as = (token: string): FaceContext => ({
    ...base,
    reqHeaders: new Headers({ [PERSON_HEADER]: token }),
  });
  const ada = createRouterClient(router, { context: as(first.token!) });
  const made: Partial<Record<Role, FaceContext>> = { admin: as(first.token!) };
  for (const role of ROLES) {
    if (role === 'admin') continue;
    await ada.access.add({ name: role, role, password: PASSWORD });
    const { token } = await admin.access.logIn({ name: role, password: PASSWORD });
    made[role] = as(token);
  }
  return { ...(made as Record<Role, FaceContext>), nobody: base };
}

beforeAll(() => checkCheaply());

it('has a line for every procedure, and for no other', () => {
  const missing = procedures.filter((name) => !Object.hasOwn(POLICY, name));
  expect(missing, 'Give each of these a line in POLICY (server/access/policy.ts), as: name: need').toEqual(
    [],
  );
  expect([...Object.keys(POLICY), ...WHOLE].filter((name) => !procedures.includes(name))).toEqual([]);
});

it('leaves a procedure that nobody entered to admins', () => {
  expect(needOf(['later', 'added'], undefined)).toBe('admin');
  expect(needOf(['__proto__', 'toString'], undefined)).toBe('admin');
  expect(needOf(['system', 'updateSettings'], { theme: 'dark' })).toBe('read');
  expect(needOf(['system', 'updateSettings'], { theme: 'dark', actor: 'x' })).toBe('admin');
  expect(needOf(['system', 'updateSettings'], null)).toBe('admin');
});

it('gives the values of identifiers to those who may see personal data', () => {
  expect(needOf(['reports', 'file'], { id: 1, name: 'DSR-1-parameters.json' })).toBe('personal');
  expect(needOf(['reports', 'file'], { id: 1, name: 'DSR-1.pdf' })).toBe('disclose');
});

it('leaves entering a person to those who may see personal data, also while a case is opened', () => {
  expect(needOf(['desk', 'openCase'], { place: 'IE', person: { name: 'A' } })).toBe('personal');
  expect(needOf(['desk', 'openCase'], { place: 'IE', person: null })).toBe('privacy');
  expect(needOf(['desk', 'openCase'], { place: 'IE' })).toBe('privacy');
});

it('leaves every way in for files to people who see the whole catalog', () => {
  const ways = procedures.filter((name) => /^imports\.(?:run|sample|preview|.*undo|.*Folder)$/i.test(name));
  const harmless = ['imports.removeFolder', 'imports.discardFolder'];
  expect(ways.length).toBeGreaterThan(6);
  expect(ways.filter((name) => !WHOLE.has(name))).toEqual(harmless);
});

describe('the gate', () => {
  it('answers every role as the table says, for every procedure', async () => {
    const catalog = await openTemporaryCatalog();
    const by = await contexts(catalog);
    // These change who may get in; their own tests are below.
    const apart = new Set(['access.switchOff', 'access.logOut', 'system.changes']);
    for (const name of procedures.filter((one) => !apart.has(one))) {
      const need = needOf(name.split('.'), undefined);
      expect(await gate(by.nobody, name), `${name} for nobody`).toBe(
        need === 'anyone' ? 'let in' : 'LOGIN_NEEDED',
      );
      for (const role of ROLES) {
        expect(await gate(by[role], name), `${name} for ${role}`).toBe(
          may(role, need) ? 'let in' : 'NOT_ALLOWED',
        );
      }
    }
    await catalog.close();
  });

  it('stays open where nobody logs in', async () => {
    const catalog = await openTemporaryCatalog();
    const context = { catalog, host: 'loopback' as const, version: 'test', pathsOf: async () => [] };
    expect(await gate(context, 'ledger.checkpoints')).toBe('let in');
    expect(await gate(context, 'access.add')).toBe('let in');
    await catalog.close();
  });

  it('says which role may', async () => {
    const catalog = await openTemporaryCatalog();
    const by = await contexts(catalog);
    await expect(callOf(by.auditor, 'stewardship.tag')({})).rejects.toThrow(
      'This needs the role admin or steward; auditor is auditor.',
    );
    await catalog.close();
  });
});
