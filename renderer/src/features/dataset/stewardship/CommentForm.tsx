import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { say } from '../../../shared/language/say.ts';

interface FormProps {
  label: string;
  submit: string;
  initial?: string;
  autoFocus?: boolean;
  pending: boolean;
  error: unknown;
  onSubmit: (text: string, done: () => void) => void;
  onCancel?: () => void;
}

/** Words in Markdown; Ctrl+Enter sends them. */
export function CommentForm({ label, submit, initial = '', autoFocus, pending, error, ...on }: FormProps) {
  const [text, setText] = useState(initial);
  const ready = text.trim() !== '' && text.trim() !== initial.trim();
  const send = () => ready && !pending && on.onSubmit(text.trim(), () => setText(''));
  return (
    <Stack gap={6} mt="sm">
      <Textarea
        aria-label={label}
        placeholder={say('Markdown; Ctrl+Enter sends')}
        autoFocus={autoFocus ?? false}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
      />
      {error ? <ErrorState error={error} /> : null}
      <Group gap={4} justify="flex-end">
        {on.onCancel && (
          <Button size="compact-sm" variant="default" onClick={on.onCancel}>
            {say('Cancel')}
          </Button>
        )}
        <Button size="compact-sm" disabled={!ready} loading={pending} onClick={send}>
          {submit}
        </Button>
      </Group>
    </Stack>
  );
}
