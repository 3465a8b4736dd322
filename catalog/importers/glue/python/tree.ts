/**
 * Small helpers over the syntax tree of @lezer/python, which is tolerant: a script with errors, or in
 * Python 2, still gives the parts that could be read.
 */
import type { parser } from '@lezer/python';
import { HOLE } from '../locations.ts';

export type SyntaxNode = ReturnType<(typeof parser)['parse']>['topNode'];

/** Nodes that are no expressions or statements: punctuation, keywords, comments. */
const isSign = (node: SyntaxNode): boolean =>
  /^[^A-Z]/.test(node.name) || node.name === 'Comment' || node.name === '⚠';

/** The meaningful children of a node. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (!isSign(child)) out.push(child);
  return out;
}

/** All children, signs and keywords too, comments not. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== 'Comment') out.push(child);
  return out;
}

export interface ArgNodes {
  readonly positional: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
  /** Arguments of `**`. */
  readonly spread: readonly SyntaxNode[];
}

/** The arguments of a call. */
export function argNodes(list: SyntaxNode | null, text: string): ArgNodes {
  const positional: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  const spread: SyntaxNode[] = [];
  if (list) {
    const parts = partsOf(list);
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at];
      const value = parts[at + 2];
      if (!part) continue;
      if (part.name === '**' && parts[at + 1]) spread.push(parts[++at] ?? part);
      else if (part.name === 'VariableName' && parts[at + 1]?.name === 'AssignOp' && value) {
        named.set(text.slice(part.from, part.to), value);
        at += 2;
      } else if (!isSign(part)) positional.push(part);
    }
  }
  return { positional, named, spread };
}

export interface Parameter {
  readonly name: string;
  readonly fallback: SyntaxNode | null;
  readonly kind: 'plain' | 'list' | 'map';
}

/** The parameters of a function or lambda. */
export function parametersOf(list: SyntaxNode | null, text: string): Parameter[] {
  const out: Parameter[] = [];
  if (!list) return out;
  let stars = '';
  let expectsDefault = false;
  for (const part of partsOf(list)) {
    if (part.name === '*' || part.name === '**') stars = part.name;
    else if (part.name === ',') [stars, expectsDefault] = ['', false];
    else if (part.name === 'AssignOp') expectsDefault = true;
    else if (expectsDefault) {
      const last = out.pop();
      if (last) out.push({ ...last, fallback: part });
      expectsDefault = false;
    } else if (part.name === 'VariableName') {
      const kind = stars === '*' ? 'list' : stars === '**' ? 'map' : 'plain';
      out.push({ name: text.slice(part.from, part.to), fallback: null, kind });
    }
  }
  return out;
}

/** The text of a plain string literal. */
export function stringValue(literal: string): string {
  const match = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(literal);
  if (!match) return literal;
  const quote = match[2] ?? '"';
  const end =
    literal.endsWith(quote) && literal.length >= match[0].length + quote.length ? -quote.length : undefined;
  const body = literal.slice(match[0].length, end);
  return /r/i.test(match[1] ?? '') ? body : unescape(body);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '0': '\0',
};

/** Resolves the escapes that occur in names and paths; others stay as written. */
export function unescape(body: string): string {
  return body.includes('\\')
    ? body.replace(
        /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g,
        (all, long?: string, short?: string, char?: string) => {
          if (long ?? short) return String.fromCharCode(Number.parseInt(long ?? short ?? '0', 16));
          return ESCAPES[char ?? ''] ?? all;
        },
      )
    : body;
}

/** The text without our own sign for unknown parts, should a script ever hold it. */
export const withoutHoles = (text: string): string => text.replaceAll(HOLE, '?');

/** Finds the line of a position by halving. Lines count from 1. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  at(position: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}
