import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { explain } from '../../../shared/errors.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly title: string;
  readonly opened: boolean;
  readonly name: string;
  /** Rejects with words for the user when the name cannot be taken. */
  readonly onSubmit: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

function Form({ name, onSubmit, onClose }: Omit<Props, 'title' | 'opened'>) {
  const [text, setText] = useState(name);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      await onSubmit(text.trim());
    } catch (error) {
      setTrouble(explain(error).cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        label={say('Name')}
        value={text}
        maxLength={200}
        data-autofocus
        error={trouble}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {say('Cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={text.trim() === ''}>
          {say('Save')}
        </Button>
      </Group>
    </form>
  );
}

/** Asks for a name and says why it cannot be taken. */
export function NameDialog({ title, opened, ...form }: Props) {
  return (
    <Modal opened={opened} onClose={form.onClose} title={title}>
      <Form {...form} />
    </Modal>
  );
}
