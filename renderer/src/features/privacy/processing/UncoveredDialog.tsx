import { Modal, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import classes from './processing.module.css';
import { say } from '../../../shared/language/say.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Datasets with personal data that no activity is linked with. */
export function UncoveredDialog({ opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} size="xl" title={say('Personal data in no activity')}>
      {opened && <Body />}
    </Modal>
  );
}

function Body() {
  const list = useFlat(
    useInfiniteQuery(
      orpc.processing.uncovered.infiniteOptions({
        input: (offset: number) => ({ offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  return (
    <PagedList
      list={list}
      what={say('datasets')}
      empty={<Text size="sm">{say('Every dataset with personal data is in an activity.')}</Text>}
    >
      {(items) => (
        <ul className={classes.list}>
          {items.map(({ id, name, namespace, categories, subjects }) => (
            <li key={id} className={classes.wrap}>
              <AnchorLink to="/dataset/$id" params={{ id: String(id) }} size="sm">
                {name}
              </AnchorLink>
              <Text size="xs" c="dimmed">
                {[namespace, ...subjects, ...categories].join(' · ')}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}
