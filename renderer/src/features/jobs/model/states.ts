/** Which jobs a list shows, and how an address says so. */
import { say } from '../../../shared/language/say.ts';

export const JOB_STATES = ['any', 'failed', 'running', 'incomplete', 'never-ran', 'retired'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const STATE_NAMES: Readonly<Record<JobState, string>> = {
  any: say('All jobs'),
  failed: say('Latest run failed'),
  running: say('Running now'),
  incomplete: say('Lineage incomplete'),
  'never-ran': say('Without runs'),
  retired: say('Retired'),
};

/** Search parameters of `/jobs`. */
export interface JobsSearch {
  text?: string;
  state?: JobState;
}

/** The router's `validateSearch` of `/jobs`. Never throws. */
export function validateJobsSearch(search: Record<string, unknown>): JobsSearch {
  const state = JOB_STATES.find((name) => name === search['state'] && name !== 'any');
  const text = typeof search['text'] === 'string' ? search['text'].slice(0, 512) : '';
  return { ...(text === '' ? {} : { text }), ...(state ? { state } : {}) };
}

/** Whether a run ended badly. */
export const isFailure = (state: string | null): boolean =>
  state !== null && /^(?:fail|abort|error)/i.test(state);
