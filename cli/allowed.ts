/**
 * Who may run which command, once people log in: commands do what procedures do, and need the same
 * (server/access/policy.ts). `allowed.test.ts` fails for a command without a line; it is left to admins.
 */
import type { Command } from 'commander';
import { logIn } from '../catalog/access/accounts.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { may, notAllowed, type Need } from '../server/access/needs.ts';
import { UsageError, type GlobalOptions } from './usage.ts';
import { password, personName } from './passphrase.ts';
import type { Admitted } from '../server/procedures/face-context.ts';

export const COMMAND_NEEDS: Readonly<Record<string, Need>> = {
  import: 'steward',
  'imports list': 'read',
  'imports show': 'read',
  'imports undo': 'steward',
  stats: 'read',
  search: 'read',
  coverage: 'read',
  show: 'read',
  lineage: 'disclose',
  path: 'read',
  compare: 'read',
  'inbox list': 'read',
  'inbox confirm': 'steward',
  'inbox refuse': 'steward',
  tag: 'steward',
  untag: 'steward',
  review: 'steward',
  undo: 'steward',
  redo: 'steward',
  own: 'steward',
  'people list': 'read',
  'people add': 'steward',
  'people remove': 'steward',
  'people import': 'steward',
  'people export': 'disclose',
  'people members': 'read',
  'people orphans': 'read',
  'people drafts': 'disclose',
  'glossary list': 'read',
  'glossary add': 'steward',
  'glossary remove': 'steward',
  'glossary import': 'steward',
  'glossary export': 'disclose',
  'domains list': 'read',
  'domains add': 'steward',
  'domains remove': 'steward',
  'domains import': 'steward',
  'domains export': 'disclose',
  'purposes list': 'read',
  'purposes add': 'steward',
  'purposes remove': 'steward',
  'purposes import': 'steward',
  'purposes export': 'disclose',
  'rules list': 'read',
  'rules add': 'steward',
  'rules on': 'steward',
  'rules off': 'steward',
  'rules remove': 'steward',
  'rules apply': 'steward',
  comment: 'discuss',
  'export-csv': 'disclose',
  'import-csv': 'steward',
  impact: 'disclose',
  origin: 'disclose',
  'critical list': 'read',
  'critical add': 'steward',
  'critical remove': 'steward',
  poster: 'disclose',
  'joins list': 'read',
  'joins accept': 'steward',
  'joins reject': 'steward',
  'namespaces list': 'read',
  'namespaces map': 'steward',
  classify: 'steward',
  'propagate run': 'steward',
  'propagate explain': 'read',
  'propagate accept': 'steward',
  'propagate refuse': 'steward',
  'propagate block': 'steward',
  'propagate unblock': 'steward',
  'propagate carry': 'steward',
  'propagate dont-carry': 'steward',
  'propagate as-shipped': 'steward',
  'propagate policy': 'read',
  'report dsar': 'privacy',
  'report audit': 'disclose',
  deadline: 'read',
  'law list': 'read',
  'law show': 'read',
  'law set': 'privacy',
  'law reset': 'privacy',
  'law calendar-show': 'read',
  'law calendar-set': 'privacy',
  'law calendar-reset': 'privacy',
  'law letter-show': 'read',
  'law letter-set': 'privacy',
  'law letter-reset': 'privacy',
  'case new': 'privacy',
  'case list': 'read',
  'case show': 'read',
  'case due': 'read',
  'case task': 'privacy',
  'case letter': 'personal',
  'case move': 'privacy',
  'case extend': 'privacy',
  'case fee': 'privacy',
  'case decide': 'privacy',
  'case approve': 'privacy',
  'case undo': 'privacy',
  'case key': 'privacy',
  'case person': 'personal',
  'case note': 'personal',
  'case attach': 'personal',
  'case records': 'privacy',
  'case redact': 'personal',
  'case retention': 'privacy',
  'case erase': 'personal',
  verify: 'read',
  proof: 'disclose',
  checkpoint: 'disclose',
  key: 'admin',
  erase: 'admin',
  restored: 'admin',
  pack: 'disclose',
  stamp: 'disclose',
  export: 'disclose',
  'export-glue': 'steward',
  serve: 'anyone',
  encrypt: 'admin',
  decrypt: 'admin',
  passphrase: 'admin',
  collect: 'steward',
  'audit preview': 'read',
  'audit compare': 'disclose',
  'audit list': 'read',
  'audit controls list': 'read',
  'audit controls show': 'read',
  'audit controls set': 'privacy',
  'audit controls reset': 'privacy',
  'case assign': 'privacy',
  'activity list': 'read',
  'activity show': 'read',
  'activity import-csv': 'privacy',
  'activity export-csv': 'disclose',
  'activity export-xlsx': 'disclose',
  'activity remove': 'privacy',
  ropa: 'disclose',
  dpia: 'disclose',
  'breach new': 'privacy',
  'breach list': 'read',
  'breach show': 'read',
  'breach affected': 'read',
  'breach set': 'privacy',
  'breach move': 'privacy',
  'breach notify': 'privacy',
  'breach report': 'disclose',
  'ai-act': 'disclose',
  'model-card': 'disclose',
  datasheet: 'disclose',
  'document-answer': 'discuss',
  recover: 'admin',
};

/** The command that runs: `imports undo`. */
let running = '';

export function rememberCommand(command: Command): void {
  running = commandName(command);
}

/** Without the program's own name. */
export function commandName(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name());
  return names.join(' ');
}

export function neededBy(command: string): Need {
  return Object.hasOwn(COMMAND_NEEDS, command) ? COMMAND_NEEDS[command]! : 'admin';
}

/** Logs the person in and sees that they may run this command. @throws UsageError */
export async function admitPerson(
  catalog: Catalog,
  options: GlobalOptions,
  need: Need = neededBy(running),
): Promise<Admitted> {
  const name = await personName(options);
  const found = await logIn(catalog, name, await password(name, options));
  if (!found) throw new UsageError('Name or password is wrong.');
  const { account, signer } = found;
  if (!may(account.role, need)) throw new UsageError(notAllowed(need, account));
  if (account.sight)
    throw new UsageError(`${account.name} sees a part of the catalog only: that is shown in the app.`);
  return { account, acting: { name: account.name, signer } };
}
