import { Progress, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Completeness, DatasetRef } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { namesOf } from '../../../shared/names.ts';
import classes from '../privacy.module.css';
import { completenessWords } from './words.ts';
import { say } from '../../../shared/language/say.ts';

/** Models at a time: each is worked out with everything upstream of it. */
const MODELS = 25;

/** All models, with how far their AI Act record is answered. */
export function ModelsTab() {
  const models = useFlat(
    useInfiniteQuery(
      orpc.documents.models.infiniteOptions({
        input: (offset: number) => ({ offset, limit: MODELS }),
        ...paging,
      }),
    ),
  );
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {say(
          'Data governance records (EU AI Act Art. 10, Annex IV 2(d)), model cards and datasheets. What lineage tells is filled in with what it rests on; the rest is for people to state. Any dataset has a tab of its own for this.',
        )}
      </Text>
      <PagedList
        list={models}
        what={say('models')}
        empty={
          <EmptyState title={say('No models in this catalog')}>
            {say(
              'Models come from sources that tell of them, such as training runs in OpenLineage. A datasheet can be made for any dataset: open it and choose Documentation.',
            )}
          </EmptyState>
        }
      >
        {(items) => (
          <div
            className={classes.scrollX}
            tabIndex={0}
            role="region"
            aria-label={say('Models, scrolls sideways')}
          >
            <Table fz="sm" striped>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{say('Model')}</Table.Th>
                  <Table.Th>{say('System')}</Table.Th>
                  <Table.Th>{say('AI Act record')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((item) => (
                  <Row key={item.dataset.id} {...item} />
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </PagedList>
    </Stack>
  );
}

function Row({ dataset, completeness }: { dataset: DatasetRef; completeness: Completeness }) {
  const { leaf } = namesOf(dataset);
  return (
    <Table.Tr>
      <Table.Td className={classes.wrap}>
        <AnchorLink
          to="/dataset/$id"
          params={{ id: String(dataset.id) }}
          search={{ tab: 'documentation' }}
          size="sm"
        >
          {leaf}
        </AnchorLink>
      </Table.Td>
      <Table.Td className={classes.wrap}>{dataset.namespace}</Table.Td>
      <Table.Td miw={220}>
        <Text size="sm">
          {completeness.percent} %: {completenessWords(completeness)}
        </Text>
        <Progress value={completeness.percent} size="sm" aria-label={say('Answered for {leaf}', { leaf })} />
      </Table.Td>
    </Table.Tr>
  );
}
