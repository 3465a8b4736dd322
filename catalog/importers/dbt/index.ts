/** The dbt importer: artifacts that dbt writes into `target/`. */
import type { Importer } from '../importer.ts';
import { besideTheWriter } from '../thread/read-in-thread.ts';
import { prepareDbt, readBeside, readDbt } from './read.ts';
import { recognise } from './recognise.ts';

export const dbt: Importer = {
  kind: 'dbt',
  readsLast: true,
  recognise,
  prepare: prepareDbt,
  read: besideTheWriter('dbt', readDbt, readBeside),
};
