/** A change that cannot be made as asked, in words for the person who asked. */
export type RefusalCode = 'INVALID' | 'NOT_FOUND' | 'CONFLICT' | 'REASON_NEEDED';

export class Refused extends Error {
  override readonly name: string = 'Refused';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
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
