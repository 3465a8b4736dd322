import { Badge, Checkbox, Code, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { CaseView, CaseWork } from '../../../../../contract/index.ts';
import { CopyText } from '../../../shared/CopyText.tsx';
import { formatDate } from '../model/civil-date.ts';
import classes from '../privacy.module.css';
import { AttachFile } from './AttachFile.tsx';
import { OutcomeForm } from './OutcomeForm.tsx';
import { TaskFiles } from './TaskFiles.tsx';
import { methodWords, sentence } from './words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { Say } from '../../../shared/language/Say.tsx';
import { told } from '../../../shared/language/told.ts';

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
        <Say
          text="{task} {system}: {places, plural, one {# place} other {# places}}, {done} with an outcome"
          values={{
            task: <strong>{task}</strong>,
            system: first.work === 'notify' ? say('Recipients') : first.system,
            places: stores.length,
            done,
          }}
        />
        {first.work === 'search' && ` · ${ownersInShort(owners)}`}
      </Text>
      {open && <TaskBody view={view} task={task} stores={stores} />}
    </details>
  );
}

/** Three are named; the rest stand with the places. */
function ownersInShort(owners: readonly string[]): string {
  if (owners.length === 0) return say('no owner is named');
  const named = owners.slice(0, 3).join(', ');
  return owners.length > 3
    ? say('{owners} and {more} more', { owners: named, more: owners.length - 3 })
    : named;
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
              <Table.Th>{sayIn('of data', 'Place')}</Table.Th>
              <Table.Th>{sayIn('of a task', 'Owner')}</Table.Th>
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
    method && methodWords(method),
    reason,
    until && say('until {day}', { day: formatDate(until) }),
    backups && say('backups: {backups}', { backups }),
    check && say('checked: {check}', { check }),
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
            {told(note)}
          </Text>
        ))}
      </Table.Td>
      <Table.Td className={classes.wrap}>{owners.join(', ')}</Table.Td>
      <Table.Td>
        {outcome ? <Badge color="gray">{sentence(outcome)}</Badge> : say('open')}
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
    {
      title: say('How many rows'),
      label: say('How many rows of {name}', { name }),
      copied: say('how many rows of {name}', { name }),
      text: statements.count,
    },
    {
      title: say('The rows'),
      label: say('The rows of {name}', { name }),
      copied: say('the rows of {name}', { name }),
      text: statements.rows,
    },
  ];
  return (
    <details>
      <summary>
        {say('Statements')}
        {dialect ? `, ${told(dialect)}` : ''}
      </summary>
      <Stack gap="xs" mt={4}>
        {parts.map(({ title, label, copied, text }) => (
          <div key={title}>
            <Group justify="space-between" gap="xs">
              <Text size="xs" fw={600}>
                {title}
              </Text>
              <CopyText text={text} label={copied} />
            </Group>
            <Code block tabIndex={0} role="region" aria-label={label}>
              {text}
            </Code>
          </div>
        ))}
        <Text size="xs" c="dimmed">
          {say('Parameters in order: {parameters}', { parameters: statements.parameters.join(', ') })}
        </Text>
      </Stack>
    </details>
  );
}
