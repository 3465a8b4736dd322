import { Alert, Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleFormOf, type PeopleForm, type RegisterName } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { FileChoice } from './FileChoice.tsx';
import { fileKey } from './model/file-key.ts';
import { FileOutcome, type Outcome } from './FileOutcome.tsx';
import { readCsv } from './model/csv-file.ts';
import { REGISTER_WORDS } from './model/entries.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  register: RegisterName;
  /** Null: closed. */
  importing: { readonly file: File | null } | null;
  onClose: () => void;
}

const HEADERS: Readonly<Record<RegisterName, string>> = {
  party: say('name, email, team, role; or key, name, kind, email, role, note as exported'),
  term: 'key, name, definition, parent, synonyms',
  domain: 'key, name, description, parent',
  purpose: 'key, name, description, legal-basis, retention',
};

/** Entries from a CSV file: what it would change first, then the change. */
export function ImportDialog({ register, importing, onClose }: Props) {
  return (
    <Modal
      opened={importing !== null}
      onClose={onClose}
      size="lg"
      title={say('Import {many} from CSV', { many: REGISTER_WORDS[register].many })}
    >
      {importing && (
        <Body key={fileKey(importing.file)} register={register} first={importing.file} onClose={onClose} />
      )}
    </Modal>
  );
}

interface BodyProps {
  register: RegisterName;
  first: File | null;
  onClose: () => void;
}

function Body({ register, first, onClose }: BodyProps) {
  const [file, setFile] = useState(first);
  const read = useQuery({
    queryKey: ['register-file', file && fileKey(file)],
    enabled: file !== null,
    gcTime: 0,
    retry: false,
    queryFn: async () => (file ? readCsv(file) : ''),
  });
  return (
    <Stack gap="sm">
      <FileChoice
        file={file}
        what={say('CSV file')}
        label={say('CSV file to import')}
        accept=".csv,.tsv,.txt,text/csv"
        onFile={setFile}
      >
        {say(
          'Columns: {columns}. Only the name is needed. A column that is absent changes nothing, an empty cell clears.',
          { columns: HEADERS[register] },
        )}
      </FileChoice>
      {read.error ? <ErrorState error={read.error} /> : null}
      {file && read.data !== undefined ? (
        <Rehearsal key={fileKey(file)} register={register} text={read.data} onDone={onClose} />
      ) : null}
    </Stack>
  );
}

async function rehearse(register: RegisterName, form: PeopleForm, text: string): Promise<Outcome> {
  if (register === 'party' && form === 'list') {
    const { people, teams, memberships, ...rest } = await client.registers.importPeople({
      text,
      dryRun: true,
    });
    return {
      ...rest,
      parts: [
        { what: say('people'), ...people },
        { what: say('teams'), changed: 0, ...teams },
        { what: say('memberships'), changed: 0, ...memberships },
      ],
      added: [],
      changedKeys: [],
    };
  }
  const { unchanged, ...rest } = await client.registers.importCsv({ register, text, dryRun: true });
  const { added, changedKeys } = rest;
  return {
    ...rest,
    parts: [{ what: say('entries'), added: added.length, changed: changedKeys.length, unchanged }],
  };
}

function Rehearsal({ register, text, onDone }: { register: RegisterName; text: string; onDone: () => void }) {
  const [form, setForm] = useState(peopleFormOf(text));
  const [reason, setReason] = useState('');
  const { importRegister, importPeople } = useSteward();
  const trial = useQuery({
    queryKey: [...orpc.registers.key(), 'rehearse', register, form, text],
    queryFn: () => rehearse(register, form, text),
    gcTime: 0,
    retry: false,
  });
  const why = reason.trim() ? { reason: reason.trim() } : {};
  const apply = () =>
    register === 'party' && form === 'list'
      ? importPeople.mutate({ text, ...why }, { onSuccess: onDone })
      : importRegister.mutate({ register, text, ...why }, { onSuccess: onDone });
  const changed = trial.data?.parts.reduce((sum, part) => sum + part.added + part.changed, 0) ?? 0;
  const failed = importRegister.error ?? importPeople.error;
  return (
    <>
      {register === 'party' && (
        <SegmentedControl
          aria-label={say('What the file is')}
          data={[
            { value: 'list', label: say('A list of people with teams') },
            { value: 'register', label: say('A register as exported') },
          ]}
          value={form}
          onChange={(next) => setForm(next === 'list' ? 'list' : 'register')}
        />
      )}
      {trial.error ? <ErrorState error={trial.error} onRetry={() => void trial.refetch()} /> : null}
      {trial.isPending ? <Loading what={say('what the file would change')} bars={[80]} /> : null}
      {trial.data ? <FileOutcome outcome={trial.data} /> : null}
      <TextInput
        label={say('Why (optional, for the ledger)')}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {failed ? <ErrorState error={failed} /> : null}
      {trial.data && changed === 0 ? (
        <Alert variant="outline" color="gray" title={say('Nothing would change')}>
          {say('Everything that can be used of the file is in the register already.')}
        </Alert>
      ) : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>
          {say('Cancel')}
        </Button>
        <Button
          disabled={changed === 0}
          loading={importRegister.isPending || importPeople.isPending}
          onClick={apply}
        >
          {say('Import')}
        </Button>
      </Group>
    </>
  );
}
