/** The AWS Glue importer: outputs of the AWS CLI, and the scripts of jobs. */
import type { Importer } from '../importer.ts';
import { besideTheWriter } from '../thread/read-in-thread.ts';
import { readGlue } from './read.ts';
import { recogniseGlue } from './recognise.ts';

export const glue: Importer = {
  kind: 'glue',
  recognise: recogniseGlue,
  read: besideTheWriter('glue', readGlue),
};
