import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { EntryInput, RegisterName } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
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
  const { putEntries } = useSteward();
  const problems = problemsOf(register, draft);
  const changes = changesOf(register, draftOf(edit.entry, null), draft);
  /** A new entry must not change one that is there under the same key: that is asked first. */
  const save = useMutation({
    mutationFn: async () => {
      const entry: EntryInput = edit.entry ? { key: edit.entry.key, ...changes } : changes;
      if (!edit.entry) {
        const trial = await client.registers.put({ register, entries: [entry], dryRun: true });
        const [changed] = trial.changedKeys;
        const same = () => entry.key ?? entries.find(({ name }) => name === entry.name)?.key ?? draft.name;
        const key = changed ?? (trial.unchanged > 0 ? same() : null);
        if (key !== null) return { taken: key, added: undefined };
      }
      const reason = draft.reason.trim();
      const { added } = await putEntries.mutateAsync({
        register,
        entries: [entry],
        ...(reason && { reason }),
      });
      return { taken: null, added: added[0] };
    },
  });

  const taken = save.data?.taken ?? null;
  const set = (part: Partial<EntryDraft>) => {
    // What was found out is of what was sent.
    if (!save.isPending) save.reset();
    setDraft({ ...draft, ...part });
  };

  function submit() {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    save.mutate(undefined, {
      onSuccess: ({ taken, added }) => {
        if (taken !== null) return;
        onClose();
        if (added !== undefined) onShow(added);
      },
    });
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
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
        {save.error ? <ErrorState error={save.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={edit.entry !== null && Object.keys(changes).length === 0}
          >
            {edit.entry ? say('Save') : say('Add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
