/**
 * The SQL parser, a WebAssembly module behind two functions. Used in the worker only: a grammar may
 * run for long or run out of stack on text made for it.
 */
import * as sdk from '@polyglot-sql/sdk/manual';
import { dialectOf } from './dialects.ts';
import { withQuoted, wordAt } from './keyword-aliases.ts';
import { QueryError } from './query-error.ts';

/** Longest query that is parsed, in UTF-16 units; its syntax tree takes some hundred times as much. */
export const LONGEST_QUERY = 1024 * 1024;

/** What is used of the library; its own declaration does not resolve under Node's module rules. */
interface Parser {
  /** Declared as a URL, which it would fetch; the loader takes the module's bytes as well. */
  init(options: { readonly wasmUrl: Uint8Array }): Promise<void>;
  parse(
    sql: string,
    grammar: string,
  ): {
    readonly success: boolean;
    readonly ast: unknown;
    readonly error: unknown;
    readonly errorStart?: unknown;
    readonly errorEnd?: unknown;
  };
}

const parser = sdk as unknown as Parser;

/** Makes the parser ready; `module` is the content of the library's WebAssembly file. */
export const startParser = (module: Uint8Array): Promise<void> => parser.init({ wasmUrl: module });

/** Words that are quoted before the parser's complaint is final. */
const MOST_QUOTED = 4;

/** Statements of a text as syntax trees. Throws {@link QueryError} where there are none. */
export function parse(sql: string, database: string): readonly unknown[] {
  if (sql.length > LONGEST_QUERY) throw new QueryError('too-large');
  const { grammar } = dialectOf(database);
  let text: string | null = sql;
  let complaint: string | null = null;
  for (let tries = 0; text !== null && tries <= MOST_QUOTED; tries++) {
    const { success, ast, error, errorStart, errorEnd } = parser.parse(text, grammar);
    if (success && Array.isArray(ast)) return ast as readonly unknown[];
    const message = typeof error === 'string' ? error : '';
    if (/DEPTH_EXCEEDED|call stack/i.test(message)) throw new QueryError('too-deep');
    complaint ??= message;
    const word: string | null = wordAt(text, errorStart, errorEnd);
    text = word === null ? null : withQuoted(text, word, grammar);
  }
  throw new QueryError('parse-error', (complaint ?? '').slice(0, 300));
}
