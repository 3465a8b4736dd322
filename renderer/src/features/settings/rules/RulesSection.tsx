import {
  Anchor,
  Badge,
  Button,
  Group,
  Stack,
  Switch,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportRule, RuleState } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Section } from '../../../shared/Section.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { useTaxonomy } from '../../stewardship/use-taxonomy.ts';
import { RuleDialog } from './RuleDialog.tsx';
import { effectWords, PLACE_NAME, testWords } from './rule-words.ts';
import { useResetRules } from './use-reset-rules.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

const STATE_NAME: Record<RuleState['state'], string> = {
  shipped: say('Shipped'),
  changed: say('Changed'),
  own: say('Added'),
};

function newRule(): ImportRule {
  return {
    id: `own:${crypto.randomUUID()}`,
    enabled: true,
    place: 'meta',
    match: '',
    test: { is: 'yes' },
    effect: { does: 'classify', sensitivity: 'confidential' },
  };
}

/** What the words of a dbt project's own tags and meta become; shipped, and as people changed it. */
export function RulesSection() {
  const { data, error, refetch } = useQuery(orpc.rules.list.queryOptions());
  const save = useMutation(orpc.rules.save.mutationOptions());
  const reset = useResetRules();
  const { tagName } = useTaxonomy();
  const [edited, setEdited] = useState<ImportRule | null>(null);
  const [search, setSearch] = useState('');
  const needle = search.trim().toLowerCase();
  const shown = data?.filter(({ rule }) =>
    [rule.match, PLACE_NAME[rule.place], effectWords(rule, tagName)].join(' ').toLowerCase().includes(needle),
  );
  const failed = save.error ?? reset.error;
  return (
    <Section
      title={say('Import rules')}
      aside={
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setEdited(newRule())}>
            {say('Add a rule')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            disabled={!data?.some(({ state }) => state !== 'shipped')}
            loading={reset.isPending}
            onClick={() => reset.mutate({ id: null })}
          >
            {say('Reset all')}
          </Button>
        </Group>
      }
    >
      <Stack gap="sm">
        <Text size="sm">
          {say(
            'dbt has no field for “this is personal” or “who answers for it”; teams use meta and tags. These rules say which of their words become which tags and owners. A change counts from the next import on; tags that people set are never touched.',
          )}
        </Text>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {failed ? (
          <ErrorState
            error={failed}
            retryLabel={say('Dismiss')}
            onRetry={() => {
              save.reset();
              reset.reset();
            }}
          />
        ) : null}
        {!data && !error ? <Loading what={say('the rules')} bars={[160]} /> : null}
        {data && shown ? (
          <>
            <Group justify="space-between">
              <TextInput
                size="xs"
                aria-label={say('Find a rule')}
                placeholder={say('Find a rule')}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
              <Text size="sm" c="dimmed">
                {say('{shown, number} of {total, number}', { shown: shown.length, total: data.length })}
              </Text>
            </Group>
            <Table.ScrollContainer
              minWidth={640}
              mah={420}
              scrollAreaProps={{
                viewportProps: { tabIndex: 0, role: 'group', 'aria-label': say('Import rules') },
              }}
            >
              <Table fz="sm" verticalSpacing={4} aria-label={say('Import rules')}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{sayIn('switch', 'On')}</Table.Th>
                    <Table.Th>{say('Where')}</Table.Th>
                    <Table.Th>{say('Match')}</Table.Th>
                    <Table.Th>{say('Becomes')}</Table.Th>
                    <Table.Th>{say('State')}</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>{say('Actions')}</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {shown.map(({ rule, state }) => (
                    <Table.Tr key={rule.id}>
                      <Table.Td>
                        <Switch
                          size="xs"
                          aria-label={say('Rule {match} applies', { match: rule.match })}
                          checked={rule.enabled}
                          onChange={(event) => save.mutate({ ...rule, enabled: event.currentTarget.checked })}
                        />
                      </Table.Td>
                      <Table.Td>{PLACE_NAME[rule.place]}</Table.Td>
                      <Table.Td style={{ overflowWrap: 'anywhere' }}>
                        {rule.match}
                        {rule.test.is === 'any' ? '' : ` ${testWords(rule)}`}
                      </Table.Td>
                      <Table.Td>{effectWords(rule, tagName)}</Table.Td>
                      <Table.Td>
                        <Badge
                          size="sm"
                          tt="none"
                          miw="max-content"
                          variant={state === 'shipped' ? 'default' : 'light'}
                        >
                          {STATE_NAME[state]}
                        </Badge>
                      </Table.Td>
                      <Table.Td>
                        <Group gap="xs" wrap="nowrap" justify="flex-end">
                          <Anchor
                            component="button"
                            type="button"
                            size="sm"
                            mih={24}
                            aria-label={say('Edit rule {match}', { match: rule.match })}
                            onClick={() => setEdited(rule)}
                          >
                            {say('Edit')}
                          </Anchor>
                          {state === 'shipped' ? null : (
                            <Anchor
                              component="button"
                              type="button"
                              size="sm"
                              mih={24}
                              aria-label={
                                state === 'own'
                                  ? say('Remove rule {match}', { match: rule.match })
                                  : say('Reset rule {match}', { match: rule.match })
                              }
                              onClick={() => reset.mutate({ id: rule.id })}
                            >
                              {state === 'own' ? say('Remove') : say('Reset')}
                            </Anchor>
                          )}
                        </Group>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </>
        ) : null}
      </Stack>
      {edited ? <RuleDialog key={edited.id} rule={edited} onClose={() => setEdited(null)} /> : null}
    </Section>
  );
}
