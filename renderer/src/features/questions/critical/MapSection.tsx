import { Button, Group, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count, plural } from '../../../shared/format.ts';
import { ButtonLink } from '../../../shared/links.tsx';
import { namesOf } from '../../../shared/names.ts';
import { Section } from '../../../shared/Section.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Figure } from '../Figure.tsx';
import { useRemember } from '../model/recent.ts';
import { atWords } from '../../compare/model/at.ts';
import { atSearch, PastRules, useAt } from '../use-at.tsx';
import { ANSWER_BARS, useSaveFile } from '../pieces.tsx';

/** The map of one thing, source to use, to look at and to print. */
export function MapSection({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const at = useAt();
  const map = useQuery(orpc.questions.map.queryOptions({ input: { id, at } }));
  const save = useSaveFile();
  const name = map.data ? namesOf(map.data.dataset).leaf : '';
  useRemember(
    map.data
      ? {
          to: '/critical',
          search: { map: id, ...atSearch(at) },
          title: `Map of ${map.data.dataset.name}${at ? `, ${atWords(at)}` : ''}`,
        }
      : null,
  );
  return (
    <Section
      title={map.data ? `Map of ${name}: from source to use` : 'Map'}
      aside={
        <Group gap="xs">
          {(['A3', 'A4'] as const).map((paper) => (
            <Button
              key={paper}
              size="compact-sm"
              variant="default"
              disabled={!map.data}
              loading={save.isPending}
              leftSection={<IconPrinter size={14} aria-hidden />}
              onClick={() => save.mutate(() => client.questions.poster({ id, paper, at }))}
            >
              Poster {paper}
            </Button>
          ))}
          <ButtonLink
            to="/lineage"
            search={{ root: id, ...atSearch(at) }}
            size="compact-sm"
            variant="default"
          >
            Explore
          </ButtonLink>
          <Button size="compact-sm" variant="subtle" onClick={onClose}>
            Close
          </Button>
        </Group>
      }
    >
      {map.isPending ? <Loading bars={ANSWER_BARS} what="map" /> : null}
      {map.error ? <ErrorState error={map.error} onRetry={() => void map.refetch()} /> : null}
      {map.data ? (
        <>
          <Text size="sm" mb="xs">
            {count(map.data.upstream)} upstream from {plural(map.data.sources, 'source')},{' '}
            {count(map.data.downstream)} downstream to {plural(map.data.ends, 'end')}.
            {map.data.gaps > 0 ? ` Lineage stops at ${plural(map.data.gaps, 'place')}.` : ''}
          </Text>
          <PastRules rules={map.data.rules} />
          <Figure figure={map.data.figure} label={`Map of ${name}`} />
        </>
      ) : null}
    </Section>
  );
}
