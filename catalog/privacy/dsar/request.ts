/** The request as the catalog records it: who asked is known to the case file elsewhere, never here. */
import { z } from 'zod';
import { recipeBaseSchema } from '../../reports/report-kind.ts';

export const RIGHTS = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
  'objection',
  'automated-decisions',
  'opt-out',
  'limit',
] as const;
export type Right = (typeof RIGHTS)[number];

export const IDENTIFIER_KINDS = [
  'email',
  'phone',
  'name',
  'customer_id',
  'account_number',
  'government_id',
  'device_id',
  'ip_address',
  'other',
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export interface DsarRequest {
  readonly reference: string;
  /** Civil date. */
  readonly receivedOn: string;
  /** Key in resources/privacy/jurisdictions.json. */
  readonly jurisdiction: string;
  readonly place: string;
  readonly rights: readonly Right[];
  /** fideslang data subject. */
  readonly subject: string;
  /** Sorted, without repetition; empty: all kinds that the catalog knows columns for. */
  readonly identifierKinds: readonly IdentifierKind[];
  readonly extended: boolean;
  readonly identityConfirmedOn: string | null;
  readonly language: 'en';
}

/** As a person gives it, with the values that are handed out once and never stored. */
export interface DsarOrder extends Omit<DsarRequest, 'identifierKinds'> {
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly value: string }[];
}

/** What a DSAR report is made of, beside the catalog at its revision. Stored with the report. */
export const dsarRecipeSchema = recipeBaseSchema.extend({
  request: z.object({
    reference: z.string(),
    receivedOn: z.string(),
    jurisdiction: z.string(),
    place: z.string(),
    rights: z.array(z.enum(RIGHTS)),
    subject: z.string(),
    identifierKinds: z.array(z.enum(IDENTIFIER_KINDS)),
    extended: z.boolean(),
    identityConfirmedOn: z.string().nullable(),
    language: z.literal('en'),
  }),
});
export type DsarRecipe = z.infer<typeof dsarRecipeSchema>;

/** The request without identifier values, in a fixed form. */
export function requestOf(order: DsarOrder): DsarRequest {
  const { identifiers, rights, ...rest } = order;
  return {
    ...rest,
    rights: RIGHTS.filter((right) => rights.includes(right)),
    identifierKinds: IDENTIFIER_KINDS.filter((kind) => identifiers.some((one) => one.kind === kind)),
  };
}
