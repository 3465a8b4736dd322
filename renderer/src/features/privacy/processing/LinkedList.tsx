import { Badge, Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { DerivedView } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import classes from './processing.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const PAGE = 20;

interface Props {
  activity: string;
  links: DerivedView['links'];
  onEdit: () => void;
}

/** The datasets of an activity, each with why it is one, and what each link finds. */
export function LinkedList({ activity, links, onEdit }: Props) {
  const list = useFlat(
    useInfiniteQuery(
      orpc.processing.datasets.infiniteOptions({
        input: (offset: number) => ({ key: activity, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  return (
    <section aria-label={say('Datasets of this activity')}>
      <Group gap="xs" mb={4}>
        <Text size="sm" fw={600}>
          {say('Datasets')}
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={onEdit}>
          {say('Change the links')}
        </Button>
      </Group>
      <Group gap={4} mb={6}>
        {links.map(({ row, words, datasets }) => (
          <Badge key={row} variant="default" tt="none" maw="100%">
            {told(words)}: {count(datasets)}
          </Badge>
        ))}
      </Group>
      <PagedList
        list={list}
        what={say('datasets')}
        empty={
          <Text size="sm" c="dimmed">
            {links.length === 0
              ? say('It is linked with no dataset yet.')
              : say('{links, plural, one {# link} other {# links}}, and no dataset is found.', {
                  links: links.length,
                })}
          </Text>
        }
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map(({ id, name, namespace, why, personal }) => (
              <li key={id} className={classes.wrap}>
                <AnchorLink to="/dataset/$id" params={{ id: String(id) }} size="sm">
                  {name}
                </AnchorLink>
                {personal ? (
                  <Badge
                    size="xs"
                    variant="outline"
                    tt="none"
                    ml={6}
                    color="gray"
                    c="var(--mantine-color-text)"
                  >
                    {say('personal data')}
                  </Badge>
                ) : null}
                <Text size="xs" c="dimmed">
                  {namespace} · {why.map(told).join('; ')}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  );
}
