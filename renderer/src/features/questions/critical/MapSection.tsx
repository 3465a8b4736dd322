import { Button, Group, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { ButtonLink } from '../../../shared/links.tsx';
import { namesOf } from '../../../shared/names.ts';
import { Section } from '../../../shared/Section.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Figure } from '../Figure.tsx';
import { useRemember } from '../model/recent.ts';
import { atWords } from '../../compare/model/at.ts';
import { atSearch, PastRules, useAt } from '../use-at.tsx';
import { ANSWER_BARS, useSaveFile } from '../pieces.tsx';
import { say } from '../../../shared/language/say.ts';

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
          title: [say('Map of {name}', { name: map.data.dataset.name }), at && atWords(at)]
            .filter(Boolean)
            .join(', '),
        }
      : null,
  );
  return (
    <Section
      title={map.data ? say('Map of {name}: from source to use', { name }) : say('Map')}
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
              {say('Poster {paper}', { paper })}
            </Button>
          ))}
          <ButtonLink
            to="/lineage"
            search={{ root: id, ...atSearch(at) }}
            size="compact-sm"
            variant="default"
          >
            {say('Explore')}
          </ButtonLink>
          <Button size="compact-sm" variant="subtle" onClick={onClose}>
            {say('Close')}
          </Button>
        </Group>
      }
    >
      {map.isPending ? <Loading bars={ANSWER_BARS} what={say('map')} /> : null}
      {map.error ? <ErrorState error={map.error} onRetry={() => void map.refetch()} /> : null}
      {map.data ? (
        <>
          <Text size="sm" mb="xs">
            {say(
              '{upstream, number} upstream from {sources, plural, one {# source} other {# sources}}, {downstream, number} downstream to {ends, plural, one {# end} other {# ends}}.',
              {
                upstream: map.data.upstream,
                sources: map.data.sources,
                downstream: map.data.downstream,
                ends: map.data.ends,
              },
            )}
            {map.data.gaps > 0
              ? ` ${say('Lineage stops at {places, plural, one {# place} other {# places}}.', { places: map.data.gaps })}`
              : ''}
          </Text>
          <PastRules rules={map.data.rules} />
          <Figure figure={map.data.figure} label={say('Map of {name}', { name })} />
        </>
      ) : null}
    </Section>
  );
}
