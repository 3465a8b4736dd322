/**
 * The one contract between faces and engine. Three transports carry it: MessagePort in Electron,
 * WebSocket on the loopback host, direct calls in the command line and in tests.
 */
import { collectContract } from './collect.ts';
import { datasetsContract } from './datasets.ts';
import { importsContract } from './imports.ts';
import { joinsContract } from './joins.ts';
import { ledgerContract } from './ledger.ts';
import { lineageContract } from './lineage.ts';
import { privacyContract } from './privacy.ts';
import { stewardshipContract } from './stewardship.ts';
import { systemContract } from './system.ts';

export const contract = {
  system: systemContract,
  imports: importsContract,
  datasets: datasetsContract,
  lineage: lineageContract,
  stewardship: stewardshipContract,
  ledger: ledgerContract,
  privacy: privacyContract,
  collect: collectContract,
  joins: joinsContract,
};
export type Contract = typeof contract;

export * from './collect.ts';
export * from './common.ts';
export * from './datasets.ts';
export * from './imports.ts';
export * from './joins.ts';
export * from './ledger.ts';
export * from './lineage.ts';
export * from './privacy.ts';
export * from './stewardship.ts';
export * from './system.ts';
