import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useStore } from '../store.ts';
import { reasonQuestions, type ReasonQuestion } from './ask-reason.ts';

/** Asks for the reason that a change needs; stands over whatever asked for the change. */
export function ReasonDialog() {
  const [question] = useStore(reasonQuestions);
  return question ? <Question key={question.message} question={question} /> : null;
}

function Question({ question }: { question: ReasonQuestion }) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Modal
      opened
      onClose={() => question.answer(null)}
      title="A reason is needed"
      zIndex={400}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (given !== '') question.answer(given);
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{question.message}</Text>
          <Textarea
            label="Reason"
            description="Kept in the ledger, and shown in the history of what is changed."
            data-autofocus
            required
            maxLength={2000}
            autosize
            minRows={2}
            maxRows={10}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || given === '') return;
              event.preventDefault();
              question.answer(given);
            }}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => question.answer(null)}>
              Do not change
            </Button>
            <Button type="submit" disabled={given === ''}>
              Change with this reason
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
