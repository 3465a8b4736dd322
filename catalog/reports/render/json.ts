/** A report as JSON: its machine-readable data in canonical form, so that equal reports are equal bytes. */
import canonicalize from 'canonicalize';
import type { Json } from '../../model/facts.ts';
import { type ReportDocument, ReportError } from './document.ts';

/** Deeper data than this is a mistake of the caller. */
const MAX_DEPTH = 500;

/**
 * `doc.data` as canonical JSON (RFC 8785) with a trailing line feed. These are the very bytes that the PDF
 * carries as an attachment. Lone surrogates, which JCS forbids, become U+FFFD.
 * @throws ReportError `invalid-data` for what JSON cannot say: NaN, infinity, a circle.
 */
export function toJson(doc: ReportDocument): string {
  try {
    const text = canonicalize(wellFormed(doc.data, 0));
    if (text === undefined) throw new Error('there is no value');
    return `${text}\n`;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReportError('invalid-data', `the report's data have no JSON form: ${reason}`, { cause });
  }
}

/** A copy in which every string is well-formed Unicode. */
function wellFormed(value: Json, depth: number): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (value === null || typeof value !== 'object') return value;
  if (depth > MAX_DEPTH) throw new Error(`nested deeper than ${MAX_DEPTH} levels, or in a circle`);
  if (isArray(value)) return value.map((item) => wellFormed(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item, depth + 1)]),
  );
}

/** `Array.isArray` does not narrow readonly arrays. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
