/**
 * Words that a grammar takes for keywords and a database takes as names (`from first_values first`).
 * Where the parser stumbles over one, putting it in quotes makes the query readable.
 */

/** What must not be touched: strings, quoted names, comments, dollar-quoted text; then words. */
const TOKENS =
  /'(?:[^'\\]|\\.|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$\$[\s\S]*?\$\$|--[^\n]*|\/\*[\s\S]*?\*\/|[\p{L}_][\p{L}\p{N}_$]*/gu;

/** Words after which such a word is a keyword: `nulls first`, `fetch first`, `rows first`. */
const KEEPS = new Set(['nulls', 'fetch', 'alter', 'create', 'drop']);

const BACKTICKS = new Set([
  'bigquery',
  'databricks',
  'doris',
  'hive',
  'mysql',
  'singlestore',
  'spark',
  'starrocks',
  'tidb',
]);

/** The word between two places (in characters); null where there is something else. */
export function wordAt(sql: string, start: unknown, end: unknown): string | null {
  if (typeof start !== 'number' || typeof end !== 'number' || end - start > 64) return null;
  const word = Array.from(sql).slice(start, end).join('');
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(word) ? word : null;
}

/** The query with a word quoted wherever it stands as a name; null where it does not. */
export function withQuoted(sql: string, word: string, grammar: string): string | null {
  const [open, close] = BACKTICKS.has(grammar) ? ['`', '`'] : ['"', '"'];
  let before = '';
  let changed = false;
  const result = sql.replace(TOKENS, (token: string, offset: number) => {
    const lower = token.toLowerCase();
    const keep =
      KEEPS.has(before) || /^\s*\(/.test(sql.slice(offset + token.length, offset + token.length + 64));
    before = lower;
    if (lower !== word.toLowerCase() || keep) return token;
    changed = true;
    return `${open}${token}${close}`;
  });
  return changed ? result : null;
}
