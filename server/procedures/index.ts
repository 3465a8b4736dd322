/** The whole contract, served. */
import { aws } from './aws.ts';
import { collect } from './collect.ts';
import { datasets } from './datasets.ts';
import { imports } from './imports.ts';
import { jobs } from './jobs.ts';
import { joins } from './joins.ts';
import { ledger } from './ledger.ts';
import { lineage } from './lineage.ts';
import { privacy } from './privacy.ts';
import { projects } from './projects.ts';
import { rules } from './rules.ts';
import { stewardship } from './stewardship.ts';
import { system } from './system.ts';
import { views } from './views.ts';
import { os } from './context.ts';

export const router = os.router({
  system,
  imports,
  datasets,
  jobs,
  lineage,
  stewardship,
  ledger,
  privacy,
  collect,
  projects,
  rules,
  aws,
  joins,
  views,
});
export type { FaceContext } from './context.ts';
