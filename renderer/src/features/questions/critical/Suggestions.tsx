import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { Section } from '../../../shared/Section.tsx';
import { useAt } from '../use-at.tsx';
import { CriticalTable } from './CriticalTable.tsx';
import { say } from '../../../shared/language/say.ts';

const PAGE = 10;

/** What the most models and dashboards hang on, and nobody has marked yet. */
export function Suggestions() {
  const at = useAt();
  const query = useInfiniteQuery(
    orpc.questions.suggestions.infiniteOptions({
      input: (offset: number) => ({ at, offset, limit: PAGE }),
      ...paging,
    }),
  );
  return (
    <Section title={say('Suggested')}>
      <Text size="sm" c="dimmed" mb="xs">
        {say('By how many models, dashboards, reports and interfaces are downstream.')}
      </Text>
      <PagedList
        list={useFlat(query)}
        what={say('suggestions')}
        empty={<CriticalTable rows={[]} suggested />}
      >
        {(rows) => <CriticalTable rows={rows} suggested />}
      </PagedList>
    </Section>
  );
}
