/**
 * People who log in, and what each may do and see. While there is none, a catalog asks nobody who they are.
 * Every change of it is in the ledger, with the public key that the person signs with from then on.
 */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { appendEntry } from '../ledger/append.ts';
import { newPrivateKey, publicKeyOf, signerOf, type Signer } from '../ledger/signing/keys.ts';
import type { Catalog } from '../catalog.ts';
import { seal, unseal } from '../seal.ts';
import { Refused } from '../stewardship/refused.ts';
import { deriveInVain, deriveKnown, deriveNew, type Derived } from './password.ts';
import { sightSchema, type Sight } from './sight.ts';

export const ROLES = ['admin', 'steward', 'compliance', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export interface Account {
  readonly id: number;
  /** As the ledger names the person. */
  readonly name: string;
  readonly role: Role;
  /** Hex fingerprint of the key that the person signs with. */
  readonly keyId: string;
  /** Null: sees everything. */
  readonly sight: Sight | null;
  readonly addedAt: string;
  /** Since when the person may not log in; null: may. */
  readonly closedAt: string | null;
}

interface Row extends Omit<Account, 'role' | 'sight'> {
  readonly role: string;
  readonly sight: string | null;
  readonly derivation: string;
  readonly verifier: Buffer;
  readonly sealedKey: Buffer;
}

const SELECT = `SELECT id, name, role, key_id AS keyId, sight, added_at AS addedAt, closed_at AS closedAt,
  derivation, verifier, sealed_key AS sealedKey FROM account`;
const nameSchema = z.string().trim().min(1).max(128);

export function listAccounts(catalog: Catalog): Account[] {
  return rows(catalog.store.reader).map(accountOf);
}

/** Whether people log in: as long as somebody can. */
export function usersAreOn(catalog: Catalog): boolean {
  return (
    catalog.store.reader.prepare('SELECT 1 FROM account WHERE closed_at IS NULL LIMIT 1').get() !== undefined
  );
}

export function accountById(catalog: Catalog, id: number): Account | null {
  const row = catalog.store.reader.prepare<[number], Row>(`${SELECT} WHERE id = ?`).get(id);
  return row ? accountOf(row) : null;
}

export interface LoggedIn {
  readonly account: Account;
  /** Signs the person's changes. */
  readonly signer: Signer;
}

/** Null where name and password do not fit; takes as long for a name that nobody has. */
export async function logIn(catalog: Catalog, name: string, password: string): Promise<LoggedIn | null> {
  const row = rows(catalog.store.reader).find((one) => sameName(one.name, name) && one.closedAt === null);
  if (!row) {
    await deriveInVain(password);
    return null;
  }
  const derived = await deriveKnown(password, row);
  if (!derived) return null;
  return { account: accountOf(row), signer: signerOf(openKey(derived, row.name, row.sealedKey)) };
}

export interface NewAccount {
  readonly name: string;
  readonly role: Role;
  readonly password: string;
  readonly sight?: Sight | null;
}

/**
 * The first one is an admin and switches logging in on.
 * @throws Refused for a name that is taken, a short password, a first person who is no admin
 */
export async function addAccount(catalog: Catalog, actor: string, wish: NewAccount): Promise<Account> {
  const name = nameOf(wish.name);
  const derived = await deriveNew(wish.password);
  const key = newKeyFor(derived, name);
  const id = await catalog.store.write((db) => {
    const before = rows(db);
    if (before.some((one) => sameName(one.name, name)))
      throw new Refused('CONFLICT', `There is somebody named ${name} already.`);
    if (!before.some((one) => one.closedAt === null)) mustBeFirst(wish);
    const at = new Date().toISOString();
    const next = (before.at(-1)?.id ?? 0) + 1;
    db.prepare(
      `INSERT INTO account (id, name, role, derivation, verifier, sealed_key, key_id, sight, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      next,
      name,
      wish.role,
      derived.derivation,
      derived.verifier,
      key.sealed,
      key.keyId,
      sightText(wish.sight),
      at,
    );
    record(db, { actor, action: 'account.add', name, label: `Added ${name} as ${wish.role}` }, key, {
      id: next,
      role: wish.role,
      sight: wish.sight ?? null,
    });
    return next;
  });
  catalog.announce(['settings', 'ledger']);
  return accountById(catalog, id)!;
}

export interface AccountChange {
  readonly role?: Role;
  readonly sight?: Sight | null;
  /** False: may not log in any more. True: may again. */
  readonly open?: boolean;
}

/** @throws Refused where nobody could administer any more */
export async function changeAccount(
  catalog: Catalog,
  actor: string,
  id: number,
  change: AccountChange,
): Promise<Account> {
  await catalog.store.write((db) => {
    const row = known(db, id);
    const next = {
      role: change.role ?? row.role,
      sight: change.sight === undefined ? row.sight : sightText(change.sight),
      closedAt: closedSince(row, change),
    };
    mustLeaveAdmin(db, id, next);
    db.prepare('UPDATE account SET role = ?, sight = ?, closed_at = ? WHERE id = ?').run(
      next.role,
      next.sight,
      next.closedAt,
      id,
    );
    const said = changeLabel(row, change);
    appendEntry(db, {
      actor,
      action: 'account.change',
      objectType: 'person',
      objectId: String(id),
      payload: {
        label: said,
        name: row.name,
        role: next.role,
        sight: next.sight,
        open: next.closedAt === null,
      },
    });
  });
  catalog.announce(['settings', 'ledger']);
  return accountById(catalog, id)!;
}

/** Closed once more, it is closed since the first time. */
function closedSince({ closedAt }: Row, { open }: AccountChange): string | null {
  if (open === undefined) return closedAt;
  return open ? null : (closedAt ?? new Date().toISOString());
}

/** Somebody's own password: the key stays. @throws Refused where the old one is wrong, or not the present one any more */
export async function changePassword(
  catalog: Catalog,
  id: number,
  passwords: { readonly old: string; readonly new: string },
): Promise<void> {
  const row = known(catalog.store.reader, id);
  const before = await deriveKnown(passwords.old, row);
  if (!before) throw new Refused('INVALID', 'This is not the present password.');
  const pem = openKey(before, row.name, row.sealedKey);
  const derived = await deriveNew(passwords.new);
  await catalog.store.write((db) => {
    // Deriving takes its time: an admin may have given another one meanwhile.
    if (!known(db, id).verifier.equals(row.verifier))
      throw new Refused('CONFLICT', 'The password was changed meanwhile. Nothing was changed.');
    keepDerived(db, id, derived, { sealed: sealKey(derived, row.name, pem), keyId: row.keyId });
    appendEntry(db, {
      actor: row.name,
      action: 'account.password',
      objectType: 'person',
      objectId: String(id),
      payload: { label: `${row.name} changed the password` },
    });
  });
  catalog.announce(['ledger']);
}

/** Somebody forgot the password: a new one, and with it a new key, since nobody can open the old one. */
export async function resetPassword(
  catalog: Catalog,
  actor: string,
  id: number,
  password: string,
): Promise<Account> {
  const { name } = known(catalog.store.reader, id);
  const derived = await deriveNew(password);
  const key = newKeyFor(derived, name);
  await catalog.store.write((db) => {
    keepDerived(db, id, derived, key);
    record(
      db,
      { actor, action: 'account.key', name, label: `Gave ${name} a new password and a new key` },
      key,
      { id },
    );
  });
  catalog.announce(['settings', 'ledger']);
  return accountById(catalog, id)!;
}

/** Nobody logs in any more: the catalog is as without people, and what they signed stays signed. */
export async function closeAllAccounts(catalog: Catalog, actor: string): Promise<void> {
  await catalog.store.write((db) => {
    db.prepare('UPDATE account SET closed_at = ? WHERE closed_at IS NULL').run(new Date().toISOString());
    appendEntry(db, {
      actor,
      action: 'account.off',
      objectType: 'catalog',
      objectId: '',
      payload: { label: 'Switched logging in off' },
    });
  });
  catalog.announce(['settings', 'ledger']);
}

interface MadeKey {
  readonly keyId: string;
  readonly pem: string;
  readonly sealed: Buffer;
}

function newKeyFor(derived: Derived, name: string): MadeKey {
  const pem = newPrivateKey();
  return { ...publicKeyOf(pem), sealed: sealKey(derived, name, pem) };
}

const place = (name: string): string => `headwater signing key of ${name}`;
const sealKey = ({ sealingKey }: Derived, name: string, pem: string): Buffer =>
  seal(sealingKey, Buffer.from(pem, 'utf8'), place(name));
const openKey = ({ sealingKey }: Derived, name: string, sealed: Buffer): string =>
  unseal(sealingKey, sealed, place(name)).toString('utf8');

/** The ledger says whose key it is: signatures are checked by that, not by a table that can be edited. */
function record(
  db: Database,
  deed: { actor: string; action: string; name: string; label: string },
  key: Pick<MadeKey, 'keyId' | 'pem'>,
  more: { readonly id: number; readonly role?: Role; readonly sight?: Sight | null },
): void {
  const { id, role, sight } = more;
  const entry = appendEntry(db, {
    actor: deed.actor,
    action: deed.action,
    objectType: 'person',
    objectId: String(id),
    payload: {
      label: deed.label,
      name: deed.name,
      keyId: key.keyId,
      publicKey: key.pem,
      ...(role === undefined ? {} : { role }),
      ...(sight === undefined ? {} : { sight: sight === null ? null : JSON.stringify(sight) }),
    },
  });
  db.prepare('INSERT INTO account_key (key_id, account_id, public_key, seq) VALUES (?, ?, ?, ?)').run(
    key.keyId,
    id,
    key.pem,
    entry.seq,
  );
}

function keepDerived(
  db: Database,
  id: number,
  derived: Derived,
  key: { sealed: Buffer; keyId: string },
): void {
  db.prepare('UPDATE account SET derivation = ?, verifier = ?, sealed_key = ?, key_id = ? WHERE id = ?').run(
    derived.derivation,
    derived.verifier,
    key.sealed,
    key.keyId,
    id,
  );
}

function rows(db: Database): Row[] {
  return db.prepare<[], Row>(`${SELECT} ORDER BY id`).all();
}

function known(db: Database, id: number): Row {
  const row = db.prepare<[number], Row>(`${SELECT} WHERE id = ?`).get(id);
  if (!row) throw new Refused('NOT_FOUND', 'There is nobody with this number.');
  return row;
}

function accountOf({ id, name, role, keyId, sight, addedAt, closedAt }: Row): Account {
  return {
    id,
    name,
    role: z.enum(ROLES).catch('auditor').parse(role),
    keyId,
    sight: sight === null ? null : sightSchema.parse(JSON.parse(sight)),
    addedAt,
    closedAt,
  };
}

const sightText = (sight: Sight | null | undefined): string | null =>
  sight ? JSON.stringify(sightSchema.parse(sight)) : null;

function nameOf(text: string): string {
  const name = nameSchema.safeParse(text.normalize('NFC'));
  if (!name.success) throw new Refused('INVALID', 'A name has 1 to 128 characters.');
  return name.data;
}

function sameName(a: string, b: string): boolean {
  return a.trim().normalize('NFC').toLowerCase() === b.trim().normalize('NFC').toLowerCase();
}

function mustBeFirst({ role, sight }: NewAccount): void {
  if (role !== 'admin')
    throw new Refused('INVALID', 'The first person is an admin: somebody must be able to add others.');
  if (sight) throw new Refused('INVALID', 'The first person sees everything.');
}

function mustLeaveAdmin(
  db: Database,
  id: number,
  next: { readonly role: string; readonly sight: string | null; readonly closedAt: string | null },
): void {
  const stays = next.role === 'admin' && next.closedAt === null && next.sight === null;
  const others = rows(db).some(
    (row) => row.id !== id && row.role === 'admin' && row.closedAt === null && row.sight === null,
  );
  if (!stays && !others)
    throw new Refused(
      'CONFLICT',
      'This is the last admin who sees everything: make somebody else one first.',
    );
}

function changeLabel(row: Row, { role, sight, open }: AccountChange): string {
  const parts = [
    ...(role !== undefined && role !== row.role ? [`${row.role} → ${role}`] : []),
    ...(sight !== undefined ? [sight ? 'sees part of the catalog' : 'sees everything'] : []),
    ...(open === undefined ? [] : [open ? 'may log in' : 'may not log in']),
  ];
  return `${row.name}: ${parts.join(', ') || 'no change'}`;
}
