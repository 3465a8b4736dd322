import { Group, Progress, Text } from '@mantine/core';
import { percent } from '../../shared/format.ts';
import { say } from '../../shared/language/say.ts';

/** How far reviewing is: the whole estate on one line. */
export function ReviewProgress({ reviewed, datasets }: { reviewed: number; datasets: number }) {
  if (datasets === 0) return null;
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" flex="none">
        {say(
          'Reviewed {reviewed, number} of {datasets, plural, one {# dataset} other {# datasets}} ({percent})',
          {
            reviewed,
            datasets,
            percent: percent(reviewed, datasets),
          },
        )}
      </Text>
      <Progress
        flex={1}
        size="md"
        value={(100 * reviewed) / datasets}
        aria-label={say('Reviewed {reviewed} of {datasets, plural, one {# dataset} other {# datasets}}', {
          reviewed,
          datasets,
        })}
      />
    </Group>
  );
}
