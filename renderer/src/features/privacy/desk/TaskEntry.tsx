import { Badge, Checkbox, Code, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { CaseView, CaseWork } from '../../../../../contract/index.ts';
import { CopyText } from '../../../shared/CopyText.tsx';
import { formatDate } from '../model/civil-date.ts';
import classes from '../privacy.module.css';
import { AttachFile } from './AttachFile.tsx';
import { OutcomeForm } from './OutcomeForm.tsx';
import { TaskFiles } from './TaskFiles.tsx';
import { sentence } from './words.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  view: CaseView;
  task: string;
  stores: readonly CaseWork[];
}

/** Names and SQL of a task are long: they unfold. */
export function TaskEntry({ view, task, stores }: Props) {
  const [open, setOpen] = useState(false);
  const [first] = stores;
  if (!first) return null;
  const done = stores.filter((store) => store.outcome !== null).length;
  const owners = [...new Set(stores.flatMap((store) => store.owners))];
  return (
    <details className={classes.system} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <Text component="summary" size="sm" className={classes.wrap}>
        <strong>{task}</strong> {first.work === 'notify' ? 'Recipients' : first.system}
        {say(': {places, plural, one {# place} other {# places}}, {done} with an outcome', {
          places: stores.length,
          done,
        })}
        {first.work === 'search' && ` · ${ownersInShort(owners)}`}
      </Text>
      {open && <TaskBody view={view} task={task} stores={stores} />}
    </details>
  );
}

/** Three are named; the rest stand with the places. */
function ownersInShort(owners: readonly string[]): string {
  if (owners.length === 0) return 'no owner is named';
  const more = owners.length > 3 ? ` and ${owners.length - 3} more` : '';
  return `${owners.slice(0, 3).join(', ')}${more}`;
}

function TaskBody({ view, task, stores }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const work = stores[0]!.work;
  const toggle = (id: number, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <Stack gap="sm" mt="xs">
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={say('Places of {task}', { task })}
      >
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={36}>
                <Checkbox
                  aria-label={say('Choose all places of {task}', { task })}
                  checked={chosen.size === stores.length}
                  indeterminate={chosen.size > 0 && chosen.size < stores.length}
                  onChange={(event) =>
                    setChosen(new Set(event.currentTarget.checked ? stores.map(({ id }) => id) : []))
                  }
                />
              </Table.Th>
              <Table.Th>{say('Place')}</Table.Th>
              <Table.Th>{say('Owner')}</Table.Th>
              <Table.Th>{say('Outcome')}</Table.Th>
              <Table.Th ta="end">{say('Rows')}</Table.Th>
              <Table.Th miw={130}>{say('How, or why not')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {stores.map((store) => (
              <StoreRow
                key={store.id}
                store={store}
                chosen={chosen.has(store.id)}
                onChoose={(on) => toggle(store.id, on)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <OutcomeForm
        reference={view.reference}
        work={work}
        task={task}
        chosen={[...chosen]}
        total={stores.length}
        onDone={() => setChosen(new Set())}
      />
      {work === 'search' && (
        <Group align="flex-start" gap="md">
          <TaskFiles reference={view.reference} task={task} />
          <AttachFile view={view} task={task} />
        </Group>
      )}
    </Stack>
  );
}

interface RowProps {
  store: CaseWork;
  chosen: boolean;
  onChoose: (on: boolean) => void;
}

function StoreRow({ store, chosen, onChoose }: RowProps) {
  const { name, owners, outcome, found, reason, method, backups, check, until, doneOn, doneBy } = store;
  const how = [
    method,
    reason,
    until && `until ${formatDate(until)}`,
    backups && `backups: ${backups}`,
    check && `checked: ${check}`,
  ].filter(Boolean);
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          aria-label={say('Choose {name}', { name })}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td className={classes.wrap}>
        {name}
        {store.path.length > 1 && (
          <Text size="xs" c="dimmed">
            {store.path.join(' → ')}
          </Text>
        )}
        <Sql store={store} />
        {store.notes.map((note) => (
          <Text key={note} size="xs" c="dimmed">
            {note}
          </Text>
        ))}
      </Table.Td>
      <Table.Td className={classes.wrap}>{owners.join(', ')}</Table.Td>
      <Table.Td>
        {outcome ? <Badge color="gray">{sentence(outcome)}</Badge> : 'open'}
        {outcome && (
          <Text size="xs" c="dimmed">
            {[doneOn && formatDate(doneOn), doneBy].filter(Boolean).join(', ')}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end">{found ?? ''}</Table.Td>
      <Table.Td className={classes.wrap}>{how.join('; ')}</Table.Td>
    </Table.Tr>
  );
}

/** The statements of a place: a count first, then the rows. */
function Sql({ store }: { store: CaseWork }) {
  const { statements, dialect, name } = store;
  if (!statements) return null;
  const parts = [
    ['How many rows', statements.count],
    ['The rows', statements.rows],
  ] as const;
  return (
    <details>
      <summary>
        {say('Statements')}
        {dialect ? `, ${dialect}` : ''}
      </summary>
      <Stack gap="xs" mt={4}>
        {parts.map(([title, text]) => (
          <div key={title}>
            <Group justify="space-between" gap="xs">
              <Text size="xs" fw={600}>
                {title}
              </Text>
              <CopyText
                text={text}
                label={say('{toLowerCase} of {name}', { toLowerCase: title.toLowerCase(), name })}
              />
            </Group>
            <Code block tabIndex={0} role="region" aria-label={say('{title} of {name}', { title, name })}>
              {text}
            </Code>
          </div>
        ))}
        <Text size="xs" c="dimmed">
          {say('Parameters in order: {join}', { join: statements.parameters.join(', ') })}
        </Text>
      </Stack>
    </details>
  );
}
