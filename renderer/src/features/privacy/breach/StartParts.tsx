import { ActionIcon, Button, Group, Select, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, orpc } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { fullNameOf } from '../../../shared/names.ts';
import { stateName } from '../../../shared/words.ts';
import { DatasetPicker } from '../../lineage/panels/DatasetPicker.tsx';
import classes from '../privacy.module.css';
import { orSay } from '../../../shared/say-error.ts';
import { keyOf, withoutPart, withPart, type NamedPart } from './parts.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  parts: readonly NamedPart[];
  error: string | undefined;
  /** Told what to do with the parts as they are then: what is picked is looked up first. */
  onChange: (change: (parts: readonly NamedPart[]) => readonly NamedPart[]) => void;
}

/** The parts of what was compromised: whole systems, parts of them, datasets, jobs, runs. */
export function StartParts({ parts, error, onChange }: Props) {
  const add = (next: NamedPart) => onChange((now) => withPart(now, next));
  return (
    <Stack gap="xs">
      <Tabs defaultValue="system" keepMounted={false}>
        <Tabs.List mb="xs" aria-label={say('What to add')}>
          <Tabs.Tab value="system">{say('A system')}</Tabs.Tab>
          <Tabs.Tab value="dataset">{say('A dataset')}</Tabs.Tab>
          <Tabs.Tab value="job">{say('A job')}</Tabs.Tab>
          <Tabs.Tab value="run">{say('A run')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="system">
          <SystemChoice onAdd={add} />
        </Tabs.Panel>
        <Tabs.Panel value="dataset">
          <DatasetPicker label={say('Which dataset?')} onPick={(id) => orSay(namedDataset(id).then(add))} />
        </Tabs.Panel>
        <Tabs.Panel value="job">
          <JobChoice onAdd={add} />
        </Tabs.Panel>
        <Tabs.Panel value="run">
          <RunChoice onAdd={add} />
        </Tabs.Panel>
      </Tabs>
      {parts.length === 0 ? (
        <Text size="sm" c={error ? undefined : 'dimmed'} role={error ? 'alert' : undefined}>
          {error ?? say('Nothing is named yet.')}
        </Text>
      ) : (
        <Stack
          component="ul"
          gap={2}
          m={0}
          pl={0}
          style={{ listStyle: 'none' }}
          aria-label={say('Compromised')}
        >
          {parts.map((one) => (
            <Group component="li" key={keyOf(one)} gap="xs" wrap="nowrap">
              <Text size="sm" className={classes.wrap}>
                {one.name}
              </Text>
              <ActionIcon
                size="sm"
                variant="subtle"
                aria-label={say('Remove {name}', { name: one.name })}
                onClick={() => onChange((now) => withoutPart(now, one))}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
        </Stack>
      )}
    </Stack>
  );
}

async function namedDataset(id: number): Promise<NamedPart> {
  const dataset = await client.datasets.get({ id });
  return { part: { on: 'dataset', id: dataset.id }, name: fullNameOf(dataset) };
}

function SystemChoice({ onAdd }: { onAdd: (part: NamedPart) => void }) {
  const spaces = useQuery(orpc.joins.namespaces.queryOptions());
  const [namespace, setNamespace] = useState<string | null>(null);
  const [prefix, setPrefix] = useState('');
  const rows = (spaces.data?.items ?? []).filter((row) => row.space === 'dataset');
  return (
    <Group align="flex-end" gap="sm" grow preventGrowOverflow={false}>
      <Select
        label={say('Which system?')}
        searchable
        placeholder={spaces.isPending ? say('Loading') : say('Its namespace')}
        data={rows.map((row) => ({ value: row.namespace, label: `${row.namespace} (${count(row.count)})` }))}
        value={namespace}
        onChange={setNamespace}
        nothingFoundMessage={say('No system matches')}
      />
      <TextInput
        label={say('Only names that begin with')}
        placeholder={say('all of them')}
        value={prefix}
        onChange={(event) => setPrefix(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={namespace === null}
        style={{ flexGrow: 0 }}
        onClick={() => {
          if (namespace === null) return;
          const name =
            prefix === ''
              ? namespace
              : say('{namespace}, names that begin with {prefix}', { namespace, prefix });
          onAdd({ part: { on: 'namespace', namespace, prefix }, name });
          setNamespace(null);
          setPrefix('');
        }}
      >
        {say('Add')}
      </Button>
    </Group>
  );
}

const JOBS = 50;

interface NamedJob {
  readonly id: number;
  /** With its namespace. */
  readonly name: string;
}

const labelOf = ({ name, namespace }: { name: string; namespace: string }) => `${name} · ${namespace}`;

function JobSelect({ description, onPick }: { description: string; onPick: (job: NamedJob) => void }) {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed, 150);
  const jobs = useQuery({
    ...orpc.jobs.list.queryOptions({ input: { text, state: 'any', offset: 0, limit: JOBS } }),
    placeholderData: keepPreviousData,
  });
  const items = jobs.data?.items ?? [];
  return (
    <Select
      label={say('Which job?')}
      description={description}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      value={null}
      data={items.map((job) => ({ value: String(job.id), label: labelOf(job) }))}
      onChange={(value) => {
        const job = items.find(({ id }) => String(id) === value);
        if (job) onPick({ id: job.id, name: labelOf(job) });
      }}
      nothingFoundMessage={say('No job matches')}
    />
  );
}

function JobChoice({ onAdd }: { onAdd: (part: NamedPart) => void }) {
  return (
    <JobSelect
      description={say('What it reads and writes counts as compromised.')}
      onPick={({ id, name }) => onAdd({ part: { on: 'job', id }, name: say('job {name}', { name }) })}
    />
  );
}

/** Runs that can be chosen, the newest first. */
const RUNS = 200;

function RunChoice({ onAdd }: { onAdd: (part: NamedPart) => void }) {
  const [job, setJob] = useState<NamedJob | null>(null);
  const runs = useQuery({
    ...orpc.jobs.runs.queryOptions({ input: { id: job?.id ?? 1, offset: 0, limit: RUNS } }),
    enabled: job !== null,
  });
  const { items = [], total = 0 } = runs.data ?? {};
  return (
    <Stack gap="xs">
      <JobSelect
        description={
          job ? say('Runs of {name} are listed below.', { name: job.name }) : say('Whose run was it?')
        }
        onPick={setJob}
      />
      {job && (
        <Select
          label={say('Which run?')}
          description={
            runs.data
              ? say('{items, number} of {total, plural, one {# run} other {# runs}}, the newest first.', {
                  items: items.length,
                  total,
                })
              : say('Loading')
          }
          searchable
          value={null}
          data={items.map((run) => ({
            value: String(run.id),
            label: `${run.runId} · ${stateName(run.state)}`,
          }))}
          onChange={(value) => {
            const run = items.find(({ id }) => String(id) === value);
            if (run)
              onAdd({
                part: { on: 'run', id: run.id },
                name: say('run {run} of {job}', { run: run.runId, job: job.name }),
              });
          }}
          nothingFoundMessage={say('No run matches')}
        />
      )}
    </Stack>
  );
}
