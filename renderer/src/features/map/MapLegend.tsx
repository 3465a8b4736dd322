import { count } from '../../shared/format.ts';
import classes from './map.module.css';
import type { Colours } from './model/colours.ts';
import { say } from '../../shared/language/say.ts';

/** What each colour stands for, and how many datasets have it. */
export function MapLegend({ title, colours }: { readonly title: string; readonly colours: Colours }) {
  return (
    <ul className={classes.legend} aria-label={say('Colours: {title}', { title })}>
      {colours.classes.map(({ label, colour, count: datasets }) => (
        <li key={label}>
          <span className={classes.swatch} style={{ background: colour }} aria-hidden="true" />
          {label} <strong>{count(datasets)}</strong>
        </li>
      ))}
    </ul>
  );
}
