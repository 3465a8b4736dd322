import { Button, Collapse, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PropagatedTag } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { ruleOf, selectionText } from './model/words.ts';
import { TagField } from './TagField.tsx';
import { say } from '../../shared/language/say.ts';

/** At an edge of the lineage picture: lets tags not pass here, and lists what is held up already. */
export function BlockEdge({ from, to }: { readonly from: number; readonly to: number }) {
  const policy = useQuery(orpc.propagation.policy.queryOptions({ input: {} })).data;
  const tags = useQuery(orpc.propagation.overview.queryOptions({ input: {} })).data?.tags ?? [];
  const { block, unblock } = useSteward();
  const [open, setOpen] = useState(false);
  const [tag, setTag] = useState<PropagatedTag | null>(null);
  const [reason, setReason] = useState('');
  const here = (policy?.blocks ?? []).filter(
    (one) =>
      (one.fromPlace === null || one.fromPlace.dataset.id === from) &&
      (one.toPlace === null || one.toPlace.dataset.id === to),
  );
  const add = () =>
    block.mutate(
      {
        block: {
          ...(tag ? ruleOf(tag) : { kind: null, key: null, value: null }),
          from: { on: 'dataset', id: from },
          to: { on: 'dataset', id: to },
        },
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
      { onSuccess: () => (setOpen(false), setReason('')) },
    );
  return (
    <Stack gap="xs">
      {here.map((one) => (
        <Group key={one.id} gap="xs">
          <Text size="sm">{say('Held up: {tags}', { tags: selectionText(one) })}</Text>
          <Button
            size="compact-xs"
            variant="subtle"
            loading={unblock.isPending}
            onClick={() => unblock.mutate({ ids: [one.id] })}
          >
            {say('Let pass')}
          </Button>
        </Group>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        w="fit-content"
        aria-expanded={open}
        onClick={() => setOpen((now) => !now)}
      >
        {say('Block tags on this edge…')}
      </Button>
      <Collapse expanded={open}>
        <Stack gap="xs">
          {block.error ? (
            <ErrorState error={block.error} onRetry={block.reset} retryLabel={say('Dismiss')} />
          ) : null}
          <TagField
            label={say('Tags')}
            clearLabel={say('Clear tags')}
            placeholder={say('Every tag')}
            tag={tag}
            onTag={setTag}
            known={tags.map((one) => one.tag)}
          />
          <TextInput
            label={say('Reason')}
            value={reason}
            maxLength={2000}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button size="compact-sm" w="fit-content" loading={block.isPending} onClick={add}>
            {say('Block')}
          </Button>
        </Stack>
      </Collapse>
    </Stack>
  );
}
