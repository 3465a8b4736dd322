/** Comments as threads: what was said first, and what was answered, whatever it answered. */
import type { Comment } from '../../../../../contract/index.ts';

export interface Thread {
  readonly first: Comment;
  readonly answers: readonly Comment[];
}

export function threadsOf(comments: readonly Comment[]): Thread[] {
  const known = new Map(comments.map((comment) => [comment.number, comment]));
  const rootOf = (comment: Comment): Comment => {
    let at = comment;
    // Answers have larger numbers than what they answer, so that this ends.
    for (
      let next = known.get(at.answerTo ?? 0);
      next && next.number < at.number;
      next = known.get(at.answerTo ?? 0)
    )
      at = next;
    return at;
  };
  const groups = Map.groupBy(comments, (comment) => rootOf(comment).number);
  return [...groups.entries()].flatMap(([number, all]) => {
    const first = known.get(number);
    return first ? [{ first, answers: all.filter((one) => one.number !== number) }] : [];
  });
}

/** Threads that nobody settled. */
export function openCount(comments: readonly Comment[]): number {
  return threadsOf(comments).filter(({ first }) => first.resolvedBy === null).length;
}
