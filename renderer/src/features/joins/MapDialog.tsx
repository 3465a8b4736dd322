import { Alert, Autocomplete, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { NamespaceEffect, NamespaceRow } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import classes from './joins.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** The beginning of addresses in one network. */
const EXAMPLE_PREFIX = 'postgres://10.0.0.';
/** As many namespaces are named. */
const NAMED = 20;

export interface MapDraft {
  readonly space: 'dataset' | 'job';
  readonly match: 'exact' | 'prefix' | 'suffix';
  readonly patterns: readonly string[];
  readonly target: string;
  readonly label: string;
}

interface Props {
  draft: MapDraft | null;
  namespaces: readonly NamespaceRow[];
  onClose: () => void;
  onDone: () => void;
}

function wordsOf({ space, match, patterns, target, label }: MapDraft) {
  return patterns
    .filter((pattern) => pattern.trim() !== '')
    .map((pattern) => ({
      space,
      match,
      pattern,
      target: target.trim() === '' ? null : target.trim(),
      ...(match === 'exact' ? { label: label.trim() === '' ? null : label.trim() } : {}),
    }));
}

/** Saying what namespaces stand for, with what would join shown before it is done. */
export function MapDialog({ draft: given, namespaces, onClose, onDone }: Props) {
  const [draft, setDraft] = useState<MapDraft | null>(given);
  const [reason, setReason] = useState('');
  useEffect(() => {
    setDraft(given);
    setReason('');
  }, [given]);
  const [asked] = useDebouncedValue(draft, 300);
  const words = asked ? wordsOf(asked) : [];
  const effect = useQuery({
    ...orpc.joins.rehearseNamespaces.queryOptions({ input: { words } }),
    enabled: given !== null && words.length > 0,
  });
  const { mapNamespaces } = useSteward();
  if (!draft || !given) return null;
  const said = reason.trim();
  const names = namespaces.filter((row) => row.space === draft.space).map((row) => row.namespace);
  return (
    <Modal opened onClose={onClose} size="xl" title={say('What do these namespaces stand for?')}>
      <Stack gap="sm">
        {draft.match === 'exact' && draft.patterns.length > 0 ? (
          <Text size="sm" className={classes.wrap}>
            {draft.patterns.length > NAMED
              ? say('{names} and {more, number} more', {
                  names: draft.patterns.slice(0, NAMED).join(', '),
                  more: draft.patterns.length - NAMED,
                })
              : draft.patterns.join(', ')}
          </Text>
        ) : (
          <PatternFields draft={draft} onChange={setDraft} />
        )}
        <Autocomplete
          label={draft.match === 'exact' ? say('Stands for') : say('Is replaced by')}
          description={say('Empty: it stands for itself. Names in both then count as names of one place.')}
          data={[...new Set(names.filter((name) => !draft.patterns.includes(name)))]}
          limit={20}
          value={draft.target}
          onChange={(target) => setDraft({ ...draft, target })}
        />
        {draft.match === 'exact' && draft.patterns.length === 1 && (
          <TextInput
            label={say('Name to show in this list')}
            value={draft.label}
            onChange={(event) => setDraft({ ...draft, label: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={say('Why (for the ledger)')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {effect.error ? <ErrorState error={effect.error} onRetry={() => void effect.refetch()} /> : null}
        {effect.isLoading ? <Loading what={say('what would join')} bars={[80]} /> : null}
        {effect.data && words.length > 0 ? <Effect effect={effect.data} /> : null}
        {mapNamespaces.error ? <ErrorState error={mapNamespaces.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
          <Button
            disabled={wordsOf(draft).length === 0}
            loading={mapNamespaces.isPending}
            onClick={() =>
              mapNamespaces.mutate(
                { words: wordsOf(draft), ...(said === '' ? {} : { reason: said }) },
                { onSuccess: onDone },
              )
            }
          >
            {say('Apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function PatternFields({ draft, onChange }: { draft: MapDraft; onChange: (draft: MapDraft) => void }) {
  return (
    <Group grow align="flex-end" gap="sm">
      <Select
        label={say('Namespaces of')}
        allowDeselect={false}
        data={[
          { value: 'dataset', label: say('datasets') },
          { value: 'job', label: say('jobs') },
        ]}
        value={draft.space}
        onChange={(space) => onChange({ ...draft, space: space === 'job' ? 'job' : 'dataset' })}
      />
      <Select
        label={say('That')}
        allowDeselect={false}
        data={[
          { value: 'prefix', label: say('begin with') },
          { value: 'suffix', label: say('end with') },
        ]}
        value={draft.match}
        onChange={(match) => onChange({ ...draft, match: match === 'suffix' ? 'suffix' : 'prefix' })}
      />
      <TextInput
        label={say('Text')}
        placeholder={EXAMPLE_PREFIX}
        value={draft.patterns[0] ?? ''}
        onChange={(event) => onChange({ ...draft, patterns: [event.currentTarget.value] })}
      />
    </Group>
  );
}

function Effect({ effect }: { effect: NamespaceEffect }) {
  const { joins, joinsTotal, partsTotal, conflicts, conflictsTotal, jobs } = effect;
  const more = [
    partsTotal > 0
      ? say('{datasets, plural, one {# would stand by itself} other {# would stand by themselves}} again.', {
          datasets: partsTotal,
        })
      : null,
    jobs > 0
      ? say('{jobs, plural, one {# job} other {# jobs}} would be shown under another.', { jobs })
      : null,
  ];
  return (
    <Stack gap="xs" role="status" aria-label={say('What would happen')}>
      <Text size="sm" fw={600}>
        {joinsTotal === 0
          ? say('No datasets would join.')
          : say('{datasets, plural, one {# dataset} other {# datasets}} would join.', {
              datasets: joinsTotal,
            })}{' '}
        {more.filter((one) => one !== null).join(' ')}
      </Text>
      {conflictsTotal > 0 && (
        <Alert
          color="orange"
          title={say('{conflicts, number} to look at first', { conflicts: conflictsTotal })}
        >
          {conflicts.slice(0, 20).map(({ name, why }) => (
            <Text key={`${name} ${why}`} size="xs" className={classes.wrap}>
              {name}: {told(why)}
            </Text>
          ))}
        </Alert>
      )}
      <ul className={classes.reasons} style={{ maxHeight: 200, overflow: 'auto' }}>
        {joins.map(({ a, b, common, columns }) => (
          <li key={`${a} ${b}`} className={classes.wrap}>
            {columns > 0
              ? say(
                  '{a} with {b}, {common, number} of {columns, plural, one {# column} other {# columns}} alike',
                  {
                    a,
                    b,
                    common,
                    columns,
                  },
                )
              : say('{a} with {b}', { a, b })}
          </li>
        ))}
      </ul>
      {joins.length < joinsTotal && (
        <Text size="xs" c="dimmed">
          {say('The first {shown, number} are shown.', { shown: joins.length })}
        </Text>
      )}
    </Stack>
  );
}
