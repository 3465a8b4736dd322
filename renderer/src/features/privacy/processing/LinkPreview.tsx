import { Badge, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ProcessingRow } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import classes from './processing.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const SHOWN = 20;
/** Milliseconds after the last letter before the catalog is asked. */
const PAUSE = 300;

/** What the links of a form would find, before they are saved. */
export function LinkPreview({ rows }: { rows: readonly ProcessingRow[] }) {
  const [whole] = useDebouncedValue(
    rows.filter((row) => row['value']?.trim()),
    PAUSE,
  );
  const found = useQuery({
    ...orpc.processing.match.queryOptions({
      input: { links: whole.map((row) => ({ ...row })), limit: SHOWN },
    }),
    placeholderData: keepPreviousData,
    enabled: whole.length > 0,
    retry: false,
  });
  if (whole.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {say('What the rows find is shown here.')}
      </Text>
    );
  if (found.error) return <ErrorState error={found.error} />;
  if (!found.data) return null;
  const { total, personal, items, links } = found.data;
  return (
    <section aria-label={say('What these rows find')}>
      <Text size="sm" fw={600} role="status">
        {say(
          '{datasets, plural, one {# dataset} other {# datasets}}, {personal, number} with personal data',
          { datasets: total, personal },
        )}
      </Text>
      <Group gap={4} my={4}>
        {links.map(({ row, words, datasets }) => (
          <Badge key={row} variant="default" tt="none" maw="100%">
            {told(words)}: {count(datasets)}
          </Badge>
        ))}
      </Group>
      <ul className={classes.list}>
        {items.map(({ id, name, why }) => (
          <li key={id} className={classes.wrap}>
            <Text size="sm" span>
              {name}
            </Text>{' '}
            <Text size="xs" c="dimmed" span>
              {why.map(told).join('; ')}
            </Text>
          </li>
        ))}
      </ul>
      {total > items.length ? (
        <Text size="xs" c="dimmed">
          {say('{shown, number} of {total, number}', { shown: items.length, total })}
        </Text>
      ) : null}
    </section>
  );
}
