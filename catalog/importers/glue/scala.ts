/**
 * Lineage of Scala scripts by pattern. Without a parser nothing ties reads to writes, so inputs and
 * outputs are given and flows are not.
 */
import type { Endpoints, Ref } from './endpoints.ts';
import type { JobLineage, LineageEnd, LineageProblem } from './job-lineage.ts';
import { optionRefs, type Options } from './options-ref.ts';
import { sqlTableRef } from './sql-names.ts';
import { sqlTables } from './sql-tables.ts';

/** Found by pattern, not by parsing. */
const BY_PATTERN = 0.5;

/** How far the arguments of one call reach at most. Characters. */
const CALL_REACH = 2000;

const CALL =
  /\b(getCatalogSource|getCatalogSink|getSourceWithFormat|getSinkWithFormat|getSource|getSink|getJDBCSink|parquet|csv|json|orc|load|save|table|saveAsTable|insertInto|sql)\s*\(/g;

export function scalaLineage(text: string, endpoints: Endpoints): JobLineage {
  const code = withoutComments(text);
  const inputs: LineageEnd[] = [];
  const outputs: LineageEnd[] = [];
  const problems: LineageProblem[] = [];
  const take = (
    refs: readonly (Ref | null)[],
    direction: 'read' | 'write',
    at: string,
    what: string,
  ): void => {
    const found = refs.map((ref) => ref && endpoints.resolve(ref));
    if (found.length === 0 || found.includes(null)) problems.push({ direction, at, text: what });
    for (const endpoint of found) {
      if (endpoint)
        (direction === 'read' ? inputs : outputs).push({
          endpoint: { ...endpoint, confidence: BY_PATTERN },
          at,
        });
    }
  };
  let line = 1;
  let counted = 0;
  for (const match of code.matchAll(CALL)) {
    for (let i = code.indexOf('\n', counted); i >= 0 && i < match.index; i = code.indexOf('\n', i + 1))
      line++;
    counted = match.index;
    const name = match[1] ?? '';
    const args = argumentsAt(code, match.index + match[0].length);
    const before = code.slice(Math.max(0, match.index - 400), match.index);
    readCall(name, args, before, endpoints, (refs, direction) => take(refs, direction, `line ${line}`, name));
  }
  return { method: 'scala', inputs, outputs, flows: [], columns: [], problems };
}

type Take = (refs: readonly (Ref | null)[], direction: 'read' | 'write') => void;

function readCall(name: string, args: string, before: string, endpoints: Endpoints, take: Take): void {
  const direction =
    /sink|save|insert/i.test(name) || /\.write\b[^;]*$/.test(lastStatement(before)) ? 'write' : 'read';
  const literals = [...args.matchAll(/"""([\s\S]*?)"""|"((?:[^"\\\n]|\\.)*)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  const [first, second] = literals;
  switch (name) {
    case 'getCatalogSource':
    case 'getCatalogSink': {
      const [database, table] = [named(args, 'database') ?? first, named(args, 'tableName') ?? second];
      take(database && table ? [{ kind: 'table', database, table }] : [], direction);
      return;
    }
    case 'sql':
      for (const statement of first ? sqlTables(first, { doubleQuoted: 'string' }) : []) {
        const refs = (names: readonly (readonly string[])[]): (Ref | null)[] =>
          names
            .map((parts) => sqlTableRef(parts, undefined, endpoints.tables))
            .filter((ref) => ref !== undefined && ref !== null);
        if (statement.reads.length > 0) take(refs(statement.reads), 'read');
        if (statement.writes.length > 0) take(refs(statement.writes), 'write');
      }
      return;
    case 'table':
    case 'saveAsTable':
    case 'insertInto': {
      const ref =
        first && /^[\w.]+$/.test(first) ? sqlTableRef(first.split('.'), undefined, endpoints.tables) : null;
      if (first) take([ref ?? null], direction);
      return;
    }
    case 'parquet':
    case 'csv':
    case 'json':
    case 'orc':
    case 'load':
    case 'save':
      if (!/\.(?:read|write|readStream|writeStream)\b/.test(lastStatement(before))) return;
      take(first ? [{ kind: 'path', path: first }] : [], direction);
      return;
    default:
      take(optionRefs(named(args, 'connectionType') ?? first ?? 's3', jsonOptions(args)), direction);
  }
}

const lastStatement = (before: string): string =>
  before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('val '), before.lastIndexOf('}')) + 1);

const named = (args: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*"([^"\\n]*)"`).exec(args)?.[1];

/** `JsonOptions("""{"path": "…"}""")` and `JsonOptions(Map("path" -> "…"))`. */
function jsonOptions(args: string): Options {
  const out = new Map<string, string[]>();
  for (const match of args.matchAll(
    /"([\w.]{1,60})"\s{0,8}(?:->|:)\s{0,8}(?=((?:\[|List\(|Seq\(|Array\()?[^\])}]{0,1500}))/g,
  )) {
    const values = [...(match[2] ?? '').matchAll(/"([^"\n]*)"/g)].map((one) => one[1] ?? '');
    const isList = /^(?:\[|List|Seq|Array)/.test(match[2] ?? '');
    if (values.length > 0) out.set((match[1] ?? '').toLowerCase(), isList ? values : values.slice(0, 1));
  }
  return out;
}

/** The text between the brackets of a call. */
function argumentsAt(code: string, from: number): string {
  let depth = 1;
  const end = Math.min(code.length, from + CALL_REACH);
  for (let at = from; at < end; at++) {
    if (code.startsWith('"""', at)) {
      const close = code.indexOf('"""', at + 3);
      if (close < 0) return code.slice(from, end);
      at = close + 2;
    } else if (code[at] === '"') {
      for (at++; at < end && code[at] !== '"'; at++) if (code[at] === '\\') at++;
    } else if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) return code.slice(from, at);
  }
  return code.slice(from, end);
}

/** The code with its comments blanked out; line numbers stay. */
function withoutComments(text: string): string {
  return text.replace(
    /"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*(?:"|$|(?=\n)|\\$)|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
    (part) => (part.startsWith('/') ? part.replace(/[^\n]/g, ' ') : part),
  );
}
