import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useStore } from '../store.ts';
import { reasonQuestions, type ReasonQuestion } from './ask-reason.ts';
import { say } from '../language/say.ts';
import { told } from '../language/told.ts';

/** Asks for the reason that a change needs; stands over whatever asked for the change. */
export function ReasonDialog() {
  const [question] = useStore(reasonQuestions);
  return question ? <Question key={question.message} question={question} /> : null;
}

/** Keys that are pressed there are not heard by dialogs beneath. */
const ALONE = { 'data-mantine-stop-propagation': true } as const;

function Question({ question }: { question: ReasonQuestion }) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Modal
      opened
      onClose={() => question.answer(null)}
      title={say('A reason is needed')}
      zIndex={400}
      // Escape is for this dialog alone: the one beneath, which asked for the change, listens as well.
      closeOnEscape={false}
      onKeyDown={(event) => {
        if (event.key === 'Escape') question.answer(null);
      }}
      closeButtonProps={{ 'aria-label': say('Close'), ...ALONE }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (given !== '') question.answer(given);
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{told(question.message)}</Text>
          <Textarea
            label={say('Reason')}
            description={say('Kept in the ledger, and shown in the history of what is changed.')}
            data-autofocus
            required
            maxLength={2000}
            autosize
            minRows={2}
            maxRows={10}
            {...ALONE}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || given === '') return;
              event.preventDefault();
              question.answer(given);
            }}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => question.answer(null)} {...ALONE}>
              {say('Do not change')}
            </Button>
            <Button type="submit" disabled={given === ''} {...ALONE}>
              {say('Change with this reason')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
