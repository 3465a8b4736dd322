/**
 * Tells from the beginning of a file whether it belongs to an AWS Glue export, and what it is there.
 */
import type { SourceFile } from '../importer.ts';
import { decodeText } from '../source-file.ts';
import { awsErrorIn } from './documents.ts';
import { operationOf, type Shape } from './operations.ts';

/** How much of a file is looked at. Bytes. */
const PREFIX = 256 * 1024;

const SCRIPT_NAME = /\.(?:py|scala|ipynb)(?:\.gz)?$/i;
const SCRIPT_CONTENT =
  /\b(?:awsglue|pyspark|boto3|awswrangler|GlueContext)\b|org\.apache\.spark|services\.glue/;

/** The role of a file (an operation's name, `script`, `aws-error`), or null where it is not ours. */
export async function recogniseGlue(file: SourceFile): Promise<string | null> {
  const text = await prefixOf(file);
  if (SCRIPT_NAME.test(file.path)) {
    return SCRIPT_CONTENT.test(text) || /(?:^|\/)scripts\//i.test(file.path) ? 'script' : null;
  }
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) return null;
  if (first === '{' || first === '[') {
    const role = jsonRole(file, text);
    // Most of what Terraform manages is none of Glue's.
    return role === 'terraform' && !text.includes('"aws_glue_') && !(await file.text()).includes('"aws_glue_')
      ? null
      : role;
  }
  if (awsErrorIn(text) !== null) return 'aws-error';
  const shape = yamlShape(text);
  return shape ? operationOf(shape) : null;
}

function jsonRole(file: SourceFile, text: string): string | null {
  const operation = operationOf(jsonShape(text));
  // `{"Tags": …}` says nothing of what it tags, nor that it is ours: the name has to.
  return operation === 'get-tags' && !/get-tags/i.test(file.path) ? null : operation;
}

async function prefixOf(file: SourceFile): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.chunks()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= PREFIX) break;
  }
  return decodeText(Buffer.concat(parts, length).subarray(0, PREFIX));
}

/** The shape of the first JSON document in a text that may be cut off. */
export function jsonShape(text: string): Shape {
  const keys = new Set<string>();
  const inner = new Set<string>();
  let stack = '';
  let lastString = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      const start = at + 1;
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
      lastString = at - start > 100 ? '' : text.slice(start, at);
    } else if (char === '{' || char === '[') {
      stack += char;
    } else if (char === '}' || char === ']') {
      stack = stack.slice(0, -1);
      if (stack === '') break;
    } else if (char === ':' && stack.length <= 4) {
      const level = stack.startsWith('[') ? stack.slice(1) : stack;
      if (level === '{') keys.add(lastString);
      else if (level === '{{' || level === '{[{') inner.add(lastString);
    }
  }
  return { bare: /^\s*\[/.test(text), keys, inner };
}

/**
 * The shape of YAML as `aws --output yaml` writes it: top-level keys in capitals, lists below them.
 * Anything that has another line at the margin is some other YAML.
 */
function yamlShape(text: string): Shape | null {
  const keys = new Set<string>();
  const inner = new Set<string>();
  const lines = text.split(/\r?\n/, 400);
  // The last line may be cut off by the end of the prefix.
  for (const line of lines.slice(0, Math.max(1, lines.length - 1))) {
    if (/^\s*(?:#|$)/.test(line) || /^(?:---|%YAML.*)\s*$/.test(line)) continue;
    const top = /^([A-Z][A-Za-z]{2,60}):(?:\s|$)/.exec(line);
    if (top) keys.add(top[1] ?? '');
    else if (!/^(?:\s|- )/.test(line)) return null;
    const below = /^(?: {2}|- | {2}- | {4})([A-Za-z]{1,60}):(?:\s|$)/.exec(line);
    if (below) inner.add(below[1] ?? '');
  }
  return keys.size > 0 ? { bare: false, keys, inner } : null;
}
