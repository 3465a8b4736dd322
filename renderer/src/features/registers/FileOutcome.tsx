import { Table, Text } from '@mantine/core';
import { count, plural } from '../../shared/format.ts';
import classes from './registers.module.css';

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
    <section aria-label="What the file would change" aria-live="polite">
      <Text size="sm" fw={600} mb={4}>
        {plural(lines, 'line')} read
      </Text>
      <Table aria-label="What would change" withTableBorder verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th ta="end">Added</Table.Th>
            <Table.Th ta="end">Changed</Table.Th>
            <Table.Th ta="end">Unchanged</Table.Th>
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
      <Keys title="Added" keys={added} />
      <Keys title="Changed" keys={changedKeys} />
      <Lines title="Not used" told={problems} />
      <Lines title="Notes" told={notes} />
    </section>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly string[] }) {
  if (keys.length === 0) return null;
  return (
    <Text size="sm" mt={6} className={classes.wrap}>
      <b>{title}:</b> {keys.slice(0, SHOWN).join(', ')}
      {keys.length > SHOWN ? ` (${count(SHOWN)} of ${count(keys.length)})` : ''}
    </Text>
  );
}

function Lines({ title, told }: { title: string; told: readonly Told[] }) {
  if (told.length === 0) return null;
  return (
    <>
      <Text size="sm" fw={600} mt={6}>
        {title}: {count(told.length)}
      </Text>
      <ul className={classes.problems} tabIndex={0} aria-label={title}>
        {told.slice(0, SHOWN).map(({ line, message }, at) => (
          <li key={at} className={classes.wrap}>
            {line === 0 ? '' : `Line ${count(line)}: `}
            {message}
          </li>
        ))}
        {told.length > SHOWN ? (
          <li>
            {count(SHOWN)} of {count(told.length)} are shown.
          </li>
        ) : null}
      </ul>
    </>
  );
}
