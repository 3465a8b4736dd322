/**
 * OpenLineage events: run events, job events and dataset events (specification 2-0-2 and before), as
 * newline-delimited JSON, JSON arrays or single objects.
 */
import type { Importer } from '../importer.ts';
import { besideTheWriter } from '../thread/read-in-thread.ts';
import { readEvents } from './read-events.ts';
import { recogniseEvents } from './recognise.ts';

export const openLineage: Importer = {
  kind: 'openlineage',
  recognise: recogniseEvents,
  read: besideTheWriter('openlineage', (files, context) =>
    readEvents(files, { ...context, sqlLiterals: context.options.sqlLiterals }),
  ),
};
