/**
 * Who may do what, once people log in: the one table of it. Every procedure of the contract stands here with what it
 * needs; who is allowed that is told by {@link ROLES_FOR}. `policy.test.ts` fails for a procedure without a line, and
 * such a procedure is left to admins.
 */
import type { Role } from '../../catalog/access/accounts.ts';

/**
 * - `anyone`: also before logging in, and while the file is locked
 * - `read`: look at the catalog; leaves nothing behind
 * - `disclose`: reports, exports, evidence packs, verification: reading that the ledger records
 * - `steward`: say things of the catalog: imports, tags, joins, rules, registers
 * - `discuss`: comments, drafts, saved views
 * - `privacy`: the desk: cases of data subjects, letters, laws
 * - `personal`: personal data of data subjects in the clear
 * - `admin`: people, encryption, keys, settings for everybody
 */
export type Need = 'anyone' | 'read' | 'disclose' | 'steward' | 'discuss' | 'privacy' | 'personal' | 'admin';

export const ROLES_FOR: Readonly<Record<Need, readonly Role[]>> = {
  anyone: ['admin', 'steward', 'compliance', 'auditor'],
  read: ['admin', 'steward', 'compliance', 'auditor'],
  disclose: ['admin', 'steward', 'compliance', 'auditor'],
  steward: ['admin', 'steward'],
  discuss: ['admin', 'steward', 'compliance'],
  privacy: ['admin', 'compliance'],
  personal: ['compliance'],
  admin: ['admin'],
};

/** What a procedure needs, or how that follows from what it is given (not checked yet when this is asked). */
type Line = Need | ((input: unknown) => Need);

/** Appearance is everybody's own concern. */
const settings = (input: unknown): Need =>
  typeof input === 'object' &&
  input !== null &&
  Object.keys(input).every((key) => key === 'theme' || key === 'density')
    ? 'read'
    : 'admin';

