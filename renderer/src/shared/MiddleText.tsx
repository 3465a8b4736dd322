import classes from './MiddleText.module.css';

/** Letters at the end that are never cut: names of one family often differ there only. */
const TAIL = 9;
/** The end begins at a separator where one stands about there. */
const SEPARATOR = /[_.\-/ ][^_.\-/ ]{4,13}$/u;

/** One line of text that is cut in the middle when room is scarce, so that its end stays readable. */
export function MiddleText({ children: text }: { children: string }) {
  // By whole characters, so that no emoji or accent is torn apart.
  const letters = [...text];
  if (letters.length <= 2 * TAIL) return <span className={classes.whole}>{text}</span>;
  const tail = SEPARATOR.exec(text)?.[0] ?? letters.slice(-TAIL).join('');
  return (
    <span className={classes.middle}>
      <span className={classes.head}>{text.slice(0, -tail.length)}</span>
      <span className={classes.tail}>{tail}</span>
    </span>
  );
}
