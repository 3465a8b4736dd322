import { Button, Fieldset, Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TagValue } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { sensitivityName } from '../../shared/words.ts';
import { useTaxonomy } from '../stewardship/use-taxonomy.ts';
import { kindsFor, type RuleDraft } from './model/draft.ts';
import { STATEMENT_NAME } from './model/words.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

type Kinds = Awaited<ReturnType<typeof orpc.stewardship.kinds.call>>;
type Kind = Kinds[number];
type Option = { value: string; label: string };

interface Props {
  draft: Pick<RuleDraft, 'kind' | 'on'>;
  onAdd: (value: TagValue, values: Kind['values']) => void;
}

/** What can be chosen for a kind; null where the value is written. */
function useOptions(kind: Kind | undefined): Option[] | null {
  const { categories, subjects } = useTaxonomy();
  const registers = useQuery(orpc.registers.all.queryOptions({ input: {} }));
  if (!kind) return null;
  const { among, keyOf } = kind;
  if (among) return among.map((value) => ({ value, label: sensitivityName(value) }));
  const named = (entries: readonly { key: string; name: string }[] = []) =>
    entries.map(({ key, name }) => ({ value: key, label: name === key ? name : `${name} (${key})` }));
  switch (keyOf) {
    case null:
      return null;
    case 'category':
      return named(categories);
    case 'subject':
      return named(subjects);
    case 'domain':
      return named(registers.data?.domains);
    case 'term':
      return named(registers.data?.terms);
    default:
      return named(registers.data?.purposes);
  }
}

/** A statement to add: its kind, and a value that the kind allows. */
export function StatementFields({ draft, onAdd }: Props) {
  const kinds = useQuery(orpc.stewardship.kinds.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const offered = kindsFor(draft.kind, draft.on, kinds.data ?? []);
  const [chosen, setChosen] = useState<TagValue['kind'] | null>(null);
  const [value, setValue] = useState('');
  const [key, setKey] = useState('');
  const name = chosen !== null && offered.includes(chosen) ? chosen : offered[0];
  const kind = kinds.data?.find((one) => one.kind === name);
  const options = useOptions(kind);
  const keyed = name === 'property' || name === 'label';
  const ready = value.trim() !== '' && (name !== 'property' || key.trim() !== '');

  function add() {
    if (!kind || !ready) return;
    onAdd({ kind: kind.kind, key: keyed ? key.trim() : '', value: value.trim() }, kind.values);
    setValue('');
    setKey('');
  }

  return (
    <Fieldset legend={say('Statement to add')}>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        {offered.length > 1 ? (
          <Select
            label={say('What')}
            w="11rem"
            allowDeselect={false}
            data={offered.map((one) => ({ value: one, label: STATEMENT_NAME[one] }))}
            value={name ?? null}
            onChange={(next) => {
              setChosen(next);
              setValue('');
            }}
          />
        ) : null}
        {keyed ? (
          <TextInput
            label={name === 'label' ? say('Key (optional)') : say('Key')}
            maxLength={512}
            w="9rem"
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        ) : null}
        {options ? (
          <Select
            flex={1}
            label={offered.length > 1 ? say('Value') : STATEMENT_NAME[name ?? 'label']}
            searchable
            limit={200}
            nothingFoundMessage={
              options.length === 0 ? say('The register has no entries yet') : say('No entry matches')
            }
            data={options}
            value={value || null}
            onChange={(next) => setValue(next ?? '')}
          />
        ) : (
          <TextInput
            flex={1}
            label={say('Value')}
            maxLength={2048}
            placeholder={told(kind?.expected) ?? undefined}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              add();
            }}
          />
        )}
        <Button variant="default" flex="none" disabled={!ready} onClick={add}>
          {say('Add')}
        </Button>
      </Group>
    </Fieldset>
  );
}
