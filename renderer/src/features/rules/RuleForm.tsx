import {
  Button,
  Group,
  Input,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { OwnerValue } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { QueryBox } from '../search/QueryBox.tsx';
import { OwnerFields } from '../stewardship/OwnerFields.tsx';
import { StatementRow } from '../stewardship/StatementRow.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { useTaxonomy } from '../stewardship/use-taxonomy.ts';
import { DryRun } from './DryRun.tsx';
import {
  hasEffect,
  isComplete,
  KIND_LINE,
  KIND_NAME,
  requestOf,
  withKind,
  withStatement,
  type RuleDraft,
  type RuleKind,
} from './model/draft.ts';
import { troubleOf, type RuleTrouble } from './model/place.ts';
import { StatementFields } from './StatementFields.tsx';

interface Props {
  rule: RuleDraft;
  onClose: () => void;
}

import { STATEMENT_WORD } from './model/words.ts';
import { roleName } from '../stewardship/model/words.ts';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const SETTLED_MS = 400;

/** A rule to add or change; what it would do is shown while it is written. */
export function RuleForm({ rule: given, onClose }: Props) {
  const [draft, setDraft] = useState(given);
  const [tried, setTried] = useState(false);
  const { saveRule } = useSteward();
  const change = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const dryRun = useDryRun(draft);
  const trouble = dryRun.trouble ?? troubleOf(saveRule.error);
  const at = (field: string) => (trouble?.field === field ? trouble : null);
  function save() {
    setTried(true);
    if (isComplete(draft)) saveRule.mutate(requestOf(draft), { onSuccess: onClose });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={draft.rule === null ? say('New rule') : say('Rule {rule}', { rule: draft.rule })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={say('Name')}
            placeholder={say('Finance owns its schema')}
            data-autofocus
            required
            maxLength={256}
            value={draft.name}
            error={
              tried && draft.name.trim() === '' ? say('A rule needs a name.') : told(at('name')?.message)
            }
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Group grow align="flex-start">
            <Select
              label={say('It states')}
              description={KIND_LINE[draft.kind]}
              allowDeselect={false}
              data={(Object.keys(KIND_NAME) as RuleKind[]).map((value) => ({
                value,
                label: KIND_NAME[value],
              }))}
              value={draft.kind}
              onChange={(kind) => setDraft(withKind(draft, kind as RuleKind))}
            />
            <Input.Wrapper
              size="xs"
              label={sayIn('what a rule is about', 'Of')}
              description={say('What the selection lists')}
              labelElement="div"
            >
              <SegmentedControl
                fullWidth
                mt={4}
                aria-label={say('What the rule is about')}
                disabled={draft.kind === 'owner'}
                data={[
                  { value: 'dataset', label: say('Datasets') },
                  { value: 'column', label: say('Columns') },
                ]}
                value={draft.on}
                onChange={(on) => change({ on })}
              />
            </Input.Wrapper>
          </Group>
          <Selection draft={draft} tried={tried} trouble={at('selection')} onChange={change} />
          <Effect draft={draft} tried={tried} trouble={at('effect')} onDraft={setDraft} />
          <Switch
            label={say('Switched on')}
            description={say('States what it finds now and after each import; off, it states nothing.')}
            checked={draft.enabled}
            onChange={(event) => change({ enabled: event.currentTarget.checked })}
          />
          {dryRun.outcome ? (
            <DryRun
              outcome={dryRun.outcome}
              on={draft.on}
              selection={draft.selection.trim()}
              off={!draft.enabled}
            />
          ) : dryRun.loading ? (
            <Loading what={say('what it would do')} bars={[64]} />
          ) : null}
          {dryRun.error ? <ErrorState error={dryRun.error} /> : null}
          {trouble?.field === null ? (
            <ErrorState error={saveRule.error ?? new Error(trouble.message)} />
          ) : null}
          {saveRule.error && !trouble ? <ErrorState error={saveRule.error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button type="submit" loading={saveRule.isPending}>
              {draft.enabled ? say('Save and apply') : say('Save, switched off')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What saving the draft would do, switched on; asked once it rests. */
function useDryRun(draft: RuleDraft) {
  const [asked] = useDebouncedValue(draft, SETTLED_MS);
  const ready = asked.selection.trim() !== '' && hasEffect(asked);
  const request = requestOf(asked);
  const query = useQuery({
    ...orpc.stewardRules.save.queryOptions({
      input: { ...request, name: request.name || 'New rule', enabled: true, dryRun: true },
    }),
    enabled: ready,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const trouble = ready ? troubleOf(query.error) : null;
  return {
    outcome: ready && !query.error ? query.data?.outcome : undefined,
    loading: ready && query.isFetching,
    trouble,
    error: ready && !trouble ? query.error : null,
  };
}

interface FieldProps {
  draft: RuleDraft;
  /** Saving was tried: what is missing is told. */
  tried: boolean;
  trouble: RuleTrouble | null;
}

/** In the language of queries. */
const EXAMPLE = { column: 'column:email', dataset: 'name:finance.*' } as const;

function Selection({
  draft,
  tried,
  trouble,
  onChange,
}: FieldProps & { onChange: (part: Partial<RuleDraft>) => void }) {
  const box = useRef<HTMLInputElement>(null);
  const { selection } = draft;
  const piece = trouble?.span ? selection.trim().slice(trouble.span.from, trouble.span.to) : '';
  const named = trouble === null || piece === '' || trouble.message.includes(piece);
  const message = trouble && (named ? told(trouble.message) : `${piece}: ${told(trouble.message)}`);
  return (
    <QueryBox
      ref={box}
      label={sayIn('a rule', 'Where')}
      required
      description={say('A search with fields, as in Browse: name:finance.* namespace:prod -kind:view')}
      placeholder={EXAMPLE[draft.on]}
      text={selection}
      scope={draft.on === 'column' ? 'columns' : 'datasets'}
      error={tried && selection.trim() === '' ? say('A rule needs a selection.') : message}
      onText={(text) => onChange({ selection: text })}
      onLeave={() => box.current?.blur()}
    />
  );
}

function Effect({ draft, tried, trouble, onDraft }: FieldProps & { onDraft: (draft: RuleDraft) => void }) {
  const { tagName } = useTaxonomy();
  const missing = tried && !hasEffect(draft);
  const without = <Item,>(items: readonly Item[], item: Item) => items.filter((one) => one !== item);
  const rows =
    draft.kind === 'owner'
      ? draft.owners.map((owner) => ({
          name: `${owner.name} (${roleName(owner.role)})`,
          remove: () => onDraft({ ...draft, owners: without(draft.owners, owner) }),
        }))
      : draft.statements.map((one) => ({
          name: `${STATEMENT_WORD[one.kind]} ${tagName(one)}`,
          remove: () => onDraft({ ...draft, statements: without(draft.statements, one) }),
        }));
  return (
    <Stack gap="xs">
      {rows.length > 0 ? (
        <div role="list" aria-label={say('What the rule states')}>
          {rows.map(({ name, remove }) => (
            <StatementRow
              key={name}
              name={name}
              standing={
                draft.on === 'column'
                  ? say('of each column that it finds')
                  : say('of each dataset that it finds')
              }
              pending={null}
              actions={[{ name: say('Remove'), run: remove }]}
            />
          ))}
        </div>
      ) : null}
      {draft.kind === 'owner' ? (
        <Owners onAdd={(owner) => onDraft({ ...draft, owners: [...draft.owners, owner] })} />
      ) : (
        <StatementFields
          key={draft.kind}
          draft={draft}
          onAdd={(value, values) => onDraft(withStatement(draft, value, values))}
        />
      )}
      {missing || trouble ? (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {told(trouble?.message) ??
            (draft.kind === 'owner'
              ? say('Add an owner with its button.')
              : say('Add what it states with its button.'))}
        </Text>
      ) : null}
    </Stack>
  );
}

function Owners({ onAdd }: { onAdd: (owner: OwnerValue) => void }) {
  const vocabulary = useQuery(orpc.stewardship.vocabulary.queryOptions());
  const registers = useQuery(orpc.registers.all.queryOptions({ input: {} }));
  const people = (registers.data?.parties ?? []).map(({ name, email }): OwnerValue => ({
    name,
    email,
    role: '',
  }));
  return <OwnerFields known={[...people, ...(vocabulary.data?.owners ?? [])]} onAdd={onAdd} first={false} />;
}
