/** What the views of a comparison have in common. */
import { Text } from '@mantine/core';
import type { Change, Difference } from '../../../../contract/index.ts';
import { CHANGE_NAMES, SIGNS, WEIGHT_NAMES, weightOf } from './model/words.ts';
import classes from './compare.module.css';
import { say } from '../../shared/language/say.ts';

/** The sign of a change: colour, form and name. */
export function ChangeSign({ change }: { readonly change: Change }) {
  return (
    <span className={classes.sign} data-change={change} role="img" aria-label={CHANGE_NAMES[change]}>
      {SIGNS[change]}
    </span>
  );
}

/** How suspicious a difference is, as a bar and in words. */
export function Weight({ of }: { readonly of: Difference }) {
  const weight = weightOf(of);
  return (
    <Text
      size="xs"
      component="span"
      className={classes.weight}
      title={say('{suspicion} of 100', { suspicion: Math.round(of.suspicion) })}
    >
      <span className={classes.meter} data-weight={weight} aria-hidden="true">
        <span style={{ width: `${Math.max(4, of.suspicion)}%` }} />
      </span>
      {WEIGHT_NAMES[weight]}
    </Text>
  );
}
