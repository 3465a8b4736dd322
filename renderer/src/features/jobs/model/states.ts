/** Which jobs a list shows, and how an address says so. */

export const JOB_STATES = ['any', 'failed', 'running', 'incomplete', 'never-ran', 'retired'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const STATE_NAMES: Readonly<Record<JobState, string>> = {
  any: 'All jobs',
  failed: 'Latest run failed',
  running: 'Running now',
  incomplete: 'Lineage incomplete',
  'never-ran': 'Without runs',
  retired: 'Retired',
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
