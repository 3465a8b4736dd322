/** The whole contract, served. */
import type { Router } from '@orpc/server';
import type { Contract } from '../../contract/index.ts';
import { access } from './access.ts';
import { audit } from './audit.ts';
import { aws } from './aws.ts';
import { breaches } from './breaches.ts';
import { collect } from './collect.ts';
import { comments } from './comments.ts';
import { compare } from './compare.ts';
import { datasets } from './datasets.ts';
import { desk } from './desk.ts';
import { documents } from './documents.ts';
import { drafts } from './drafts.ts';
import { imports } from './imports.ts';
import { inbox } from './inbox.ts';
import { jobs } from './jobs.ts';
import { joins } from './joins.ts';
import { ledger } from './ledger.ts';
import { lineage } from './lineage.ts';
import { overview } from './overview.ts';
import { privacy } from './privacy.ts';
import { processing } from './processing.ts';
import { projects } from './projects.ts';
import { propagation } from './propagation.ts';
import { questions } from './questions.ts';
import { registers } from './registers.ts';
import { reports } from './reports.ts';
import { rules } from './rules.ts';
import { samples } from './samples.ts';
import { search } from './search.ts';
import { security } from './security.ts';
import { sheet } from './sheet.ts';
import { stewardRules } from './steward-rules.ts';
import { stewardship } from './stewardship.ts';
import { system } from './system.ts';
import { views } from './views.ts';
import { os } from './context.ts';
import type { FaceContext } from './face-context.ts';

/** Typed by the contract alone: written out, the type of all handlers is longer than the compiler allows. */
export const router: Router<Contract, FaceContext> = os.router({
  system,
  imports,
  datasets,
  jobs,
  lineage,
  stewardship,
  ledger,
  privacy,
  collect,
  processing,
  projects,
  rules,
  search,
  sheet,
  aws,
  joins,
  views,
  compare,
  questions,
  overview,
  inbox,
  propagation,
  registers,
  reports,
  stewardRules,
  samples,
  comments,
  drafts,
  desk,
  security,
  access,
  audit,
  breaches,
  documents,
});
export type { FaceContext } from './face-context.ts';
