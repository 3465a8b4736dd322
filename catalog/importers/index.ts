/** All importers, in the order in which they are asked whether a file is theirs. */
import { dbt } from './dbt/index.ts';
import { glue } from './glue/index.ts';
import type { Importer } from './importer.ts';
import { openLineage } from './openlineage/index.ts';

/** dbt artifacts are the most distinctive, Glue exports the least. */
export function importersOf(): readonly Importer[] {
  return [dbt, openLineage, glue];
}
