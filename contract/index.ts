/**
 * The one contract between faces and engine. Three transports carry it: MessagePort in Electron,
 * WebSocket on the loopback host, direct calls in the command line and in tests.
 */
import { accessContract } from './access.ts';
import { auditContract } from './audit.ts';
import { awsContract } from './aws.ts';
import { breachesContract } from './breaches.ts';
import { collectContract } from './collect.ts';
import { compareContract } from './compare.ts';
import { datasetsContract } from './datasets.ts';
import { deskContract } from './desk.ts';
import { documentsContract } from './documents.ts';
import { draftsContract } from './drafts.ts';
import { importsContract } from './imports.ts';
import { inboxContract } from './inbox.ts';
import { jobsContract } from './jobs.ts';
import { joinsContract } from './joins.ts';
import { ledgerContract } from './ledger.ts';
import { lineageContract } from './lineage.ts';
import { overviewContract } from './overview.ts';
import { commentsContract } from './comments.ts';
import { registersContract } from './registers.ts';
import { stewardRulesContract } from './steward-rules.ts';
import { privacyContract } from './privacy.ts';
import { processingContract } from './processing.ts';
import { projectsContract } from './projects.ts';
import { propagationContract } from './propagation.ts';
import { questionsContract } from './questions.ts';
import { reportsContract } from './reports.ts';
import { rulesContract } from './rules.ts';
import { samplesContract } from './samples.ts';
import { searchContract } from './search.ts';
import { securityContract } from './security.ts';
import { sheetContract } from './sheet.ts';
import { stewardshipContract } from './stewardship.ts';
import { systemContract } from './system.ts';
import { viewsContract } from './views.ts';

export const contract = {
  system: systemContract,
  imports: importsContract,
  datasets: datasetsContract,
  jobs: jobsContract,
  lineage: lineageContract,
  stewardship: stewardshipContract,
  ledger: ledgerContract,
  privacy: privacyContract,
  collect: collectContract,
  processing: processingContract,
  projects: projectsContract,
  rules: rulesContract,
  search: searchContract,
  sheet: sheetContract,
  aws: awsContract,
  joins: joinsContract,
  views: viewsContract,
  compare: compareContract,
  questions: questionsContract,
  overview: overviewContract,
  inbox: inboxContract,
  propagation: propagationContract,
  registers: registersContract,
  reports: reportsContract,
  stewardRules: stewardRulesContract,
  samples: samplesContract,
  comments: commentsContract,
  drafts: draftsContract,
  desk: deskContract,
  security: securityContract,
  access: accessContract,
  audit: auditContract,
  breaches: breachesContract,
  documents: documentsContract,
};
export type Contract = typeof contract;

export * from './access.ts';
export * from './audit.ts';
export * from './aws.ts';
export * from './breaches.ts';
export * from './collect.ts';
export * from './comments.ts';
export * from './common.ts';
export * from './compare.ts';
export * from './datasets.ts';
export * from './desk-law.ts';
export * from './desk-look.ts';
export * from './desk-shapes.ts';
export * from './desk.ts';
export * from './documents.ts';
export * from './drafts.ts';
export * from './imports.ts';
export * from './inbox.ts';
export * from './jobs.ts';
export * from './joins.ts';
export * from './ledger.ts';
export * from './lineage.ts';
export * from './overview.ts';
export * from './people-file.ts';
export * from './privacy.ts';
export * from './processing-shapes.ts';
export * from './processing.ts';
export * from './projects.ts';
export * from './propagation.ts';
export * from './questions.ts';
export * from './registers.ts';
export * from './reports.ts';
export * from './rules.ts';
export * from './samples.ts';
export * from './search.ts';
export * from './security.ts';
export * from './sheet.ts';
export * from './stated.ts';
export * from './steward-rules.ts';
export * from './stewardship.ts';
export * from './system.ts';
export * from './views.ts';
