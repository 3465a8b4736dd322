import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PropagatedTag, Target } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { Chain } from './Chain.tsx';
import { tagText } from './model/words.ts';
import { say } from '../../shared/language/say.ts';

/** Why a tag, or every tag that lineage brings, comes to a column or dataset. */
export function Explained({ target, tag }: { readonly target: Target; readonly tag?: PropagatedTag }) {
  const { data, error, refetch } = useQuery(
    orpc.propagation.explain.queryOptions({ input: { target, ...(tag ? { tag } : {}) } }),
  );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('the way')} bars={[60, 60]} />;
  if (data.length === 0)
    return (
      <Text size="sm">{say('Nothing comes here along lineage any more: the cause or an edge is gone.')}</Text>
    );
  return (
    <Stack gap="sm">
      {data.map((one) => (
        <section key={tagText(one.tag)} aria-label={say('Why {tag}', { tag: tagText(one.tag) })}>
          <Text size="sm" fw={600} mb={4}>
            {one.strength === 'carried'
              ? say('{tag} is carried here', { tag: tagText(one.tag) })
              : say('{tag} may be here: for review', { tag: tagText(one.tag) })}
          </Text>
          <Chain tag={one.tag} hops={one.hops} />
        </section>
      ))}
    </Stack>
  );
}
