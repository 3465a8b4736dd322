import {
  Button,
  FileButton,
  Group,
  PasswordInput,
  Select,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { CaseRecord, CaseView, DeskState, Person } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { bytes as size } from '../../../shared/format.ts';
import { host } from '../../../shared/host.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { fromBase64, toBase64 } from '../model/base64.ts';
import classes from '../privacy.module.css';

/** The personal data of a case: behind a passphrase, encrypted in the catalog file. */
export function CasePrivate({ view }: { view: CaseView }) {
  const state = useQuery(orpc.desk.state.queryOptions());
  return (
    <Section title="Personal data">
      {view.erased ? (
        <Text size="sm">The personal data of this case were erased.</Text>
      ) : state.error ? (
        <ErrorState error={state.error} onRetry={() => void state.refetch()} />
      ) : !state.data ? (
        <Loading what="the desk" bars={[28]} />
      ) : state.data.open ? (
        <Opened view={view} />
      ) : (
        <Gate state={state.data} />
      )}
    </Section>
  );
}

function Gate({ state }: { state: DeskState }) {
  const queries = useQueryClient();
  const [passphrase, setPassphrase] = useState('');
  const isNew = state.key === 'none';
  const open = useMutation({
    mutationFn: (secret: string | null) =>
      isNew ? client.desk.protect({ passphrase: secret }) : client.desk.open({ passphrase: secret }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.desk.key() }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate(passphrase);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          {isNew
            ? 'Names, addresses, results and letters are kept encrypted. Set a passphrase of at least 12 characters; without it nobody can read them, and it cannot be replaced.'
            : 'The personal data of cases are closed. The passphrase opens them until the app is closed.'}
        </Text>
        {state.key !== 'keychain' && (
          <Group align="flex-end" gap="sm">
            <PasswordInput
              label="Passphrase"
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
              autoComplete="off"
              w={280}
            />
            <Button type="submit" loading={open.isPending} disabled={passphrase === ''}>
              {isNew ? 'Set' : 'Open'}
            </Button>
          </Group>
        )}
        {state.keychain && state.key !== 'passphrase' && (
          <Button variant="default" loading={open.isPending} onClick={() => open.mutate(null)}>
            {isNew ? 'Keep the key in the keychain of this machine' : 'Open with the keychain'}
          </Button>
        )}
        {open.error && <ErrorState error={open.error} />}
      </Stack>
    </form>
  );
}

function Opened({ view }: { view: CaseView }) {
  const { reference } = view;
  const person = useQuery(orpc.desk.person.queryOptions({ input: { reference } }));
  const records = useQuery(orpc.desk.records.queryOptions({ input: { reference } }));
  if (person.error) return <ErrorState error={person.error} onRetry={() => void person.refetch()} />;
  if (person.isPending || !records.data) return <Loading what="the personal data" bars={[28, 28]} />;
  return (
    <Stack gap="md">
      <PersonForm key={JSON.stringify(person.data)} reference={reference} person={person.data ?? null} />
      <Records view={view} records={records.data} />
    </Stack>
  );
}

const EMPTY: Person = { name: '', contact: '', identifiers: [], agent: null };

function PersonForm({ reference, person }: { reference: string; person: Person | null }) {
  const [draft, setDraft] = useState(person ?? EMPTY);
  const [email, setEmail] = useState(draft.identifiers.find((one) => one.kind === 'email')?.value ?? '');
  const save = useMutation({
    mutationFn: () =>
      client.desk.notePerson({
        reference,
        person: {
          ...draft,
          identifiers: [
            ...draft.identifiers.filter((one) => one.kind !== 'email'),
            ...(email.trim() === '' ? [] : [{ kind: 'email' as const, value: email.trim() }]),
          ],
        },
      }),
  });
  return (
    <Stack gap="xs">
      <Group grow align="flex-start">
        <TextInput
          label="Name"
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <TextInput
          label="E-mail address to search for"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </Group>
      <Textarea
        label="Where the answer goes"
        autosize
        minRows={2}
        value={draft.contact}
        onChange={(event) => setDraft({ ...draft, contact: event.currentTarget.value })}
      />
      <Group>
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          Keep encrypted
        </Button>
        <Text size="sm" role="status">
          {save.isSuccess && 'Kept.'}
        </Text>
      </Group>
      {save.error && <ErrorState error={save.error} />}
    </Stack>
  );
}

function Records({ view, records }: { view: CaseView; records: readonly CaseRecord[] }) {
  const { reference } = view;
  const [task, setTask] = useState<string | null>(null);
  const tasks = [...new Set(view.work.filter((row) => row.work === 'search').map((row) => row.task))];
  const attach = useMutation({
    mutationFn: async (file: File) =>
      client.desk.attach({
        reference,
        name: file.name,
        task,
        base64: toBase64(new Uint8Array(await file.arrayBuffer())),
      }),
  });
  const save = useMutation({
    mutationFn: async (id: number) => {
      const { name, mediaType, base64 } = await client.desk.record({ reference, id });
      await host.save(name, mediaType, fromBase64(base64));
    },
  });
  const shown = records.filter((one) => one.kind !== 'person');
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <Select
          label="Result of task"
          placeholder="none: belongs to the case"
          data={tasks}
          value={task}
          onChange={setTask}
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the task' }}
        />
        <FileButton onChange={(file) => file && attach.mutate(file)}>
          {(props) => (
            <Button {...props} variant="default" loading={attach.isPending}>
              Attach a file
            </Button>
          )}
        </FileButton>
      </Group>
      {shown.length > 0 && (
        <div className={classes.scrollX} tabIndex={0} role="region" aria-label="Records, scrolls sideways">
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Record</Table.Th>
                <Table.Th>Kind</Table.Th>
                <Table.Th>Task</Table.Th>
                <Table.Th ta="end">Size</Table.Th>
                <Table.Th>File</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td className={classes.wrap}>{one.erased ? 'erased' : one.name}</Table.Td>
                  <Table.Td>{one.kind}</Table.Td>
                  <Table.Td>{one.task ?? ''}</Table.Td>
                  <Table.Td ta="end">{size(one.bytes)}</Table.Td>
                  <Table.Td>
                    <Button
                      size="compact-sm"
                      variant="default"
                      disabled={one.erased}
                      aria-label={`Save ${one.name ?? `record ${one.id}`}`}
                      onClick={() => save.mutate(one.id)}
                    >
                      Save
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {attach.error && <ErrorState error={attach.error} />}
      {save.error && <ErrorState error={save.error} />}
    </Stack>
  );
}
