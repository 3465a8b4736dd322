import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './stewardship.module.css';
import { say, sayIn } from '../../shared/language/say.ts';

export interface StatementAction {
  readonly name: string;
  readonly run: () => void;
}

const PENDING = { add: say('will be set'), remove: say('will no longer apply') } as const;

interface Props {
  /** Spoken name of what the row is about, for the buttons' labels. */
  name: string;
  children?: ReactNode;
  /** `Stated by dbt, not yet confirmed` or `on 5 of 12`. */
  standing: string;
  /** What the draft will do to it. */
  pending: keyof typeof PENDING | null;
  withdrawn?: boolean;
  actions: readonly StatementAction[];
}

/** One tag or owner that is there already: who says so, and what can be done about it. */
export function StatementRow({ name, children, standing, pending, withdrawn = false, actions }: Props) {
  return (
    <div className={classes.statement} role="listitem">
      <div className={classes.statementText}>
        <Text size="sm" className={withdrawn ? classes.withdrawn : undefined} component="div">
          {children ?? name}
        </Text>
        <Text size="xs" c="dimmed">
          {standing}
          {pending && ` · ${PENDING[pending]}`}
        </Text>
      </div>
      {actions.map((action) => (
        <Button
          key={action.name}
          size="compact-xs"
          variant="default"
          flex="none"
          aria-label={sayIn('button', '{action} {name}', { action: action.name, name })}
          onClick={action.run}
        >
          {action.name}
        </Button>
      ))}
    </div>
  );
}
