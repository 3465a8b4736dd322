import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './panels.module.css';
import { say } from '../../../shared/language/say.ts';

interface PanelProps {
  readonly label: string;
  /** What its button does: `Close paths`. */
  readonly close: string;
  readonly title: ReactNode;
  readonly below?: ReactNode;
  readonly compact: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The column at the right of the picture: details of what is selected, or paths. */
export function Panel({ label, close, title, below, compact, onClose, children }: PanelProps) {
  return (
    <aside className={classes.panel} data-compact={compact || undefined} aria-label={label}>
      <div className={classes.head}>
        <div className={classes.headText}>
          <h2 className={classes.title}>{title}</h2>
          {below}
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={onClose}
          aria-label={close}
          title={say('Close (Esc)')}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      {/* Focusable, so that the keyboard can scroll it. */}
      <div className={classes.body} tabIndex={0} role="group" aria-label={label}>
        {children}
      </div>
    </aside>
  );
}

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3 className={classes.sectionTitle}>{title}</h3>
      {children}
    </section>
  );
}
