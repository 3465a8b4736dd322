import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Target } from '../../../../contract/index.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { say } from '../../shared/language/say.ts';

/** What is being described. */
export interface Describing {
  readonly target: Target;
  readonly name: string;
  /** The steward's own text so far; empty for none. */
  readonly text: string;
  /** The text that shows now, whoever wrote it. */
  readonly given: string | null;
}

const MAX_TEXT = 100_000;

/** Writes, changes or withdraws the steward's description of a dataset or column. */
export function DescriptionDialog({ editing, onClose }: { editing: Describing | null; onClose: () => void }) {
  return (
    <Modal
      opened={editing !== null}
      onClose={onClose}
      size="lg"
      title={editing && say('Description of {name}', { name: editing.name })}
    >
      {editing && (
        <DescriptionForm
          key={`${editing.target.on} ${editing.target.id}`}
          editing={editing}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

function DescriptionForm({ editing, onClose }: { editing: Describing; onClose: () => void }) {
  const { target, text: before, given } = editing;
  const [text, setText] = useState(before);
  const { describe } = useSteward();
  const withdrawing = before !== '' && text.trim() === '';
  return (
    <Stack gap="sm">
      <Textarea
        data-autofocus
        label={say('Description')}
        description={say('Plain text or Markdown. HTML in it is shown as it is written.')}
        value={text}
        maxLength={MAX_TEXT}
        autosize
        minRows={6}
        maxRows={20}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {before === '' && given && (
        <Button size="compact-sm" variant="subtle" onClick={() => setText(given)}>
          {say('Start from the imported text')}
        </Button>
      )}
      {withdrawing && (
        <Text size="sm" role="status">
          {say('An empty text withdraws your description; the sources’ descriptions then show again.')}
        </Text>
      )}
      {describe.error && <ErrorState error={describe.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {say('Cancel')}
        </Button>
        <Button
          disabled={text.trim() === before.trim()}
          loading={describe.isPending}
          onClick={() => describe.mutate({ target, text: text.trim() }, { onSuccess: onClose })}
        >
          {withdrawing ? say('Withdraw description') : say('Save description')}
        </Button>
      </Group>
    </Stack>
  );
}
