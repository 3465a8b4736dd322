import { Alert, Button, Code, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { importKindSchema, type ImportFolder } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { instant } from '../../shared/format.ts';
import { host } from '../../shared/host.ts';
import { orSay, sayError } from '../../shared/say-error.ts';
import { Section } from '../../shared/Section.tsx';
import { sourceName } from '../../shared/words.ts';
import classes from './imports.module.css';
import { WaitingImport } from './WaitingImport.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

type Mode = ImportFolder['mode'];
type Kind = ImportFolder['kind'];

const MODES: readonly { readonly value: Mode; readonly label: string }[] = [
  { value: 'preview', label: say('Preview first') },
  { value: 'apply', label: say('Import at once') },
];
const KINDS: readonly Kind[] = importKindSchema.options;

/** Folders whose content is imported when something is written there. */
export function WatchedFolders() {
  const { data, error, refetch } = useQuery(orpc.imports.folders.queryOptions());
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data?.available) return null;
  return (
    <Section title={say('Watched folders')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {say(
            'A dbt target folder, a Glue export or event files: imported when something is written there and the files have settled.',
          )}
        </Text>
        {data.items.length === 0 ? null : (
          <ul className={classes.list}>
            {data.items.map((folder) => (
              <FolderRow key={folder.id} folder={folder} />
            ))}
          </ul>
        )}
        <AddFolder />
      </Stack>
    </Section>
  );
}

/** Imports that a person has to decide on. */
export function WaitingImports() {
  const { data } = useQuery(orpc.imports.folders.queryOptions());
  const waiting = (data?.items ?? []).filter((one) => one.waiting !== null);
  if (waiting.length === 0) return null;
  return (
    <Section title={say('Waiting for a decision ({waiting})', { waiting: waiting.length })}>
      <Stack gap="sm">
        {waiting.map((folder) => (
          <WaitingImport key={folder.id} folder={folder} opened={waiting.length === 1} />
        ))}
      </Stack>
    </Section>
  );
}

function FolderRow({ folder }: { folder: ImportFolder }) {
  const remove = useMutation({
    mutationFn: () => client.imports.removeFolder({ id: folder.id }),
    onError: sayError,
  });
  return (
    <li>
      <div className={classes.grow}>
        <Code className={classes.wrap}>{folder.folder}</Code>
        <Text size="xs" c="dimmed">
          {folder.kind === 'auto' ? say('Recognised by content') : sourceName(folder.kind)} ·{' '}
          {MODES.find(({ value }) => value === folder.mode)?.label} ·{' '}
          {say('{files, plural, one {# file} other {# files}}', { files: folder.files })}
          {folder.last ? ` · ${say('last taken {at}', { at: instant(folder.last.at) })}` : ''}
        </Text>
        {folder.problem === null ? null : (
          <Alert color="orange" variant="outline" p={6} mt={4}>
            {told(folder.problem)}
          </Alert>
        )}
      </div>
      <Button
        size="compact-xs"
        variant="default"
        loading={remove.isPending}
        onClick={() => remove.mutate()}
        aria-label={say('Stop watching {folder}', { folder: folder.folder })}
      >
        {say('Stop watching')}
      </Button>
    </li>
  );
}

function AddFolder() {
  const [path, setPath] = useState('');
  const [kind, setKind] = useState<Kind>('auto');
  const [mode, setMode] = useState<Mode>('preview');
  const [namespace, setNamespace] = useState('');
  const add = useMutation({
    mutationFn: (where: { token: string } | { folder: string }) =>
      client.imports.addFolder({ ...where, kind, mode, namespace: namespace.trim() || null }),
    // What was typed meanwhile stays.
    onSuccess: (_added, where) =>
      setPath((now) => ('folder' in where && now.trim() !== where.folder ? now : '')),
  });
  const choose = host.choose;
  const pick = async () => {
    const [held] = (await choose?.('folder')) ?? [];
    if (held) add.mutate({ token: held.token });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (choose) orSay(pick());
        else if (path.trim() !== '') add.mutate({ folder: path.trim() });
      }}
    >
      <Group gap="xs" align="flex-end">
        {choose ? null : (
          <TextInput
            label={say('Folder (whole path on this computer)')}
            size="xs"
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
            w={300}
          />
        )}
        <Select
          label={say('Source')}
          size="xs"
          allowDeselect={false}
          data={KINDS.map((value) => ({
            value,
            label: value === 'auto' ? say('Recognise') : sourceName(value),
          }))}
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'auto')}
          w={150}
        />
        <Select
          label={say('When something is written')}
          size="xs"
          allowDeselect={false}
          data={[...MODES]}
          value={mode}
          onChange={(value) => setMode(value === 'apply' ? 'apply' : 'preview')}
          w={190}
        />
        {kind === 'auto' || kind === 'dbt' ? (
          <TextInput
            label={say('Namespace for dbt (optional)')}
            size="xs"
            value={namespace}
            maxLength={1024}
            onChange={(event) => setNamespace(event.currentTarget.value)}
            w={220}
          />
        ) : null}
        <Button
          type="submit"
          size="xs"
          variant="default"
          loading={add.isPending}
          disabled={!choose && path.trim() === ''}
        >
          {choose ? say('Choose a folder to watch') : say('Watch')}
        </Button>
      </Group>
      {add.error ? <ErrorState error={add.error} onRetry={add.reset} retryLabel={say('Dismiss')} /> : null}
    </form>
  );
}
