/** What an event tells of the dealings of a job or run with a dataset. */
import type { RunIoFact } from '../../model/facts.ts';
import type { DatasetEntity } from './entities.ts';
import type { JsonObject } from './json.ts';

export type Direction = 'input' | 'output';

/** How much a run read or wrote, of which version, and how it looked. */
export type IoTold = Pick<RunIoFact, 'rowCount' | 'byteCount' | 'fileCount' | 'version' | 'seen'>;

/** A dataset of the event with all its facets; `io` are those of this reading or writing. */
export interface Touched {
  readonly dataset: DatasetEntity;
  readonly direction: Direction;
  readonly facets: JsonObject | null;
  readonly io: JsonObject | null;
  /** What it tells of the dealings of a run, once that was asked. */
  told?: IoTold;
}
