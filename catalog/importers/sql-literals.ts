/**
 * Literals in SQL text: values of people and secrets end up in queries (`WHERE email = '…'`), and queries
 * are stored and shown. The structure of the query stays as it is.
 */
import { REDACTED, redactText } from './redact.ts';

/** `suspicious`: what looks like personal data or a secret. `all`: every text and number. */
export type LiteralRule = 'suspicious' | 'all';

/** Dialects in which double quotes hold text, not names. */
const QUOTED_TEXT = /bigquery|mysql|maria|spark|hive|databricks/i;

/** A text that may be about a person, or be a key: the rule prefers a hidden harmless value. */
const PERSONAL: readonly RegExp[] = [
  /[^\s@]{1,64}@[^\s@]{1,190}\.[A-Za-z]{2,24}/,
  // Telephone, card, account and insurance numbers.
  /^\+?(?:[ ()./-]{0,3}\d){9,40}$/,
  /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}$/,
  /^(?:\d{1,3}\.){3}\d{1,3}$/,
  // Long words of letters and digits: tokens, digests, identifiers of people.
  /^(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[A-Za-z0-9+/_=.-]{24,}$/,
];

/** Digits of a number that may identify somebody. */
const MANY_DIGITS = 9;

/**
 * The text without secrets and without the literals that the rule hides. Works in one pass over quoted
 * text, names, comments and numbers; text that is no SQL passes as it is, without secrets.
 */
export function redactSql(sql: string, rule: LiteralRule, dialect = ''): string {
  const double = QUOTED_TEXT.test(dialect);
  let out = '';
  let from = 0;
  const hide = (start: number, end: number, by: string): void => {
    out += sql.slice(from, start) + by;
    from = end;
  };
  for (let at = 0; at < sql.length;) {
    const end = endOfToken(sql, at);
    const token = kindOf(sql, at, double);
    if (token === 'text' || token === 'name') {
      const closed = end > at + 1 && sql[end - 1] === sql[at];
      const inner = sql.slice(at + 1, closed ? end - 1 : end);
      const hidden = token === 'text' && rule === 'all' ? inner !== '' : isPersonal(inner);
      if (hidden) hide(at + 1, closed ? end - 1 : end, REDACTED);
    } else if (token === 'number') {
      const digits = sql.slice(at, end).replace(/\D/g, '').length;
      if (rule === 'all' || digits >= MANY_DIGITS) hide(at, end, '?');
    }
    at = end;
  }
  return redactText(out + sql.slice(from));
}

type Token = 'text' | 'name' | 'number' | 'other';

function kindOf(sql: string, at: number, double: boolean): Token {
  const char = sql[at]!;
  if (char === "'") return 'text';
  if (char === '"') return double ? 'text' : 'name';
  return isDigit(char) ? 'number' : 'other';
}

/** Where the quoted text, comment, word, number or other character that begins here ends. */
function endOfToken(sql: string, at: number): number {
  const char = sql[at]!;
  if (char === "'" || char === '"' || char === '`') return endOfQuoted(sql, at, char);
  if (char === '-' && sql[at + 1] === '-') return endOr(sql, sql.indexOf('\n', at));
  if (char === '/' && sql[at + 1] === '*') {
    const close = sql.indexOf('*/', at + 2);
    return close < 0 ? sql.length : close + 2;
  }
  let end = at + 1;
  // A digit within a word is a part of its name.
  if (isWord(char))
    while (end < sql.length && (isWord(sql[end]!) || (isDigit(char) && sql[end] === '.'))) end++;
  return end;
}

/** A doubled quote, or one behind a backslash, does not close. */
function endOfQuoted(sql: string, at: number, quote: string): number {
  for (let end = at + 1; end < sql.length; end++) {
    if (sql[end] === '\\') end++;
    else if (sql[end] === quote) {
      if (sql[end + 1] !== quote) return end + 1;
      end++;
    }
  }
  return sql.length;
}

const endOr = (sql: string, end: number): number => (end < 0 ? sql.length : end);
const isDigit = (char: string): boolean => char >= '0' && char <= '9';
const isWord = (char: string): boolean => /[\p{L}\p{N}_$]/u.test(char);
const isPersonal = (text: string): boolean => PERSONAL.some((form) => form.test(text));
