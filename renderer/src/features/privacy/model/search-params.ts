/** The address of the privacy desk. */

export const PRIVACY_VIEWS = ['cases', 'due', 'new', 'audit', 'reports'] as const;
export type PrivacyView = (typeof PRIVACY_VIEWS)[number];

/** Steps of a new request, in order. The fragment of the address names the one that is open. */
export const STEPS = ['request', 'person', 'scope', 'create'] as const;
export type Step = (typeof STEPS)[number];

/** Search parameters of `/privacy`. */
export interface PrivacySearch {
  view?: PrivacyView;
  /** Reference of the case that is open. */
  case?: string;
  /** Which part of the audit is open. */
  part?: AuditPart;
}

/** Parts of the audit view. */
export const AUDIT_PARTS = ['period', 'compare', 'past', 'controls'] as const;
export type AuditPart = (typeof AUDIT_PARTS)[number];

/** The router's `validateSearch` of `/privacy`. Never throws. */
export function validatePrivacySearch(search: Record<string, unknown>): PrivacySearch {
  const view = PRIVACY_VIEWS.find((name) => name === search['view']);
  const reference = search['case'];
  const part = AUDIT_PARTS.find((name) => name === search['part']);
  return {
    ...(part ? { part } : {}),
    ...(view ? { view } : {}),
    ...(typeof reference === 'string' && reference !== '' ? { case: reference } : {}),
  };
}

/** The step that a fragment names; the first for anything else. */
export function readStep(hash: string): Step {
  return STEPS.find((name) => name === hash.replace(/^#/, '')) ?? 'request';
}