export const POLICY: Readonly<Record<string, Line>> = {
  'security.state': 'anyone',
  'security.unlock': 'anyone',
  'security.lock': 'read',
  'security.rewrite': 'admin',
  'security.removeCopies': 'admin',
  'security.keep': 'admin',
  'access.logIn': 'anyone',
  'access.logOut': 'anyone',
  'access.mine': 'read',
  'access.changePassword': 'read',
  'access.people': 'read',
  'access.add': 'admin',
  'access.change': 'admin',
  'access.resetPassword': 'admin',
  'access.rules': 'read',
  'access.setRules': 'admin',
  'access.switchOff': 'admin',

  'system.info': 'read',
  'system.home': 'read',
  'system.coverageTrend': 'read',
  'system.next': 'read',
  'system.settings': 'read',
  'system.updateSettings': settings,
  'system.changes': 'read',

  'imports.preview': 'steward',
  'imports.run': 'steward',
  'imports.sample': 'steward',
  'imports.list': 'read',
  'imports.get': 'read',
  'imports.issuesCsv': 'read',
  'imports.difference': 'steward',
  'imports.differenceCounts': 'steward',
  'imports.previewUndo': 'steward',
  'imports.undo': 'steward',
  'imports.rules': 'read',
  'imports.addRule': 'steward',
  'imports.folders': 'read',
  'imports.addFolder': 'steward',
  'imports.removeFolder': 'steward',
  'imports.acceptFolder': 'steward',
  'imports.discardFolder': 'steward',
  'imports.removeRule': 'steward',

  'datasets.search': 'read',
  'datasets.resolve': 'read',
  'datasets.get': 'read',
  'datasets.columns': 'read',
  'datasets.runs': 'read',
  'datasets.evidence': 'read',
  'datasets.history': 'read',
  'jobs.list': 'read',
  'jobs.get': 'read',
  'jobs.runs': 'read',
  'jobs.run': 'read',

  'lineage.view': 'read',
  'lineage.edge': 'read',
  'lineage.sqlMarks': 'read',
  'lineage.table': 'read',
  'lineage.paths': 'read',
  'lineage.names': 'read',
  'lineage.find': 'read',
  'lineage.export': 'disclose',
  'overview.map': 'read',
  'overview.find': 'read',
  'search.language': 'read',
  'search.suggest': 'read',
  'search.elsewhere': 'read',

  'stewardship.tag': 'steward',
  'stewardship.own': 'steward',
  'stewardship.describe': 'steward',
  'stewardship.decideAlias': 'steward',
  'stewardship.review': 'steward',
  'stewardship.effective': 'read',
  'stewardship.kinds': 'read',
  'stewardship.orphans': 'read',
  'stewardship.undoState': 'read',
  'stewardship.undo': 'steward',
  'stewardship.redo': 'steward',
  'stewardship.taxonomy': 'read',
  'stewardship.vocabulary': 'read',

  'ledger.list': 'read',
  'ledger.get': 'read',
  'ledger.verify': 'read',
  'ledger.proof': 'disclose',
  'ledger.checkpoints': 'read',
  'ledger.checkpoint': 'disclose',
  'ledger.keys': 'read',
  'ledger.rotateKey': 'admin',
  'ledger.erase': 'admin',
  'ledger.acceptRestored': 'admin',
  'ledger.pack': 'disclose',

  'privacy.jurisdictions': 'read',
  'privacy.deadline': 'read',
  'privacy.scope': 'read',
  'privacy.cases': 'read',
  'privacy.dsar': 'privacy',
  'privacy.audit': 'disclose',
  'privacy.reports': 'read',
  'privacy.reportFile': 'disclose',

  'collect.status': 'read',
  'collect.configure': 'admin',
  'collect.events': 'read',
  'collect.dismissRejected': 'steward',
  'projects.list': 'read',
  'projects.setNamespace': 'steward',
  'projects.disabled': 'read',
  'rules.list': 'read',
  'rules.save': 'steward',
  'rules.reset': 'steward',
  'rules.try': 'read',

  'sheet.fields': 'read',
  'sheet.rows': 'read',
  'sheet.edit': 'steward',
  'sheet.exportFile': 'disclose',
  'sheet.importFile': 'steward',
  'aws.plan': 'steward',
  'aws.collect': 'steward',

  'joins.suggestions': 'read',
  'joins.compare': 'read',
  'joins.decide': 'steward',
  'joins.groups': 'read',
  'joins.group': 'read',
  'joins.merge': 'steward',
  'joins.split': 'steward',
  'joins.choosePartitions': 'steward',
  'joins.partitionSetting': 'read',
  'joins.setPartitionSetting': 'steward',
  'joins.namespaces': 'read',
  'joins.mapNamespaces': 'steward',
  'joins.rehearseNamespaces': 'steward',

  'views.list': 'read',
  'views.get': 'read',
  'views.save': 'discuss',
  'views.change': 'discuss',
  'views.remove': 'discuss',
  'compare.get': 'read',
  'compare.picture': 'read',
  'compare.export': 'disclose',
  'compare.timeline': 'read',
  'compare.runHistory': 'read',
  'compare.trend': 'read',

  'questions.impact': 'read',
  'questions.owners': 'read',
  'questions.jobs': 'read',
  'questions.impactFile': 'disclose',
  'questions.origin': 'read',
  'questions.originFile': 'disclose',
  'questions.columns': 'read',
  'questions.paths': 'read',
  'questions.pathsFile': 'disclose',
  'questions.critical': 'read',
  'questions.suggestions': 'read',
  'questions.setCritical': 'steward',
  'questions.map': 'read',
  'questions.poster': 'disclose',
  'questions.named': 'read',

  'inbox.groups': 'read',
  'inbox.items': 'read',
  'inbox.decide': 'steward',
  'propagation.overview': 'read',
  'propagation.tags': 'read',
  'propagation.explain': 'read',
  'propagation.findings': 'read',
  'propagation.whatIf': 'read',
  'propagation.apply': 'steward',
  'propagation.decide': 'steward',
  'propagation.policy': 'read',
  'propagation.setPolicy': 'steward',
  'propagation.block': 'steward',
  'propagation.unblock': 'steward',

  'registers.all': 'read',
  'registers.usage': 'read',
  'registers.history': 'read',
  'registers.put': 'steward',
  'registers.remove': 'steward',
  'registers.members': 'read',
  'registers.exportCsv': 'disclose',
  'registers.importCsv': 'steward',
  'registers.importPeople': 'steward',
  'stewardRules.list': 'read',
  'stewardRules.states': 'read',
  'stewardRules.save': 'steward',
  'stewardRules.remove': 'steward',
  'stewardRules.apply': 'steward',
  'samples.classify': 'steward',
  'samples.decide': 'steward',
  'comments.list': 'read',
  'comments.add': 'discuss',
  'comments.resolve': 'discuss',
  'comments.edit': 'discuss',
  'drafts.template': 'read',
  'drafts.recipients': 'read',
  'drafts.preview': 'read',
  'drafts.write': 'disclose',

  'desk.state': 'read',
  'desk.protect': 'privacy',
  'desk.open': 'personal',
  'desk.close': 'read',
  'desk.cases': 'read',
  'desk.case': 'read',
  'desk.openCase': 'privacy',
  'desk.move': 'privacy',
  'desk.extend': 'privacy',
  'desk.fee': 'privacy',
  'desk.decide': 'privacy',
  'desk.approve': 'privacy',
  'desk.undo': 'privacy',
  'desk.outcome': 'privacy',
  'desk.taskFiles': 'personal',
  'desk.person': 'personal',
  'desk.notePerson': 'personal',
  'desk.note': 'personal',
  'desk.records': 'privacy',
  'desk.record': 'personal',
  'desk.attach': 'personal',
  'desk.redact': 'personal',
  'desk.retention': 'privacy',
  'desk.erasable': 'privacy',
  'desk.erase': 'personal',
  'desk.letter': 'personal',
  'desk.finishLetter': 'personal',
  'desk.templates': 'read',
  'desk.editTemplate': 'privacy',
  'desk.due': 'read',
  'desk.calendarFile': 'read',
  'desk.laws': 'read',
  'desk.editLaw': 'privacy',
  'desk.calendar': 'read',
  'desk.editCalendar': 'privacy',
  'desk.checkVectors': 'read',
};

