import { Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { sensitivitySchema, type Home } from '../../../../contract/index.ts';
import { count, percent } from '../../shared/format.ts';
import { SensitivityBadge } from '../../shared/SensitivityBadge.tsx';
import classes from './home.module.css';
import { say } from '../../shared/language/say.ts';

/** Datasets by sensitivity, the strictest first as the engine orders them. */
export function SensitivityShares({ shares, datasets }: { shares: Home['sensitivity']; datasets: number }) {
  if (shares.length === 0) return <Text size="sm">{say('No dataset has a sensitivity yet.')}</Text>;
  return (
    <Stack gap={0} component="ul" className={classes.rows}>
      {shares.map(({ level, datasets: part }) => {
        const known = sensitivitySchema.safeParse(level);
        return (
          <li key={level}>
            <Link
              to="/browse"
              search={{ sensitivities: [known.success ? known.data : 'none'] }}
              className={classes.row}
            >
              <Group gap="xs" className={classes.grow}>
                {known.success ? (
                  <SensitivityBadge level={known.data} />
                ) : (
                  <Text size="sm">{say('Not set')}</Text>
                )}
              </Group>
              <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {count(part)}
                <Text span size="sm" c="dimmed">
                  {` · ${percent(part, datasets)}`}
                </Text>
              </Text>
            </Link>
          </li>
        );
      })}
    </Stack>
  );
}
