import { Autocomplete, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { TagValue } from '../../../../contract/index.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { useRegisters } from '../registers/use-registers.ts';
import { durationWords, VALUE_WORDS, type StatedKind } from './model/kinds.ts';
import { useTaxonomy } from './use-taxonomy.ts';
import { say } from '../../shared/language/say.ts';
import { Say } from '../../shared/language/Say.tsx';

interface Props {
  kind: StatedKind;
  /** The value that is to be set, if there can be one only. */
  value: string | null;
  onAdd: (tag: TagValue) => void;
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly meaning: string;
}

const DURATIONS = ['P30D', 'P6M', 'P1Y', 'P2Y', 'P3Y', 'P5Y', 'P6Y', 'P10Y'];

/** Chooses a value of one kind: from its register, from its list, or typed. */
export function KindField({ kind, value, onAdd }: Props) {
  if (kind === 'property') return <PropertyField onAdd={onAdd} />;
  if (kind === 'retention') return <RetentionField onAdd={onAdd} />;
  return <ChoiceField key={kind} kind={kind} value={value} onAdd={onAdd} />;
}

type ChoiceKind = Exclude<StatedKind, 'property' | 'retention'>;

/** What the kind's values are chosen from; null while that is on the way. */
function useOptions(kind: ChoiceKind): readonly Option[] | null {
  const { data } = useRegisters();
  const { subjects, query } = useTaxonomy();
  const fixed = VALUE_WORDS[kind];
  if (fixed)
    return Object.entries(fixed).map(([value, { name, meaning }]) => ({ value, label: name, meaning }));
  if (kind === 'subject')
    return query.data
      ? subjects.map(({ key, name, description }) => ({ value: key, label: name, meaning: description }))
      : null;
  if (!data) return null;
  const entries = {
    domain: data.domains.map(({ key, name, description }) => ({ key, name, text: description })),
    term: data.terms.map(({ key, name, definition }) => ({ key, name, text: definition })),
    purpose: data.purposes.map(({ key, name, description }) => ({ key, name, text: description })),
  }[kind as 'domain' | 'term' | 'purpose'];
  const named = Map.groupBy(entries, ({ name }) => name);
  return entries.map(({ key, name, text }) => ({
    value: key,
    // Two entries of one name are told apart by their keys.
    label: named.get(name)?.length === 1 ? name : `${name} (${key})`,
    meaning: text?.split('\n', 1)[0]?.slice(0, 120) ?? '',
  }));
}

const TAB = { domain: 'domains', term: 'terms', purpose: 'purposes' } as const;

const toRegister = (tab: (typeof TAB)[keyof typeof TAB]) => (inside: ReactNode) => (
  <AnchorLink to="/registers" search={{ tab }}>
    {inside}
  </AnchorLink>
);

function ChoiceField({ kind, value, onAdd }: Props & { kind: ChoiceKind }) {
  const options = useOptions(kind);
  const tab = kind in TAB ? TAB[kind as keyof typeof TAB] : null;
  if (options?.length === 0 && tab)
    return (
      <Text size="sm">
        <Say
          text="The register has no entries yet. <link>Add some</link>, and they can be chosen here."
          values={{ link: toRegister(tab) }}
        />
      </Text>
    );
  return (
    <Select
      label={say('Value to set')}
      placeholder={say('Type to search')}
      searchable
      autoFocus
      data-autofocus
      openOnFocus={false}
      data={(options ?? []).map(({ value: key, label }) => ({ value: key, label }))}
      limit={200}
      nothingFoundMessage={options === null ? say('Reading …') : say('Nothing of that name')}
      value={value}
      onChange={(next) => next !== null && onAdd({ kind, key: '', value: next })}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed" lineClamp={1}>
            {options?.find((one) => one.value === option.value)?.meaning}
          </Text>
        </div>
      )}
    />
  );
}

function RetentionField({ onAdd }: Pick<Props, 'onAdd'>) {
  const [text, setText] = useState('');
  const words = durationWords(text);
  const add = () => {
    if (words) onAdd({ kind: 'retention', key: '', value: text.trim().toUpperCase() });
  };
  return (
    <Group align="flex-start" gap="xs" wrap="nowrap">
      <Autocomplete
        flex={1}
        label={say('Duration to set')}
        description={
          words
            ? say('That is {words}.', { words })
            : say('As ISO 8601 writes it: P3Y are three years, P18M eighteen months.')
        }
        autoFocus
        data-autofocus
        openOnFocus={false}
        data={DURATIONS}
        renderOption={({ option }) => `${option.value}, ${durationWords(option.value) ?? ''}`}
        maxLength={64}
        value={text}
        error={text.trim() !== '' && !words ? say('No duration such as P3Y or P18M.') : null}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          add();
        }}
      />
      <Button variant="default" disabled={!words} onClick={add} mt={45}>
        {say('Set')}
      </Button>
    </Group>
  );
}

function PropertyField({ onAdd }: Pick<Props, 'onAdd'>) {
  const [form, setForm] = useState({ key: '', value: '' });
  const ready = form.key.trim() !== '' && form.value.trim() !== '';
  const add = () => {
    if (!ready) return;
    onAdd({ kind: 'property', key: form.key.trim(), value: form.value.trim() });
    setForm({ key: '', value: '' });
  };
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        flex={1}
        label={say('Property')}
        placeholder={say('cost-centre')}
        autoFocus
        data-autofocus
        maxLength={512}
        value={form.key}
        onChange={(event) => setForm({ ...form, key: event.currentTarget.value })}
      />
      <TextInput
        flex={1}
        label={say('Its value')}
        placeholder="4711"
        maxLength={2048}
        value={form.value}
        onChange={(event) => setForm({ ...form, value: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          add();
        }}
      />
      <Button variant="default" disabled={!ready} onClick={add}>
        {say('Set')}
      </Button>
    </Group>
  );
}
