import {
  Autocomplete,
  Group,
  Select,
  SegmentedControl,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { OWNER_ROLES, type RegisterName } from '../../../../contract/index.ts';
import { Markdown } from '../../shared/markdown/Markdown.tsx';
import { durationWords, VALUE_WORDS } from '../stewardship/model/kinds.ts';
import { REGISTER_WORDS, withNarrower, type RegisterEntry } from './model/entries.ts';
import type { DraftProblems, EntryDraft } from './model/entry-draft.ts';
import { say } from '../../shared/language/say.ts';
import { roleName } from '../stewardship/model/words.ts';

interface Props {
  register: RegisterName;
  entries: readonly RegisterEntry[];
  /** Null: a new one. */
  entryKey: string | null;
  draft: EntryDraft;
  problems: DraftProblems;
  onChange: (part: Partial<EntryDraft>) => void;
}

/** The fields that entries of a register have. */
export function EntryFields(props: Props) {
  const { register, entryKey, draft, problems, onChange } = props;
  return (
    <>
      {register === 'party' && (
        <SegmentedControl
          aria-label={say('What it is')}
          data={[
            { value: 'person', label: say('Person') },
            { value: 'team', label: say('Team') },
          ]}
          value={draft.kind}
          onChange={(kind) => onChange({ kind: kind === 'team' ? 'team' : 'person' })}
        />
      )}
      <Group grow align="flex-start" gap="sm">
        <TextInput
          label={say('Name')}
          required
          data-autofocus
          maxLength={512}
          value={draft.name}
          error={problems.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextInput
          label={say('Key')}
          description={entryKey === null ? undefined : say('Stays as it is: statements refer to it.')}
          placeholder={register === 'party' ? say('the e-mail, or from the name') : say('from the name')}
          disabled={entryKey !== null}
          maxLength={320}
          value={draft.key}
          error={problems.key}
          onChange={(event) => onChange({ key: event.currentTarget.value })}
        />
      </Group>
      {register === 'party' && <PartyFields {...props} />}
      {(register === 'term' || register === 'domain') && <ParentField {...props} />}
      {register === 'purpose' && <PurposeFields {...props} />}
      <TextField {...props} />
      {register === 'term' && (
        <TagsInput
          label={say('Synonyms')}
          description={say('Other words for the same thing; Enter or a comma ends each.')}
          maxTags={1000}
          value={[...draft.synonyms]}
          onChange={(synonyms) => onChange({ synonyms })}
        />
      )}
      <TextInput
        label={say('Why (optional, for the ledger)')}
        maxLength={2000}
        value={draft.reason}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
      />
    </>
  );
}

function TextField({ register, draft, onChange }: Props) {
  const [view, setView] = useState('write');
  const label = REGISTER_WORDS[register].text;
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={500} component="label" htmlFor="entry-text">
          {label}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={say('{label}: write or preview', { label })}
          data={[
            { value: 'write', label: say('Write') },
            { value: 'preview', label: say('Preview') },
          ]}
          value={view}
          onChange={setView}
        />
      </Group>
      {view === 'write' ? (
        <Textarea
          id="entry-text"
          description={say('Markdown')}
          maxLength={100_000}
          autosize
          minRows={4}
          maxRows={14}
          value={draft.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      ) : (
        <Markdown label={label}>{draft.text || `*${say('Nothing written yet.')}*`}</Markdown>
      )}
    </div>
  );
}

function ParentField({ register, entries, entryKey, draft, onChange }: Props) {
  const beneath = entryKey === null ? new Set<string>() : withNarrower(entries, entryKey);
  return (
    <Select
      label={REGISTER_WORDS[register].wider}
      placeholder={say('None: it stands on top')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': say('Put it on top') }}
      limit={200}
      nothingFoundMessage={say('Nothing of that name')}
      data={entries
        .filter(({ key }) => !beneath.has(key))
        .map(({ key, name }) => ({ value: key, label: name === key ? name : `${name} (${key})` }))}
      value={draft.parent}
      onChange={(parent) => onChange({ parent })}
    />
  );
}

function PurposeFields({ draft, problems, onChange }: Props) {
  const words = durationWords(draft.retention);
  return (
    <Group grow align="flex-start" gap="sm">
      <Select
        label={say('Legal basis')}
        description={say('Of the processing, Art. 6(1) GDPR')}
        clearable
        clearButtonProps={{ 'aria-label': say('Clear the legal basis') }}
        data={Object.entries(VALUE_WORDS['legal-basis'] ?? {}).map(([value, { name }]) => ({
          value,
          label: name,
        }))}
        renderOption={({ option }) => (
          <div>
            <Text size="sm">{option.label}</Text>
            <Text size="xs" c="dimmed">
              {VALUE_WORDS['legal-basis']?.[option.value]?.meaning}
            </Text>
          </div>
        )}
        value={draft.legalBasis}
        onChange={(legalBasis) => onChange({ legalBasis })}
      />
      <Autocomplete
        label={say('Retention')}
        description={
          words ? say('That is {words}.', { words }) : say('P3Y are three years, P18M eighteen months.')
        }
        openOnFocus={false}
        data={['P30D', 'P6M', 'P1Y', 'P2Y', 'P3Y', 'P5Y', 'P6Y', 'P10Y']}
        maxLength={64}
        value={draft.retention}
        error={problems.retention}
        onChange={(retention) => onChange({ retention })}
      />
    </Group>
  );
}

function PartyFields({ draft, problems, onChange }: Props) {
  return (
    <Group grow align="flex-start" gap="sm">
      <TextInput
        label={say('E-mail')}
        type="email"
        maxLength={320}
        value={draft.email}
        error={problems.email}
        onChange={(event) => onChange({ email: event.currentTarget.value })}
      />
      <Select
        label={say('Usual role')}
        clearable
        clearButtonProps={{ 'aria-label': say('Clear the role') }}
        data={OWNER_ROLES.map((role) => ({ value: role, label: roleName(role) }))}
        value={draft.role}
        onChange={(role) => onChange({ role })}
      />
    </Group>
  );
}
