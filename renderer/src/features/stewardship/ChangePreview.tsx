import { List, Text } from '@mantine/core';
import type { PlanLine } from './model/tag-plan.ts';
import classes from './stewardship.module.css';
import { plural } from '../../shared/format.ts';
import { say } from '../../shared/language/say.ts';

const VERB: Record<PlanLine['change'], string> = {
  add: 'Add',
  remove: 'Remove',
  replace: 'Change',
  confirm: say('Confirm'),
  reject: 'Reject',
  none: 'Stays as it is:',
};

export interface PreviewProps {
  lines: readonly PlanLine[];
  changed: number;
  total: number;
  /** `dataset` or `column`. */
  unit: string;
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
                ? 'This will change:'
                : 'Nothing will change:'
              : `This will change ${exact ? '' : 'up to '}${plural(changed, unit)} of ${new Intl.NumberFormat().format(total)}:`}
          </Text>
          <List size="sm" listStyleType="disc">
            {lines.map(({ change, what, count }) => (
              <List.Item key={`${change} ${what}`} c={change === 'none' ? 'dimmed' : undefined}>
                {VERB[change]} {what}
                {total > 1 && ` (${plural(count, unit)})`}
                {change === 'reject' && '. The source’s statement stays on record.'}
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
