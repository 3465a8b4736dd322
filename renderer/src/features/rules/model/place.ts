/** Where in a rule the engine found something that cannot be used. */
import { ORPCError } from '@orpc/client';

export interface RuleTrouble {
  /** `name`, `selection`, `effect`; null where it is about the whole. */
  readonly field: string | null;
  readonly message: string;
  readonly span: { readonly from: number; readonly to: number } | null;
}

/** Null for an error that says nothing of the rule: connection, disk. */
export function troubleOf(error: unknown): RuleTrouble | null {
  if (!(error instanceof ORPCError)) return null;
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null || !('reason' in data)) return null;
  const place = 'place' in data ? data.place : undefined;
  if (typeof place !== 'object' || place === null || !('field' in place))
    return { field: null, message: error.message, span: null };
  const span = 'span' in place ? (place.span as RuleTrouble['span']) : null;
  return { field: String(place.field), message: error.message, span };
}
