import { Alert, Code, Group, Stack, Text } from '@mantine/core';
import type { ColumnLineageStatus } from '../../../../contract/index.ts';
import { CopyText } from '../../shared/CopyText.tsx';
import { lineageLine, nextStep } from './model/column-lineage.ts';
import classes from './dataset.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** How far the columns are traced through the SQL that makes them, and what is missing. */
export function ColumnLineageNote({ statuses }: { statuses: readonly ColumnLineageStatus[] }) {
  if (statuses.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={say('Column lineage')}>
      {statuses.map((status) => (
        <Note key={status.job.id} status={status} named={statuses.length > 1} />
      ))}
    </Stack>
  );
}

function Note({ status, named }: { status: ColumnLineageStatus; named: boolean }) {
  const line = lineageLine(status) + (named ? ` (${status.job.name})` : '');
  if (status.status === 'none') return <NotTraced status={status} line={line} />;
  const unresolved = status.columns - status.resolved;
  const more = unresolved + status.undeclaredReads.length + (status.message === null ? 0 : 1);
  if (more === 0) {
    return (
      <Text size="sm" c="dimmed">
        {line}
      </Text>
    );
  }
  return (
    <details>
      <Text component="summary" size="sm">
        {line}
      </Text>
      <Stack gap="xs" pt="xs" pl="md">
        {status.message !== null && <Text size="sm">{told(status.message)}</Text>}
        <Unresolved status={status} />
        {status.undeclaredReads.length > 0 && (
          <Text size="sm">
            {say('The SQL also reads {tables}, which the project does not list as read by this model.', {
              tables: status.undeclaredReads.join(', '),
            })}
          </Text>
        )}
      </Stack>
    </details>
  );
}

function Unresolved({ status }: { status: ColumnLineageStatus }) {
  const { unresolved, columns, resolved } = status;
  if (unresolved.length === 0) return null;
  return (
    <div className={classes.unresolved} tabIndex={0} role="region" aria-label={say('Unresolved columns')}>
      <ul className={classes.wrap}>
        {unresolved.map(({ column, message }) => (
          <li key={column}>
            <Code>{column}</Code>{' '}
            <Text span size="sm">
              {told(message)}
            </Text>
          </li>
        ))}
      </ul>
      {unresolved.length < columns - resolved && (
        <Text size="xs" c="dimmed">
          {say(
            'The first {unresolved, number} of {columns, plural, one {# unresolved column} other {# unresolved columns}}.',
            { unresolved: unresolved.length, columns: columns - resolved },
          )}
        </Text>
      )}
    </div>
  );
}

function NotTraced({ status, line }: { status: ColumnLineageStatus; line: string }) {
  const step = nextStep(status);
  return (
    <Alert variant="outline" color="gray" title={line} p="sm">
      <Text size="sm">{step?.words ?? told(status.message)}</Text>
      {step && (
        <Group gap="xs" mt="xs">
          <Code className={classes.wrap}>{step.command}</Code>
          <CopyText text={step.command} label={say('command')} />
        </Group>
      )}
      {status.detail !== null && (
        <Text size="xs" c="dimmed" mt="xs" className={classes.wrap}>
          {told(status.detail)}
        </Text>
      )}
    </Alert>
  );
}
