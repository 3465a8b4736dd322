import { Badge, Group, Text } from '@mantine/core';
import type { JobDataset } from '../../../../contract/index.ts';
import { count, instant } from '../../shared/format.ts';
import { Section } from '../../shared/Section.tsx';
import { DatasetLink } from './pieces.tsx';
import classes from './jobs.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  title: string;
  datasets: readonly JobDataset[];
  direction: 'input' | 'output';
}

/** What a job reads or writes: the union of all its runs, and what is declared of it. */
export function JobDatasets({ title, datasets, direction }: Props) {
  return (
    <Section title={`${title} ${count(datasets.length)}`}>
      {datasets.length === 0 ? (
        <Text size="sm" c="dimmed">
          {direction === 'input'
            ? say('It is not known to read anything.')
            : say('It is not known to write anything.')}
        </Text>
      ) : (
        <ul className={classes.list}>
          {datasets.map((one) => (
            <li key={one.dataset.id}>
              <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
                <DatasetLink dataset={one.dataset} />
                {one.withoutFlow && (
                  <Badge
                    size="xs"
                    variant="outline"
                    color="gray"
                    className={classes.plain}
                    title={
                      direction === 'input'
                        ? say('The source says which dataset feeds which, and this one feeds none.')
                        : say('The source says which dataset feeds which, and nothing feeds this one.')
                    }
                  >
                    {direction === 'input' ? say('sink') : say('generated')}
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed">
                {seenWords(one)}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** `declared · 14 runs, first 3 Mar 2026, 10:00, last …`. */
function seenWords({ declared, runs, firstSeen, lastSeen }: JobDataset): string {
  const seen =
    runs === 0
      ? null
      : [
          say('{runs, plural, one {# run} other {# runs}}', { runs }),
          firstSeen && say('first {at}', { at: instant(firstSeen) }),
          lastSeen && runs > 1 && say('last {at}', { at: instant(lastSeen) }),
        ]
          .filter(Boolean)
          .join(', ');
  return [declared && say('declared'), seen].filter(Boolean).join(' · ');
}
