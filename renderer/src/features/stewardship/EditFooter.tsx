import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { ChangePreview, type PreviewProps } from './ChangePreview.tsx';
import classes from './stewardship.module.css';
import { say } from '../../shared/language/say.ts';
import { unitsOf } from './model/words.ts';

interface Props extends PreviewProps {
  /** What applying came to. */
  applying: { readonly error: Error | null; readonly isPending: boolean };
  /** Stands before the buttons. */
  note?: ReactNode;
  onApply: () => void;
  onCancel: () => void;
}

/** The end of every dialog that states something: what will change, why it could not be, and the buttons. */
export function EditFooter({ applying, note, onApply, onCancel, ...preview }: Props) {
  const { changed, total, unit } = preview;
  return (
    <div className={classes.footer}>
      <ChangePreview {...preview} />
      {applying.error && <ErrorState error={applying.error} />}
      <Group justify="flex-end" gap="xs">
        {note}
        <Button variant="default" onClick={onCancel}>
          {say('Cancel')}
        </Button>
        <Button disabled={changed === 0} loading={applying.isPending} onClick={onApply}>
          {total === 1 || changed === 0
            ? say('Apply')
            : say('Apply to {units}', { units: unitsOf(unit, changed) })}
        </Button>
      </Group>
    </div>
  );
}