/**
 * Left to people who see the whole catalog: what is signed or made as a whole, takes anything from files, or shows
 * files as they are. Whatever else is answered shows no more than a person sees.
 */
export const WHOLE: ReadonlySet<string> = new Set([
  'ledger.pack',
  'ledger.proof',
  'ledger.erase',
  'privacy.audit',
  'privacy.dsar',
  'privacy.reportFile',
  'imports.preview',
  'imports.run',
  'imports.undo',
  'imports.previewUndo',
  'imports.difference',
  'imports.differenceCounts',
  'stewardship.undo',
  'stewardship.redo',
  'sheet.importFile',
  'samples.classify',
  'aws.collect',
  'joins.decide',
  'joins.merge',
  'joins.split',
  'joins.mapNamespaces',
  'joins.rehearseNamespaces',
  'stewardRules.apply',
  'propagation.apply',
]);

/** What a call needs. A procedure that nobody entered is left to admins. */
export function needOf(path: readonly string[], input: unknown): Need {
  const name = path.join('.');
  const line = Object.hasOwn(POLICY, name) ? POLICY[name] : undefined;
  if (line === undefined) return 'admin';
  return typeof line === 'string' ? line : line(input);
}

export function may(role: Role, need: Need): boolean {
  return ROLES_FOR[need].includes(role);
}

/** `admin or compliance`, for people. */
export function rolesInWords(need: Need): string {
  const roles = ROLES_FOR[need].map((role) => ROLE_WORDS[role]);
  return roles.length < 2 ? roles.join('') : `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`;
}

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  admin: 'admin',
  steward: 'steward',
  compliance: 'compliance',
  auditor: 'auditor (read-only)',
};

/** What each need lets a person do, for the page that says what one may. */
export const NEED_WORDS: Readonly<Record<Need, string>> = {
  anyone: 'Log in and unlock the catalog',
  read: 'Look at everything that is shown to you, and search it',
  disclose: 'Make reports, exports and evidence packs, and verify the ledger',
  steward: 'Import, tag, describe, join, and keep registers and rules',
  discuss: 'Comment, write drafts, keep views',
  privacy: 'Work on cases of data subjects, letters and laws',
  personal: 'See and enter personal data of data subjects',
  admin: 'Manage people, encryption, keys and settings',
};
