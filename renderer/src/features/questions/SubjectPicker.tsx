import { Button, Group, Modal, Select, Stack, Tabs, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { JobRow } from '../../../../contract/index.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { instantOf, localText } from '../../shared/local-time.ts';
import { useJobSearch } from '../jobs/use-job-search.ts';
import { EndChoice } from './EndPicker.tsx';
import { handleOf, subjectOf, type CodeSearch, type ImpactSearch } from './model/search-params.ts';
import { useAt } from './use-at.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly opened: boolean;
  readonly search: ImpactSearch;
  readonly onClose: () => void;
  readonly onPick: (search: ImpactSearch) => void;
}

/** Asks what an impact is about: a dataset or column, a job, or a piece of code. */
export function SubjectPicker({ opened, search, onClose, onPick }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={say('Impact of what?')} size="lg">
      <SubjectChoice search={search} onPick={onPick} />
    </Modal>
  );
}

export function SubjectChoice({ search, onPick }: Pick<Props, 'search' | 'onPick'>) {
  return (
    <Tabs defaultValue={subjectOf(search)?.on === 'code' ? 'code' : 'dataset'} keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="dataset">{say('Dataset or column')}</Tabs.Tab>
        <Tabs.Tab value="job">{say('Job')}</Tabs.Tab>
        <Tabs.Tab value="code">{say('Code')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="dataset">
        <EndChoice onPick={(of) => onPick({ of })} />
      </Tabs.Panel>
      <Tabs.Panel value="job">
        <JobChoice onPick={(id) => onPick({ of: handleOf('job', id) })} />
      </Tabs.Panel>
      <Tabs.Panel value="code">
        <CodeChoice search={search} onPick={onPick} />
      </Tabs.Panel>
    </Tabs>
  );
}

const jobOption = ({ id, name, namespace }: JobRow) => ({
  value: String(id),
  label: `${name} · ${namespace}`,
});

function JobChoice({ onPick }: { readonly onPick: (id: number) => void }) {
  const { field, shown, total, error, retry } = useJobSearch(jobOption, { chosen: null, at: useAt() });
  return (
    <Stack gap="xs">
      <Select
        {...field}
        label={say('Which job?')}
        placeholder={say('Words of the name, namespace or kind')}
        onChange={(value) => value && onPick(Number(value))}
      />
      {error ? <ErrorState error={error} onRetry={retry} /> : null}
      <Text size="xs" c="dimmed">
        {total > shown
          ? say('The first {shown, number} of {total, number}. More letters narrow it down.', {
              shown,
              total,
            })
          : ''}{' '}
        {say('For a single run, open the run and ask there.')}
      </Text>
    </Stack>
  );
}

/** The same in every language. */
const EXAMPLE = { repo: 'https://git.example.org/team/app', path: 'jobs/churn' } as const;

function CodeChoice({ search, onPick }: Pick<Props, 'search' | 'onPick'>) {
  const [code, setCode] = useState<Required<Omit<CodeSearch, 'at'>>>({
    repo: search.repo ?? '',
    path: search.path ?? '',
    commits: search.commits ?? '',
    from: localText(search.from, 'minutes'),
    to: localText(search.to, 'minutes'),
  });
  const field = (key: keyof Omit<CodeSearch, 'at'>) => ({
    value: code[key],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setCode((now) => ({ ...now, [key]: value }));
    },
  });
  const empty = [code.repo, code.path, code.commits].every((text) => text.trim() === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (empty) return;
    const [from, to] = [instantOf(code.from), instantOf(code.to)];
    const said = (['repo', 'path', 'commits'] as const).flatMap((key) =>
      code[key].trim() === '' ? [] : [[key, code[key].trim()] as const],
    );
    onPick({ ...Object.fromEntries(said), ...(from ? { from } : {}), ...(to ? { to } : {}) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <TextInput label={say('Repository')} placeholder={EXAMPLE.repo} data-autofocus {...field('repo')} />
        <TextInput label={say('File or folder')} placeholder={EXAMPLE.path} {...field('path')} />
        <Textarea
          label={say('Commits')}
          description={say(
            'Separated by spaces or commas; tags and branches too. For a range, paste what git rev-list from..to prints.',
          )}
          autosize
          minRows={2}
          maxRows={8}
          {...field('commits')}
        />
        <Group grow>
          <TextInput type="datetime-local" label={say('Runs that began from')} {...field('from')} />
          <TextInput type="datetime-local" label={say('until')} {...field('to')} />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" disabled={empty}>
            {say('Ask about this code')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
