import { Group, Text } from '@mantine/core';
import { IconBinaryTree } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Home } from '../../../../contract/index.ts';
import { KindIcon } from '../../shared/KindIcon.tsx';
import { ActionIconLink } from '../../shared/links.tsx';
import { MiddleText } from '../../shared/MiddleText.tsx';
import { contextOf, fullNameOf, namesOf } from '../../shared/names.ts';
import classes from './home.module.css';
import { say } from '../../shared/language/say.ts';

/** Datasets worth opening first: the best connected ones. */
export function Suggestions({ suggestions }: { suggestions: Home['suggestions'] }) {
  if (suggestions.length === 0)
    return <Text size="sm">{say('No dataset is connected to another one yet.')}</Text>;
  return (
    <ul className={classes.rows}>
      {suggestions.map(({ id, kind, upstream, downstream, ...dataset }) => (
        <li key={id}>
          <Group gap={4} wrap="nowrap">
            <Link
              to="/dataset/$id"
              params={{ id: String(id) }}
              className={`${classes.row} ${classes.grow}`}
              title={fullNameOf(dataset)}
            >
              <KindIcon kind={kind} size={18} />
              <span className={classes.grow}>
                <Text size="sm" truncate component="span" display="block">
                  <MiddleText>{namesOf(dataset).leaf}</MiddleText>
                </Text>
                <Text size="xs" c="dimmed" truncate component="span" display="block">
                  {contextOf(dataset)}
                </Text>
              </span>
              <Text
                size="xs"
                c="dimmed"
                ta="end"
                component="span"
                style={{ flex: 'none', fontVariantNumeric: 'tabular-nums' }}
              >
                {say('{upstream, number} upstream', { upstream })}
                <br />
                {say('{downstream, number} downstream', { downstream })}
              </Text>
            </Link>
            <ActionIconLink
              to="/lineage"
              search={{ root: id }}
              aria-label={say('Lineage of {name}', { name: dataset.name })}
              title={say('Lineage')}
            >
              <IconBinaryTree size={18} stroke={1.6} aria-hidden />
            </ActionIconLink>
          </Group>
        </li>
      ))}
    </ul>
  );
}
