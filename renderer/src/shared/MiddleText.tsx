import { VisuallyHidden } from '@mantine/core';
import { splitForMiddle } from './middle-text.ts';
import classes from './MiddleText.module.css';

/** One line of text that is cut in the middle when room is scarce, so that its end stays readable. */
export function MiddleText({ children: text }: { children: string }) {
  const { head, tail } = splitForMiddle(text);
  if (head === '') return <span className={classes.whole}>{tail}</span>;
  return (
    <span className={classes.middle}>
      {/* In two parts for the eye only: spoken, or found by its name, it is one word. */}
      <VisuallyHidden>{text}</VisuallyHidden>
      <span className={classes.head} aria-hidden>
        {head}
      </span>
      <span className={classes.tail} aria-hidden>
        {tail}
      </span>
    </span>
  );
}
