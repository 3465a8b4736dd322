/** Actions of the ledger in words. */
const NAMES: Readonly<Record<string, string>> = {
  'import.run': 'Import',
  'import.undo': 'Import undone',
  'import.redo': 'Import redone',
  'import.rule': 'Import rule',
  'tag.edit': 'Tags',
  'owner.edit': 'Owners',
  'description.edit': 'Description',
  'sheet.edit': 'Grid',
  'alias.decide': 'Alias decision',
  'project.namespace': 'Namespace of a project',
  'import.rules': 'Import rules',
  'join.decide': 'Join decision',
  'join.merge': 'Merge',
  'join.split': 'Split',
  'namespace.map': 'Namespaces',
  'partition.decide': 'Partitions',
  'partition.setting': 'Partitions',
  'history.undo': 'Undo',
  'history.redo': 'Redo',
  'report.dsar': 'DSAR report',
  'report.audit': 'Audit report',
  'report.audit-comparison': 'Comparison of audits',
  'access.report-file': 'File of a report handed out',
  'access.case': 'Personal data of a case opened',
  'export.sheet': 'List of the grid handed out',
  'export.lineage': 'Lineage handed out',
  'export.comparison': 'Comparison handed out',
  'export.register': 'Register handed out',
  'export.question': 'Answer handed out',
  'export.draft': 'Drafts of messages handed out',
  'export.ndjson': 'Export',
  'export.pack': 'Evidence pack',
  'ledger.erase': 'Erasure',
  'ledger.key': 'Signing key',
  'ledger.restore': 'Older copy accepted',
};

/** An action without a name of its own is written in words: `case.close` becomes `Case close`. */
export function actionName(action: string): string {
  if (Object.hasOwn(NAMES, action)) return NAMES[action] ?? action;
  const words = action.replace(/[._-]+/g, ' ').trim();
  return words === '' ? action : words.charAt(0).toUpperCase() + words.slice(1);
}
