/** The address of the privacy desk. */

export const PRIVACY_VIEWS = [
  'cases',
  'due',
  'new',
  'records',
  'breaches',
  'models',
  'wording',
  'audit',
  'reports',
] as const;
export type PrivacyView = (typeof PRIVACY_VIEWS)[number];

/** Steps of a new case, in order. The fragment of the address names the one that is open. */
export const STEPS = ['request', 'person', 'scope', 'open'] as const;
export type Step = (typeof STEPS)[number];

/** Parts of the page of a case. */
export const CASE_TABS = ['overview', 'work', 'catalog', 'files', 'letters', 'history'] as const;
export type CaseTab = (typeof CASE_TABS)[number];

/** Ways to look at all cases, and at what is due. */
export const CASE_LAYOUTS = ['list', 'board', 'month'] as const;
export type CaseLayout = (typeof CASE_LAYOUTS)[number];

/** Data behind the desk. */
export const WORDING_PARTS = ['laws', 'calendars', 'letters', 'vectors'] as const;
export type WordingPart = (typeof WORDING_PARTS)[number];

/** Parts of the audit view. */
export const AUDIT_PARTS = ['period', 'compare', 'past', 'controls'] as const;
export type AuditPart = (typeof AUDIT_PARTS)[number];

/** Search parameters of `/privacy`. */
export interface PrivacySearch {
  view?: PrivacyView;
  /** Reference of the case that is open. */
  case?: string;
  tab?: CaseTab;
  /** Attachment whose places are being withheld. */
  redact?: number;
  as?: CaseLayout;
  part?: WordingPart;
  /** Key of the processing activity whose record is open. */
  activity?: string;
  /** Reference of the breach that is open. */
  breach?: string;
  audit?: AuditPart;
}

const oneOf = <Name extends string>(names: readonly Name[], value: unknown): Name | undefined =>
  names.find((name) => name === value);

/** The router's `validateSearch` of `/privacy`. Never throws. */
export function validatePrivacySearch(search: Record<string, unknown>): PrivacySearch {
  const view = oneOf(PRIVACY_VIEWS, search['view']);
  const tab = oneOf(CASE_TABS, search['tab']);
  const as = oneOf(CASE_LAYOUTS, search['as']);
  const part = oneOf(WORDING_PARTS, search['part']);
  // The router reads a reference of digits alone as a number.
  const given = search['case'];
  const reference = typeof given === 'number' ? String(given) : given;
  const redact = Number(search['redact']);
  const activity = search['activity'];
  const breach = search['breach'];
  const audit = oneOf(AUDIT_PARTS, search['audit']);
  return {
    ...(view ? { view } : {}),
    ...(typeof activity === 'string' && activity !== '' && activity.length <= 320 ? { activity } : {}),
    ...(typeof reference === 'string' && reference !== '' ? { case: reference } : {}),
    ...(tab ? { tab } : {}),
    ...(Number.isSafeInteger(redact) && redact > 0 ? { redact } : {}),
    ...(as ? { as } : {}),
    ...(part ? { part } : {}),
    ...(audit ? { audit } : {}),
    ...(typeof breach === 'string' && breach !== '' ? { breach } : {}),
  };
}

/** The step that a fragment names; the first for anything else. */
export function readStep(hash: string): Step {
  return STEPS.find((name) => name === hash.replace(/^#/, '')) ?? 'request';
}
