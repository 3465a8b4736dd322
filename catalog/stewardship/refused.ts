/** A change that cannot be made as asked, in words for the person who asked. */
export type RefusalCode = 'INVALID' | 'NOT_FOUND' | 'CONFLICT' | 'REASON_NEEDED';

/** What of a request cannot be used, for a form to say it there. */
export interface RefusedPlace {
  readonly field: string;
  /** The part of its text, in UTF-16 units; absent for all of it. */
  readonly span?: { readonly from: number; readonly to: number } | undefined;
}

export class Refused extends Error {
  override readonly name: string = 'Refused';
  readonly code: RefusalCode;
  readonly place: RefusedPlace | undefined;

  constructor(code: RefusalCode, message: string, place?: RefusedPlace) {
    super(message);
    this.code = code;
    this.place = place;
  }
}

/** What a policy asks a reason for. */
export const REASON_POLICIES = ['lower-sensitivity', 'remove-certification'] as const;
export type ReasonPolicy = (typeof REASON_POLICIES)[number];

/** The policy of this catalog asks for a reason, and none was given. */
export class ReasonNeeded extends Refused {
  override readonly name = 'ReasonNeeded';
  readonly policy: ReasonPolicy;
  /** Datasets and columns that it is asked for. */
  readonly count: number;

  constructor(policy: ReasonPolicy, message: string, count: number) {
    super('REASON_NEEDED', message);
    this.policy = policy;
    this.count = count;
  }
}
