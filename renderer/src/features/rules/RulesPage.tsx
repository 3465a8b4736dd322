import { Button, Stack, Text } from '@mantine/core';
import { IconListCheck, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StewardRule } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { instant } from '../../shared/format.ts';
import { Loading } from '../../shared/Loading.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { useSteward } from '../stewardship/use-steward.ts';
import { draftOf, NEW_RULE, requestOf, type RuleDraft } from './model/draft.ts';
import { RemoveRule } from './RemoveRule.tsx';
import { RuleForm } from './RuleForm.tsx';
import { RulesFailed } from './RulesFailed.tsx';
import { RulesTable } from './RulesTable.tsx';
import { say } from '../../shared/language/say.ts';

/** Rules that state owners, domains and tags of whatever a search finds, now and after each import. */
export function RulesPage() {
  const rules = useQuery(orpc.stewardRules.list.queryOptions({ input: {} }));
  const states = useQuery(orpc.stewardRules.states.queryOptions());
  const { saveRule, applyRules } = useSteward();
  const [edited, setEdited] = useState<RuleDraft | null>(null);
  const [removed, setRemoved] = useState<StewardRule | null>(null);
  usePageCommands([
    { id: 'rules.new', title: say('New steward rule'), keys: [], run: () => setEdited(NEW_RULE) },
  ]);
  const error = rules.error ?? states.error;
  const failed = states.data?.failed ?? null;
  const changing = saveRule.error ?? applyRules.error;
  const on = rules.data?.filter(({ enabled }) => enabled).length ?? 0;
  return (
    <Stack p="md" gap="md">
      <PageHeader
        title={say('Rules')}
        description={say(
          'Rules state something of whatever a search finds, now and after each import. People have the last word.',
        )}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              disabled={on === 0}
              loading={applyRules.isPending}
              onClick={() => applyRules.mutate({})}
            >
              {say('Apply now')}
            </Button>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited(NEW_RULE)}>
              {say('New rule')}
            </Button>
          </>
        }
      />
      {failed ? (
        <RulesFailed problems={failed.problems} when={say('Tried {at}.', { at: instant(failed.at) })}>
          <Button
            size="compact-sm"
            variant="default"
            loading={applyRules.isPending}
            onClick={() => applyRules.mutate({})}
          >
            {say('Try again')}
          </Button>
        </RulesFailed>
      ) : null}
      {error ? (
        <ErrorState error={error} onRetry={() => void Promise.all([rules.refetch(), states.refetch()])} />
      ) : null}
      {changing && edited === null ? (
        <ErrorState
          error={changing}
          retryLabel={say('Dismiss')}
          onRetry={() => {
            saveRule.reset();
            applyRules.reset();
          }}
        />
      ) : null}
      {!rules.data && !error ? <Loading what={say('the rules')} bars={[240]} /> : null}
      {rules.data?.length === 0 ? (
        <EmptyState
          icon={IconListCheck}
          title={say('No rules yet')}
          actions={<Button onClick={() => setEdited(NEW_RULE)}>{say('New rule')}</Button>}
        >
          {say(
            '“Everything in schema finance.* belongs to team Finance”, “columns called email are contact data”: a rule says so once, for what is there and for what comes with later imports.',
          )}
        </EmptyState>
      ) : null}
      {rules.data && rules.data.length > 0 ? (
        <>
          <Text size="sm" c="dimmed" role="status">
            {say('{rules, plural, one {# rule} other {# rules}}, {on} switched on', {
              rules: rules.data.length,
              on,
            })}
          </Text>
          <RulesTable
            rules={rules.data}
            states={states.data}
            busy={saveRule.isPending ? (saveRule.variables.rule ?? null) : null}
            onSwitch={(rule, enabled) => saveRule.mutate({ ...requestOf(draftOf(rule)), enabled })}
            onEdit={(rule) => setEdited(draftOf(rule))}
            onRemove={setRemoved}
          />
        </>
      ) : null}
      {edited ? <RuleForm rule={edited} onClose={() => setEdited(null)} /> : null}
      {removed ? <RemoveRule rule={removed} onClose={() => setRemoved(null)} /> : null}
    </Stack>
  );
}
