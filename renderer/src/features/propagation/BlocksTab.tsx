import { Button, Fieldset, Group, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PropagatedTag } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { placeText, ruleOf, selectionText } from './model/words.ts';
import { PlaceField, type ChosenPlace } from './PlaceField.tsx';
import { TagField } from './TagField.tsx';
import { say, sayIn } from '../../shared/language/say.ts';

/** Where tags do not pass, and which tags people said are carried or not. */
export function BlocksTab({ known }: { readonly known: readonly PropagatedTag[] }) {
  const { data, error, refetch } = useQuery(orpc.propagation.policy.queryOptions({ input: {} }));
  const { unblock, setPropagation } = useSteward();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('blocks')} bars={[200]} />;
  return (
    <>
      {unblock.error ? (
        <ErrorState error={unblock.error} onRetry={unblock.reset} retryLabel={say('Dismiss')} />
      ) : null}
      <AddBlock known={known} />
      <Table aria-label={say('Blocks')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say('Tags')}</Table.Th>
            <Table.Th scope="col">{sayIn('an edge', 'From')}</Table.Th>
            <Table.Th scope="col">{sayIn('an edge', 'To')}</Table.Th>
            <Table.Th scope="col">{say('Closes')}</Table.Th>
            <Table.Th scope="col">{say('Said by')}</Table.Th>
            <Table.Th scope="col">{say('Remove')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.blocks.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>{selectionText(one)}</Table.Td>
              <Table.Td>
                {one.from ? (one.fromPlace ? placeText(one.fromPlace) : say('gone')) : say('everything')}
              </Table.Td>
              <Table.Td>
                {one.to ? (one.toPlace ? placeText(one.toPlace) : say('gone')) : say('everything')}
              </Table.Td>
              <Table.Td>
                {say('{links, plural, one {# link} other {# links}}', { links: one.closes })}
              </Table.Td>
              <Table.Td>{whoSaid(one)}</Table.Td>
              <Table.Td>
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={unblock.isPending}
                  onClick={() => unblock.mutate({ ids: [one.id] })}
                >
                  {say('Remove')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {data.blocks.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say(
            'Tags pass everywhere. A block can be added here, at any hop of a way, and at any edge of the lineage picture.',
          )}
        </Text>
      ) : null}
      {data.rules.length > 0 ? (
        <section aria-label={say('Switches')}>
          <Text size="sm" fw={600} mb={4}>
            {say('Switches other than as shipped')}
          </Text>
          {data.rules.map((rule) => (
            <Group key={rule.id} gap="xs">
              <Text size="sm">
                {rule.carries
                  ? say('{tags}: carried ({who})', { tags: selectionText(rule), who: whoSaid(rule) })
                  : say('{tags}: not carried ({who})', { tags: selectionText(rule), who: whoSaid(rule) })}
              </Text>
              <Button
                size="compact-xs"
                variant="subtle"
                loading={setPropagation.isPending}
                onClick={() =>
                  setPropagation.mutate({
                    rules: [{ kind: rule.kind, key: rule.key, value: rule.value, carries: null }],
                  })
                }
              >
                {say('As shipped')}
              </Button>
            </Group>
          ))}
        </section>
      ) : null}
    </>
  );
}

/** `Ada: reads only totals` */
const whoSaid = ({ actor, reason }: { readonly actor: string; readonly reason: string | null }): string =>
  reason ? `${actor}: ${reason}` : actor;

function AddBlock({ known }: { readonly known: readonly PropagatedTag[] }) {
  const { block } = useSteward();
  const [from, setFrom] = useState<ChosenPlace | null>(null);
  const [to, setTo] = useState<ChosenPlace | null>(null);
  const [tag, setTag] = useState<PropagatedTag | null>(null);
  const [reason, setReason] = useState('');
  const add = () =>
    block.mutate({
      block: {
        ...(tag ? ruleOf(tag) : { kind: null, key: null, value: null }),
        from: from?.target ?? null,
        to: to?.target ?? null,
      },
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
  return (
    <Fieldset legend={say('Let tags not pass')}>
      {block.error ? (
        <ErrorState error={block.error} onRetry={block.reset} retryLabel={say('Dismiss')} />
      ) : null}
      <Group align="flex-start" gap="md" grow>
        <PlaceField label={say('From (empty: everything)')} place={from} onPlace={setFrom} />
        <PlaceField label={say('To (empty: everything)')} place={to} onPlace={setTo} />
        <TagField
          label={say('Tags')}
          clearLabel={say('Clear tags')}
          placeholder={say('Every tag')}
          tag={tag}
          onTag={setTag}
          known={known}
        />
        <TextInput
          label={say('Reason')}
          value={reason}
          maxLength={2000}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Group>
      <Group justify="flex-end" mt="xs">
        <Button loading={block.isPending} disabled={from === null && to === null} onClick={add}>
          {say('Add block')}
        </Button>
      </Group>
    </Fieldset>
  );
}
