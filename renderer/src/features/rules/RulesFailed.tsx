import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RuleProblem } from '../../../../contract/index.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  problems: readonly RuleProblem[];
  /** When that was. */
  when?: ReactNode;
  /** What can be done about it. */
  children?: ReactNode;
}

/** Rules that could not be applied, each with the reason. What they stated before stands. */
export function RulesFailed({ problems, when, children }: Props) {
  return (
    <Alert
      variant="outline"
      color="orange"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        problems.some(({ rule }) => rule === null)
          ? say('Steward rules could not be applied')
          : say('Some steward rules could not be applied')
      }
    >
      <Stack gap={6} align="flex-start">
        {problems.map(({ rule, name, message }) => (
          <Text key={`${rule ?? ''} ${message}`} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {name === null ? '' : `${name}: `}
            {told(message)}
          </Text>
        ))}
        <Text size="sm" c="dimmed">
          {say('What they stated before stands.')}
          {when ? <> {when}</> : null}
        </Text>
        {children}
      </Stack>
    </Alert>
  );
}
