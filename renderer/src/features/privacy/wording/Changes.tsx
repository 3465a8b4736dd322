import { Badge, Table, Text } from '@mantine/core';
import type { Problem } from '../../../../../contract/index.ts';
import { changedLines, type Difference } from '../model/changes.ts';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** What is wrong in a text, line by line. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <div role="alert">
      <Text size="sm" fw={600} c="red">
        {say('{problems, plural, one {# problem} other {# problems}}', { problems: problems.length })}
      </Text>
      <ul className={classes.plainList}>
        {problems.slice(0, 50).map(({ line, message }, index) => (
          <li key={index}>
            <Text size="sm" className={classes.wrap}>
              {line === null ? '' : `${say('Line {line}', { line })}: `}
              {told(message)}
            </Text>
          </li>
        ))}
      </ul>
      {problems.length > 50 && (
        <Text size="xs">{say('50 of {problems} shown.', { problems: problems.length })}</Text>
      )}
    </div>
  );
}

/** Place by place, what is other than what it is compared with. */
export function Differences({ title, changes }: { title: string; changes: readonly Difference[] }) {
  if (changes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {say('{title}: nothing.', { title })}
      </Text>
    );
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title} <Badge variant="default">{changes.length}</Badge>
      </Text>
      <div className={classes.scrollBoth} tabIndex={0} role="region" aria-label={title}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Place')}</Table.Th>
              <Table.Th>{say('Before')}</Table.Th>
              <Table.Th>{say('After')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ place, before, after }) => (
              <Table.Tr key={place}>
                <Table.Td className={classes.wrap}>{place}</Table.Td>
                <Table.Td className={classes.wrap}>{before ?? '–'}</Table.Td>
                <Table.Td className={classes.wrap}>{after ?? '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}

/** Lines of a text that are other than in the one it is compared with. */
export function Lines({ title, before, after }: { title: string; before: string; after: string }) {
  const { old, now } = changedLines(before, after);
  if (old.length + now.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {say('{title}: nothing.', { title })}
      </Text>
    );
  const text = [...old.map((line) => `− ${line}`), ...now.map((line) => `+ ${line}`)].join('\n');
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <div
        className={classes.letter}
        style={{ maxHeight: '18rem', overflow: 'auto' }}
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        {text}
      </div>
    </div>
  );
}
