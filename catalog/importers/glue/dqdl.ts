/**
 * Rules of the Data Quality Definition Language: `Rules = [ IsComplete "id", RowCount > 10 ]`.
 */

export interface DqRule {
  /** As written, blanks made single. */
  readonly text: string;
  /** `IsComplete`, `ColumnValues` …; '' for composed rules. */
  readonly kind: string;
  /** The one column that the rule is about. */
  readonly column?: string;
}

/** Rule types whose first operand is not a column. */
const NOT_ABOUT_A_COLUMN = new Set([
  'RowCount',
  'RowCountMatch',
  'ColumnCount',
  'CustomSql',
  'SchemaMatch',
  'DataFreshness',
  'DatasetMatch',
  'ReferentialIntegrity',
  'AggregateMatch',
  'ColumnNamesMatchPattern',
  'FileFreshness',
  'FileMatch',
  'FileSize',
  'FileUniqueness',
]);

/** The rules of a ruleset, in order. Text outside of `Rules = […]` is passed over. */
export function dqdlRules(ruleset: string): DqRule[] {
  const start = /\bRules\s*=\s*\[/.exec(ruleset);
  if (!start) return [];
  const rules: DqRule[] = [];
  let text = '';
  let depth = 0;
  for (let at = start.index + start[0].length; at < ruleset.length; at++) {
    const char = ruleset[at] ?? '';
    if (char === '"') {
      const end = closingQuote(ruleset, at);
      text += ruleset.slice(at, end + 1);
      at = end;
    } else if (char === '#') {
      const end = ruleset.indexOf('\n', at);
      at = end < 0 ? ruleset.length : end;
      text += ' ';
    } else if (depth === 0 && (char === ',' || char === ']')) {
      if (text.trim() !== '') rules.push(dqRule(text));
      text = '';
      if (char === ']') break;
    } else {
      if ('[({'.includes(char)) depth++;
      else if ('])}'.includes(char)) depth--;
      text += char;
    }
  }
  return rules;
}

/** A single rule's text, as results repeat it. */
export function dqRule(text: string): DqRule {
  const plain = text.replace(/\s+/g, ' ').trim().slice(0, 2000);
  const kind = /^([A-Z][A-Za-z]{2,60})\b/.exec(plain)?.[1] ?? '';
  const column = /^[A-Z][A-Za-z]{2,60} "((?:[^"\\]|\\.){1,300})"/.exec(plain)?.[1]?.replace(/\\(.)/g, '$1');
  return { text: plain, kind, ...(column !== undefined && !NOT_ABOUT_A_COLUMN.has(kind) ? { column } : {}) };
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
