/**
 * SQL as a list of tokens, for dialects at large (Spark, Hive, Trino, Redshift …). Comments are gone,
 * strings are one token, quoted names keep their case.
 */

export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'sign';
  /** Words in upper case, names and strings without their quotes, signs as they are. */
  readonly text: string;
  /** As written, quotes removed. */
  readonly raw: string;
}

/** Statements longer than this are cut. Tokens. */
const MAX_TOKENS = 200_000;

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|`((?:[^`]|``)*)(?:`|$)|"((?:[^"\\]|""|\\[\s\S])*)(?:"|\\?$)|[rRbBxX]?'((?:[^'\\]|''|\\[\s\S])*)(?:'|\\?$)|([\p{L}_\uFFFC$@#][\p{L}\p{N}_\uFFFC$@#]*)|(\d[\w.]*)|([^\s])/gu;

/**
 * The tokens of a text. Double quotes make names; where `doubleQuoted` is `string` (Spark's and Hive's
 * default) they make strings.
 */
export function sqlTokens(text: string, doubleQuoted: 'name' | 'string'): SqlToken[] {
  const out: SqlToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    if (out.length >= MAX_TOKENS) break;
    const [, tick, double, single, word, number, sign] = match;
    if (tick !== undefined) out.push(token('name', tick.replaceAll('``', '`')));
    else if (double !== undefined) out.push(token(doubleQuoted, double.replaceAll('""', '"')));
    else if (single !== undefined) out.push(token('string', single));
    else if (word !== undefined) out.push({ kind: 'word', text: word.toUpperCase(), raw: word });
    else if (number !== undefined) out.push(token('string', number));
    else if (sign !== undefined) out.push(token('sign', sign));
  }
  return out;
}

const token = (kind: SqlToken['kind'], text: string): SqlToken => ({ kind, text, raw: text });

/** The statements of a script: token lists that were parted by `;`. */
export function sqlStatements(tokens: readonly SqlToken[]): SqlToken[][] {
  const out: SqlToken[][] = [[]];
  for (const one of tokens) {
    if (one.kind === 'sign' && one.text === ';') out.push([]);
    else out.at(-1)?.push(one);
  }
  return out.filter((statement) => statement.length > 0);
}

/** Looks at the tokens of a statement by position. */
export class SqlCursor {
  readonly tokens: readonly SqlToken[];

  constructor(tokens: readonly SqlToken[]) {
    this.tokens = tokens;
  }

  /** The word at a position in upper case, '' where something else stands. */
  word(at: number): string {
    const one = this.tokens[at];
    return one?.kind === 'word' ? one.text : '';
  }

  /** The sign at a position, '' where something else stands. */
  sign(at: number): string {
    const one = this.tokens[at];
    return one?.kind === 'sign' ? one.text : '';
  }

  /** The dotted name at a position, and the position after it; no parts where none stands. */
  name(at: number): { readonly parts: string[]; readonly next: number } {
    const parts: string[] = [];
    let next = at;
    for (;;) {
      const one = this.tokens[next];
      if (!one || (one.kind !== 'word' && one.kind !== 'name')) break;
      parts.push(one.raw);
      next++;
      if (this.sign(next) !== '.') break;
      next++;
    }
    return { parts, next };
  }
}
