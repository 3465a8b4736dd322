import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { importRuleSchema, type ImportRule } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { SENSITIVITY_NAME } from '../../../shared/words.ts';
import { useTaxonomy } from '../../stewardship/use-taxonomy.ts';
import { EFFECT_NAME, EFFECTS, PLACE_HINT, PLACE_NAME, trialTagWords } from './rule-words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

type Effect = ImportRule['effect'];

const entriesOf = <Key extends string>(names: Record<Key, string>, only?: readonly Key[]) =>
  (Object.keys(names) as Key[])
    .filter((key) => only?.includes(key) ?? true)
    .map((value) => ({ value, label: names[value] }));

function effectOf(does: Effect['does']): Effect {
  switch (does) {
    case 'classify':
      return { does, sensitivity: 'confidential' };
    case 'label':
      return { does, key: '' };
    case 'owner':
      return { does, role: 'owner' };
    default:
      return { does };
  }
}

function EffectFields({ effect, onChange }: { effect: Effect; onChange: (effect: Effect) => void }) {
  const { categories } = useTaxonomy();
  if (effect.does === 'classify') {
    const { sensitivity, category } = effect;
    const set = (part: { sensitivity?: typeof sensitivity; category?: string | undefined }) => {
      const merged = { sensitivity, category, ...part };
      onChange({
        does: 'classify',
        ...(merged.sensitivity === undefined ? {} : { sensitivity: merged.sensitivity }),
        ...(merged.category === undefined ? {} : { category: merged.category }),
      });
    };
    return (
      <Group grow align="flex-start">
        <Select
          label={say('Sensitivity')}
          clearable
          data={entriesOf(SENSITIVITY_NAME)}
          value={sensitivity ?? null}
          onChange={(value) => set({ sensitivity: (value as typeof sensitivity) ?? undefined })}
        />
        <Select
          label={say('Data category')}
          clearable
          searchable
          limit={200}
          nothingFoundMessage={say('No category matches')}
          data={categories.map(({ key, name }) => ({ value: key, label: `${told(name)} (${key})` }))}
          value={category ?? null}
          onChange={(value) => set({ category: value ?? undefined })}
        />
      </Group>
    );
  }
  if (effect.does === 'label') {
    return (
      <TextInput
        label={say('Key of the label')}
        maxLength={256}
        value={effect.key}
        onChange={(event) => onChange({ does: 'label', key: event.currentTarget.value })}
      />
    );
  }
  return effect.does === 'owner' ? (
    <TextInput
      label={say('Role')}
      maxLength={128}
      value={effect.role}
      onChange={(event) => onChange({ does: 'owner', role: event.currentTarget.value })}
    />
  ) : null;
}

/** What the rule would change about what the catalog holds. Of an edited rule nothing is said until it is tried. */
function Trial({ rule }: { rule: ImportRule }) {
  const trial = useMutation(orpc.rules.try.mutationOptions());
  const { data } = trial;
  const more = data ? data.added + data.removed - data.examples.length : 0;
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        loading={trial.isPending}
        disabled={!importRuleSchema.safeParse(rule).success}
        onClick={() => trial.mutate(rule)}
      >
        {say('Try on this catalog')}
      </Button>
      {trial.error ? (
        <Text size="sm" c="red" role="alert">
          {told(trial.error.message)}
        </Text>
      ) : null}
      {data ? (
        <Alert mt="xs" variant="outline" role="status">
          <Text size="sm">
            {say(
              '{columns, plural, one {# dataset or column} other {# datasets and columns}} with dbt tags or meta looked at: {tags, plural, one {# tag} other {# tags}} would be added, {removed, number} would go.',
              { columns: data.looked, tags: data.added, removed: data.removed },
            )}
          </Text>
          {data.examples.slice(0, 10).map((example) => (
            <Text key={JSON.stringify(example)} size="xs" style={{ overflowWrap: 'anywhere' }}>
              {example.change === 'added' ? '+' : '−'} {trialTagWords(example.tag)} · {example.target}
            </Text>
          ))}
          {more > 0 || data.examples.length > 10 ? (
            <Text size="xs" c="dimmed">
              {say('{shown, number} of {total, number}', {
                shown: Math.min(10, data.examples.length),
                total: data.added + data.removed,
              })}
            </Text>
          ) : null}
        </Alert>
      ) : null}
    </div>
  );
}

interface Props {
  readonly rule: ImportRule;
  readonly onClose: () => void;
}

/** A rule to add or change; closed once it is saved. */
export function RuleDialog({ rule: given, onClose }: Props) {
  const [rule, setRule] = useState(given);
  const save = useMutation(orpc.rules.save.mutationOptions({ onSuccess: onClose }));
  const change = (part: Partial<ImportRule>) => setRule({ ...rule, ...part });
  const nothing =
    rule.effect.does === 'classify' &&
    rule.effect.sensitivity === undefined &&
    rule.effect.category === undefined;
  const valid = importRuleSchema.safeParse(rule).success && !nothing;
  const tests = {
    any: say('Any value'),
    yes: say('A value that means yes'),
    text: say('One particular value'),
  };
  return (
    <Modal opened onClose={onClose} title={say('Import rule')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) save.mutate({ ...rule, match: rule.match.trim() });
        }}
      >
        <Stack gap="sm">
          <Group grow align="flex-start">
            <Select
              label={say('Where')}
              allowDeselect={false}
              data={entriesOf(PLACE_NAME)}
              value={rule.place}
              onChange={(value) => {
                const place = value as ImportRule['place'];
                const [first = 'classify'] = EFFECTS[place];
                const effect = EFFECTS[place].includes(rule.effect.does) ? rule.effect : effectOf(first);
                change({ place, effect, ...(place === 'meta' ? {} : { test: { is: 'any' } }) });
              }}
            />
            <TextInput
              label={say('Match')}
              description={PLACE_HINT[rule.place]}
              data-autofocus
              maxLength={256}
              value={rule.match}
              onChange={(event) => change({ match: event.currentTarget.value })}
            />
          </Group>
          {rule.place === 'meta' ? (
            <Group grow align="flex-start">
              <Select
                label={say('Value')}
                allowDeselect={false}
                data={entriesOf(tests)}
                value={rule.test.is}
                onChange={(is) => change({ test: is === 'text' ? { is, text: '' } : { is: is as 'any' } })}
              />
              {rule.test.is === 'text' ? (
                <TextInput
                  label={say('The value')}
                  maxLength={256}
                  value={rule.test.text}
                  onChange={(event) => change({ test: { is: 'text', text: event.currentTarget.value } })}
                />
              ) : null}
            </Group>
          ) : null}
          <Select
            label={say('Then')}
            allowDeselect={false}
            data={entriesOf(EFFECT_NAME, EFFECTS[rule.place])}
            value={rule.effect.does}
            onChange={(does) => change({ effect: effectOf(does as Effect['does']) })}
          />
          <EffectFields effect={rule.effect} onChange={(effect) => change({ effect })} />
          <Trial key={JSON.stringify(rule)} rule={rule} />
          {save.error ? <ErrorState error={save.error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button type="submit" disabled={!valid} loading={save.isPending}>
              {say('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
