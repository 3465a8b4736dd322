import { Table, Text } from '@mantine/core';
import { count } from '../../shared/format.ts';
import classes from './registers.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Told {
  readonly line: number;
  readonly message: string;
}

export interface Outcome {
  readonly lines: number;
  readonly parts: readonly {
    readonly what: string;
    readonly added: number;
    readonly changed: number;
    readonly unchanged: number;
  }[];
  /** Keys of entries. */
  readonly added: readonly string[];
  readonly changedKeys: readonly string[];
  readonly problems: readonly Told[];
  readonly notes: readonly Told[];
}

/** Of a list in the dialog; the rest is counted. */
const SHOWN = 100;

/** What a file would change, and what of it cannot be used. */
export function FileOutcome({ outcome }: { outcome: Outcome }) {
  const { lines, parts, added, changedKeys, problems, notes } = outcome;
  return (
    <section aria-label={say('What the file would change')} aria-live="polite">
      <Text size="sm" fw={600} mb={4}>
        {say('{lines, plural, one {# line} other {# lines}} read', { lines })}
      </Text>
      <Table aria-label={say('What would change')} withTableBorder verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('What')}</Table.Th>
            <Table.Th ta="end">{say('Added')}</Table.Th>
            <Table.Th ta="end">{say('Changed')}</Table.Th>
            <Table.Th ta="end">{say('Unchanged')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map((part) => (
            <Table.Tr key={part.what}>
              <Table.Th scope="row" fw={400}>
                {part.what}
              </Table.Th>
              <Table.Td ta="end">{count(part.added)}</Table.Td>
              <Table.Td ta="end">{count(part.changed)}</Table.Td>
              <Table.Td ta="end">{count(part.unchanged)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Keys title={say('Added')} keys={added} />
      <Keys title={say('Changed')} keys={changedKeys} />
      <Lines title={say('Not used')} lines={problems} />
      <Lines title={say('Notes')} lines={notes} />
    </section>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly string[] }) {
  if (keys.length === 0) return null;
  return (
    <Text size="sm" mt={6} className={classes.wrap}>
      <b>{title}:</b> {keys.slice(0, SHOWN).join(', ')}
      {keys.length > SHOWN
        ? ` (${say('{shown, number} of {total, number}', { shown: SHOWN, total: keys.length })})`
        : ''}
    </Text>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Told[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <Text size="sm" fw={600} mt={6}>
        {title}: {count(lines.length)}
      </Text>
      <ul className={classes.problems} tabIndex={0} aria-label={title}>
        {lines.slice(0, SHOWN).map(({ line, message }, at) => (
          <li key={at} className={classes.wrap}>
            {line === 0
              ? told(message)
              : say('Line {line, number}: {message}', { line, message: told(message) })}
          </li>
        ))}
        {lines.length > SHOWN ? (
          <li>
            {say('{shown, number} of {total, number} are shown.', { shown: SHOWN, total: lines.length })}
          </li>
        ) : null}
      </ul>
    </>
  );
}
