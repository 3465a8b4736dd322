/** The address of the privacy desk. */

export const PRIVACY_VIEWS = ['cases', 'due', 'new', 'breaches', 'models', 'audit', 'reports'] as const;
export type PrivacyView = (typeof PRIVACY_VIEWS)[number];

/** Steps of a new request, in order. The fragment of the address names the one that is open. */
export const STEPS = ['request', 'person', 'scope', 'create'] as const;
export type Step = (typeof STEPS)[number];

/** Search parameters of `/privacy`. */
export interface PrivacySearch {
  view?: PrivacyView;
  /** Reference of the case that is open. */
  case?: string;
  /** Reference of the breach that is open. */
  breach?: string;
}

/** The router's `validateSearch` of `/privacy`. Never throws. */
export function validatePrivacySearch(search: Record<string, unknown>): PrivacySearch {
  const view = PRIVACY_VIEWS.find((name) => name === search['view']);
  const reference = search['case'];
  const breach = search['breach'];
  return {
    ...(view ? { view } : {}),
    ...(typeof reference === 'string' && reference !== '' ? { case: reference } : {}),
    ...(typeof breach === 'string' && breach !== '' ? { breach } : {}),
  };
}

/** The step that a fragment names; the first for anything else. */
export function readStep(hash: string): Step {
  return STEPS.find((name) => name === hash.replace(/^#/, '')) ?? 'request';
}
