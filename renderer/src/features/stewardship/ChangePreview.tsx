import { List, Text } from '@mantine/core';
import type { PlanLine } from './model/tag-plan.ts';
import classes from './stewardship.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { unitsOf, type Unit } from './model/words.ts';

const EFFECT: Record<PlanLine['change'], (what: string) => string> = {
  add: (what) => sayIn('preview', 'Add {what}', { what }),
  remove: (what) => sayIn('preview', 'Remove {what}', { what }),
  replace: (what) => sayIn('preview', 'Change {what}', { what }),
  confirm: (what) => sayIn('preview', 'Confirm {what}', { what }),
  reject: (what) => sayIn('preview', 'Reject {what}', { what }),
  none: (what) => say('Stays as it is: {what}', { what }),
};

export interface PreviewProps {
  lines: readonly PlanLine[];
  changed: number;
  total: number;
  unit: Unit;
  /** False: what is counted may be changed already, see `EditItem.exact`. */
  exact?: boolean;
}

/** Says what applying will do, before it is applied. */
export function ChangePreview({ lines, changed, total, unit, exact = true }: PreviewProps) {
  return (
    <section className={classes.preview} aria-label={say('What will change')} aria-live="polite">
      {lines.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say('Nothing chosen yet. What will change is listed here before it is applied.')}
        </Text>
      ) : (
        <>
          <Text size="sm" fw={600}>
            {total === 1
              ? changed === 1
                ? say('This will change:')
                : say('Nothing will change:')
              : exact
                ? say('This will change {units} of {total, number}:', {
                    units: unitsOf(unit, changed),
                    total,
                  })
                : say('This will change up to {units} of {total, number}:', {
                    units: unitsOf(unit, changed),
                    total,
                  })}
          </Text>
          <List size="sm" listStyleType="disc">
            {lines.map(({ change, what, count }) => (
              <List.Item key={`${change} ${what}`} c={change === 'none' ? 'dimmed' : undefined}>
                {EFFECT[change](what)}
                {total > 1 && ` (${unitsOf(unit, count)})`}
                {change === 'reject' && `. ${say('The source’s statement stays on record.')}`}
              </List.Item>
            ))}
          </List>
          {!exact && (
            <Text size="xs" c="dimmed">
              {say(
                'At most: for so many datasets, what they carry themselves is not told apart from what their columns carry.',
              )}
            </Text>
          )}
        </>
      )}
    </section>
  );
}
