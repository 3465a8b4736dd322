/** A dataset as an event reads or writes it. */
import type { RunIoFact } from '../../model/facts.ts';
import type { DatasetEntity } from './entities.ts';
import type { JsonObject } from './json.ts';

export type Direction = 'input' | 'output';

/** What an event tells of a run's dealings with a dataset. */
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
