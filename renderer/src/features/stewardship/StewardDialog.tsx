import { Modal, Progress, Stack, Text } from '@mantine/core';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { KindEditor } from './KindEditor.tsx';
import { OwnerEditor } from './OwnerEditor.tsx';
import { TagEditor } from './TagEditor.tsx';
import type { EditSubject } from './model/edit-item.ts';
import { KIND_WORDS, type StatedKind } from './model/kinds.ts';
import { useSubjectItems } from './use-subject-items.ts';
import { say } from '../../shared/language/say.ts';

/** Which editor is open, and over what. */
export interface StewardEdit {
  readonly what: 'tags' | 'owners' | 'statements';
  /** Of statements: the kind; without one it is chosen in the dialog. */
  readonly kind?: StatedKind;
  readonly subject: EditSubject;
}

const TITLE: Record<StewardEdit['what'], (subject: string) => string> = {
  tags: (subject) => say('Tags of {subject}', { subject }),
  owners: (subject) => say('Owners of {subject}', { subject }),
  statements: (subject) => say('State something of {subject}', { subject }),
};

function titleOf({ what, kind, subject: { title: subject } }: StewardEdit): string {
  return kind ? say('{kind} of {subject}', { kind: KIND_WORDS[kind].name, subject }) : TITLE[what](subject);
}

/** An editor of tags, owners or statements as a dialog; closed while `edit` is null. */
export function StewardDialog({ edit, onClose }: { edit: StewardEdit | null; onClose: () => void }) {
  return (
    <Modal opened={edit !== null} onClose={onClose} size="lg" title={edit && titleOf(edit)}>
      {edit && <Editor key={titleOf(edit)} edit={edit} onClose={onClose} />}
    </Modal>
  );
}

function Editor({ edit, onClose }: { edit: StewardEdit; onClose: () => void }) {
  const { items, progress, error, retry } = useSubjectItems(edit.subject);
  if (error) return <ErrorState error={error} onRetry={retry} />;
  if (!items) return <Reading {...progress} />;
  switch (edit.what) {
    case 'tags':
      return <TagEditor items={items} onDone={onClose} />;
    case 'owners':
      return <OwnerEditor items={items} onDone={onClose} />;
    case 'statements':
      return <KindEditor items={items} kind={edit.kind} onDone={onClose} />;
  }
}

function Reading({ done, total }: { done: number; total: number }) {
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {say('Reading {done, number} of {total, number}. Close this dialog to stop.', { done, total })}
      </Text>
      <Progress value={total > 0 ? (100 * done) / total : 0} aria-label={say('Reading what is selected')} />
    </Stack>
  );
}
