/**
 * From a file's text to its documents. CLI outputs come as one JSON document, as several in a row
 * (`>>` in a loop), as YAML, or cut off; whatever is whole is kept, the rest is reported.
 */
import { parseAllDocuments } from 'yaml';

export interface Document {
  readonly value: unknown;
  /** Counts from 1 in its file. */
  readonly number: number;
  /** Cut off: `value` holds the elements that were still whole. */
  readonly partial: boolean;
}

export interface DocumentProblem {
  readonly code: 'empty-file' | 'truncated' | 'not-json' | 'not-yaml' | 'aws-error' | 'too-large';
  readonly at: string;
  readonly message: string;
}

export interface Documents {
  readonly documents: readonly Document[];
  readonly problems: readonly DocumentProblem[];
}

/** Larger YAML is refused: its parser holds many times the text's size. Characters. */
const YAML_LIMIT = 32 * 1024 * 1024;

/** What the AWS CLI prints when a call fails. */
const AWS_ERROR =
  /^\s*(?:aws: \[ERROR\]: )?(An error occurred \([\w.]{1,80}\)[^\n]{0,400}|Unable to locate credentials[^\n]{0,200}|Partial credentials found[^\n]{0,200}|Could not connect to the endpoint URL[^\n]{0,200}|The config profile [^\n]{0,200} could not be found|(?:Error loading SSO Token|The SSO session)[^\n]{0,200}|You must specify a region[^\n]{0,200})/;

/** The error that the AWS CLI printed at the start of this text, or null. */
export function awsErrorIn(text: string): string | null {
  return AWS_ERROR.exec(text.slice(0, 4096))?.[1]?.trim() ?? null;
}

/** The documents in a text. Never throws. */
export function parseDocuments(text: string): Documents {
  const start = text.search(/\S/);
  if (start < 0) {
    return { documents: [], problems: [{ code: 'empty-file', at: 'file', message: 'The file is empty.' }] };
  }
  const first = text[start];
  if (first !== '{' && first !== '[') {
    const error = awsErrorIn(text);
    if (error === null) return parseYaml(text);
    const rest = splitJson(text);
    return { documents: rest.documents, problems: [awsError(error), ...rest.problems] };
  }
  try {
    return { documents: [{ value: JSON.parse(text) as unknown, number: 1, partial: false }], problems: [] };
  } catch {
    return splitJson(text);
  }
}

const awsError = (error: string): DocumentProblem => ({
  code: 'aws-error',
  at: 'line 1',
  message: `The file holds an error message of the AWS CLI instead of its output: ${error}`,
});

/** A scan over JSON texts in a row: where each begins, where it ends, how far it was whole. */
function splitJson(text: string): Documents {
  const documents: Document[] = [];
  const problems: DocumentProblem[] = [];
  let at = nextDocument(text, 0);
  for (let number = 1; at >= 0; number++) {
    const scan = scanDocument(text, at);
    const place = `document ${number}, line ${lineOf(text, at)}`;
    const whole = scan.truncated ? UNREADABLE : parsed(text.slice(at, scan.end));
    if (whole.ok) {
      documents.push({ value: whole.value, number, partial: false });
    } else {
      const saved = scan.wholeUntil > at ? parsed(text.slice(at, scan.wholeUntil) + scan.repair) : UNREADABLE;
      if (saved.ok) documents.push({ value: saved.value, number, partial: true });
      const kept = saved.ok ? 'The elements before that place were kept.' : 'Nothing of it could be kept.';
      problems.push({
        code: scan.truncated ? 'truncated' : 'not-json',
        at: place,
        message: scan.truncated
          ? `The JSON text ends before it is complete. ${kept}`
          : `This is not valid JSON. ${kept}`,
      });
    }
    at = nextDocument(text, scan.end);
  }
  return { documents, problems };
}

const UNREADABLE = { ok: false, value: null };

function parsed(text: string): { readonly ok: boolean; readonly value: unknown } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, value: null };
  }
}

/** Where the next object or list begins that stands at the start of a line or follows the last one. */
function nextDocument(text: string, from: number): number {
  for (let at = from; at < text.length;) {
    const step = /[^\s,]/g;
    step.lastIndex = at;
    const match = step.exec(text);
    if (!match) return -1;
    if (match[0] === '{' || match[0] === '[') return match.index;
    const line = text.indexOf('\n', match.index);
    if (line < 0) return -1;
    at = line + 1;
  }
  return -1;
}

interface Scan {
  readonly end: number;
  readonly truncated: boolean;
  /** End of the last element of the outermost list that was whole. */
  readonly wholeUntil: number;
  /** Brackets that make the text up to `wholeUntil` a document. */
  readonly repair: string;
}

function scanDocument(text: string, start: number): Scan {
  let depth = 0;
  let second = '';
  let wholeUntil = start;
  let repair = '';
  const first = text[start];
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at);
    } else if (char === '{' || char === '[') {
      depth++;
      if (depth === 2) second = char;
    } else if (char === '}' || char === ']') {
      depth--;
      if (depth === 0) return { end: at + 1, truncated: false, wholeUntil, repair };
      if (depth === 1 && first === '[') [wholeUntil, repair] = [at + 1, ']'];
      if (depth === 2 && first === '{' && second === '[') [wholeUntil, repair] = [at + 1, ']}'];
    }
  }
  return { end: text.length, truncated: true, wholeUntil, repair };
}

/** Index of the quote that ends the string beginning at `at`, or the text's length. */
function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

function parseYaml(text: string): Documents {
  const problem = (code: DocumentProblem['code'], message: string): Documents => ({
    documents: [],
    problems: [{ code, at: 'file', message }],
  });
  if (text.length > YAML_LIMIT) {
    return problem(
      'too-large',
      `YAML of more than ${YAML_LIMIT} characters is not read; export as JSON instead.`,
    );
  }
  const documents: Document[] = [];
  const problems: DocumentProblem[] = [];
  try {
    for (const [index, document] of parseAllDocuments(text, {
      uniqueKeys: false,
      logLevel: 'error',
    }).entries()) {
      const error = document.errors[0];
      if (error) {
        const message = `This is not valid YAML (${error.code}). The part before that place was kept where it was whole.`;
        problems.push({ code: 'not-yaml', at: `document ${index + 1}`, message });
      }
      documents.push({
        value: document.toJS({ maxAliasCount: 100 }) as unknown,
        number: index + 1,
        partial: error !== undefined,
      });
    }
  } catch {
    return problem('not-yaml', 'This could not be read as JSON or YAML. Nothing of it was kept.');
  }
  return { documents, problems };
}
