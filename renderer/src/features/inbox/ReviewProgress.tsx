import { Group, Progress, Text } from '@mantine/core';
import { count, percent } from '../../shared/format.ts';

/** How far reviewing is: the whole estate on one line. */
export function ReviewProgress({ reviewed, datasets }: { reviewed: number; datasets: number }) {
  if (datasets === 0) return null;
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" flex="none">
        Reviewed {count(reviewed)} of {count(datasets)} datasets ({percent(reviewed, datasets)})
      </Text>
      <Progress
        flex={1}
        size="md"
        value={(100 * reviewed) / datasets}
        aria-label={`Reviewed ${reviewed} of ${datasets} datasets`}
      />
    </Group>
  );
}
