import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import type { EntryInput, RegisterName } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { useSteward } from '../stewardship/use-steward.tsx';
import { EntryFields } from './EntryFields.tsx';
import { changesOf, draftOf, problemsOf, type EntryDraft } from './model/entry-draft.ts';
import { REGISTER_WORDS, type RegisterEntry } from './model/entries.ts';
import { say } from '../../shared/language/say.ts';

export interface EntryEdit {
  /** Null: a new one. */
  readonly entry: RegisterEntry | null;
  /** Of a new one: what it stands beneath. */
  readonly parent?: string;
}

interface Props {
  register: RegisterName;
  entries: readonly RegisterEntry[];
  edit: EntryEdit | null;
  onClose: () => void;
  onShow: (key: string) => void;
}

/** Adds an entry or changes one. */
export function EntryDialog({ register, entries, edit, onClose, onShow }: Props) {
  return (
    <Modal
      opened={edit !== null}
      onClose={onClose}
      size="lg"
      title={edit?.entry ? say('Change {name}', { name: edit.entry.name }) : REGISTER_WORDS[register].fresh}
    >
      {edit && <Form key={edit.entry?.key ?? ''} {...{ register, entries, edit, onClose, onShow }} />}
    </Modal>
  );
}

function Form({ register, entries, edit, onClose, onShow }: Props & { edit: EntryEdit }) {
  const [draft, setDraft] = useState<EntryDraft>(draftOf(edit.entry, edit.parent ?? null));
  const [tried, setTried] = useState(false);
  const [taken, setTaken] = useState<string | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const { putEntries } = useSteward();
  const problems = problemsOf(register, draft);
  const changes = changesOf(register, draftOf(edit.entry, null), draft);
  const set = (part: Partial<EntryDraft>) => {
    setTaken(null);
    setDraft({ ...draft, ...part });
  };

  /** A new entry must not change one that is there under the same key: that is asked first. */
  async function save() {
    setTried(true);
    setFailed(null);
    if (Object.keys(problems).length > 0) return;
    const entry: EntryInput = edit.entry ? { key: edit.entry.key, ...changes } : changes;
    try {
      if (!edit.entry) {
        const trial = await client.registers.put({ register, entries: [entry], dryRun: true });
        const [changed] = trial.changedKeys;
        const same = () => entry.key ?? entries.find(({ name }) => name === entry.name)?.key ?? draft.name;
        const key = changed ?? (trial.unchanged > 0 ? same() : null);
        if (key !== null) return setTaken(key);
      }
      const reason = draft.reason.trim();
      const result = await putEntries.mutateAsync({ register, entries: [entry], ...(reason && { reason }) });
      onClose();
      const [added] = result.added;
      if (added !== undefined) onShow(added);
    } catch (error) {
      setFailed(error);
    }
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <EntryFields
          {...{ register, entries, draft }}
          entryKey={edit.entry?.key ?? null}
          problems={tried ? problems : {}}
          onChange={set}
        />
        {taken !== null && (
          <Alert color="orange" variant="outline" title={say('There is one already')} role="alert">
            <Group justify="space-between" gap="xs">
              {say('The key {taken} is taken. Give this one a key of its own, or change the other.', {
                taken,
              })}
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  onClose();
                  onShow(taken);
                }}
              >
                {say('Show the other')}
              </Button>
            </Group>
          </Alert>
        )}
        {failed ? <ErrorState error={failed} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
          <Button
            type="submit"
            loading={putEntries.isPending}
            disabled={edit.entry !== null && Object.keys(changes).length === 0}
          >
            {edit.entry ? say('Save') : say('Add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
