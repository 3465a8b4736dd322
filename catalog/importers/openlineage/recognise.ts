/**
 * Tells OpenLineage events from other JSON by the members of the first objects, without reading a file
 * whole. An event may be larger than what is looked at, so unfinished objects count too.
 */
import type { SourceFile } from '../importer.ts';
import { utf8Chunks } from './candidates.ts';

/** How much of a file is looked at. Bytes, and objects. */
const MAX_HEAD = 1024 * 1024;
const MAX_OBJECTS = 20;

/** `events` if the file holds OpenLineage events, otherwise null. */
export async function recogniseEvents(file: SourceFile): Promise<'events' | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of utf8Chunks(file.chunks())) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= MAX_HEAD) break;
  }
  const head = Buffer.concat(parts).toString('utf8', 0, MAX_HEAD);
  for (const members of outlines(head)) if (looksLikeEvent(members)) return 'events';
  return null;
}

/** Members of an object and, for nested objects, of theirs: `run`, `run.runId`. */
type Outline = ReadonlySet<string>;

function looksLikeEvent(members: Outline): boolean {
  const has = (...names: string[]): boolean => names.some((name) => members.has(name));
  const head = has('eventTime', 'eventType', 'schemaURL', 'producer');
  if (members.has('run.') && members.has('job.')) return head || has('run.runId', 'job.namespace');
  // The rest of the object may lie beyond what was looked at.
  if (members.has('run.')) return has('eventTime', 'eventType') && has('run.runId', 'run.facets', 'producer');
  if (members.has('run')) return false;
  if (has('job.namespace') && has('job.name')) return head || has('inputs', 'outputs', 'job.facets');
  if (has('dataset.namespace') && has('dataset.name')) return head || has('dataset.facets');
  return false;
}

/**
 * The outlines of the first objects of a text: the text itself, the elements of an array, or lines.
 * Tolerant: what is unfinished or torn is outlined as far as it goes.
 */
function* outlines(text: string): Iterable<Outline> {
  let found = 0;
  let at = 0;
  while (found < MAX_OBJECTS) {
    const start = text.indexOf('{', at);
    if (start < 0) return;
    const { members, end } = outline(text, start);
    yield members;
    found++;
    at = end;
  }
}

function outline(text: string, start: number): { members: Outline; end: number } {
  const members = new Set<string>();
  let depth = 0;
  let top = '';
  let isKey = false;
  for (let at = start; at < text.length; at++) {
    switch (text[at] ?? '') {
      case '{':
        depth++;
        isKey = true;
        // A trailing dot: the member is an object.
        if (depth === 2) members.add(`${top}.`);
        break;
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        if (--depth === 0) return { members, end: at + 1 };
        break;
      case ',':
        isKey = true;
        break;
      case ':':
        isKey = false;
        break;
      case '"': {
        const end = endOfString(text, at + 1);
        // A string does not go over a line's end: this one was torn, the next line begins anew.
        if (text[end] !== '"') return { members, end: Math.max(end, at + 1) };
        if (isKey && depth === 1) members.add((top = text.slice(at + 1, end)));
        else if (isKey && depth === 2) members.add(`${top}.${text.slice(at + 1, end)}`);
        at = end;
        break;
      }
    }
  }
  return { members, end: text.length };
}

/** Index of the closing quote, or of the line's or text's end where there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"' || char === '\n') return at;
    if (char === '\\') at++;
  }
  return text.length;
}
