/** The whole contract, served. */
import { collect } from './collect.ts';
import { datasets } from './datasets.ts';
import { imports } from './imports.ts';
import { joins } from './joins.ts';
import { ledger } from './ledger.ts';
import { lineage } from './lineage.ts';
import { privacy } from './privacy.ts';
import { stewardship } from './stewardship.ts';
import { system } from './system.ts';
import { os } from './context.ts';

export const router = os.router({
  system,
  imports,
  datasets,
  lineage,
  stewardship,
  ledger,
  privacy,
  collect,
  joins,
});
export type { FaceContext } from './context.ts';
