/** From a Python script to its syntax tree, within a bounded time. */
import { parser } from '@lezer/python';
import type { SyntaxNode } from './tree.ts';

/**
 * So long a script is parsed. A megabyte of Python takes a third of a second; what is none has to be recovered from at
 * every character, which takes fifteen times as long. Milliseconds.
 */
const LONGEST = 2_000;
/** Steps between two looks at the clock. */
const STEPS = 256;

export interface Syntax {
  readonly top: SyntaxNode;
  /** Whether the tree is of the whole script, and not of its beginning. */
  readonly whole: boolean;
}

/** `longest`: after so many milliseconds the tree is of what was parsed until then. */
export function syntaxOf(text: string, longest = LONGEST): Syntax {
  const parse = parser.startParse(text);
  const end = performance.now() + longest;
  for (let step = 1; ; step++) {
    const tree = parse.advance();
    if (tree) return { top: tree.topNode, whole: parse.stoppedAt === null };
    if (step % STEPS === 0 && parse.stoppedAt === null && performance.now() >= end)
      parse.stopAt(parse.parsedPos);
  }
}
