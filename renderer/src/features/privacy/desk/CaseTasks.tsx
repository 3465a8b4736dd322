import { Button, Code, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { WORK_KINDS, type CaseView, type CaseWork } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { plural } from '../../../shared/format.ts';
import { host } from '../../../shared/host.ts';
import { Section } from '../../../shared/Section.tsx';
import { fromBase64 } from '../model/base64.ts';
import classes from '../privacy.module.css';
import { OutcomeForm } from './OutcomeForm.tsx';
import { words } from './use-desk.ts';

type Work = (typeof WORK_KINDS)[number];
const NAME: Record<Work, string> = { search: 'Search', erase: 'Erase', notify: 'Tell recipients' };

/** The work of a case by system: what to search, to erase, whom to tell, and what came of it. */
export function CaseTasks({ view }: { view: CaseView }) {
  const [work, setWork] = useState<Work>('search');
  const rows = view.work.filter((row) => row.work === work);
  const tasks = [...Map.groupBy(rows, (row) => row.task)];
  return (
    <Section title="Work">
      <Stack gap="sm">
        {view.work.length === 0 ? (
          <Text size="sm" c="dimmed">
            The tasks are made from the catalog when the case moves to collecting.
          </Text>
        ) : (
          <SegmentedControl
            aria-label="Kind of work"
            value={work}
            onChange={(value) => setWork(WORK_KINDS.find((one) => one === value) ?? work)}
            data={WORK_KINDS.map((value) => ({
              value,
              label: `${NAME[value]} ${view[value].done}/${view[value].total}`,
            }))}
          />
        )}
        {tasks.map(([task, stores]) => (
          <Task key={`${work} ${task}`} view={view} task={task} stores={stores} />
        ))}
      </Stack>
    </Section>
  );
}

/** Names and SQL of a task are long: they unfold. */
function Task({ view, task, stores }: { view: CaseView; task: string; stores: readonly CaseWork[] }) {
  const [first] = stores;
  const done = stores.filter((store) => store.outcome !== null).length;
  const save = useMutation({
    mutationFn: async () => {
      for (const { name, mediaType, base64 } of await client.desk.taskFiles({
        reference: view.reference,
        task,
      }))
        await host.save(name, mediaType, fromBase64(base64));
    },
  });
  if (!first) return null;
  return (
    <details className={classes.system}>
      <Text component="summary" size="sm" className={classes.wrap}>
        <strong>{task}</strong> {first.work === 'notify' ? 'Recipients' : first.system}:{' '}
        {plural(stores.length, 'place')}, {done} with an outcome
      </Text>
      <Stack gap="xs" mt="xs">
        <div className={classes.scrollX} tabIndex={0} role="region" aria-label={`Places of ${task}`}>
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Place</Table.Th>
                <Table.Th>Owner</Table.Th>
                <Table.Th>Outcome</Table.Th>
                <Table.Th ta="end">Rows</Table.Th>
                <Table.Th>Why not, how</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {stores.map((store) => (
                <Table.Tr key={store.id}>
                  <Table.Td className={classes.wrap}>
                    {store.name}
                    {store.statements && (
                      <details>
                        <summary>Statement{store.dialect ? `, ${store.dialect}` : ''}</summary>
                        <Code block>{`${store.statements.count}\n\n${store.statements.rows}`}</Code>
                      </details>
                    )}
                    {store.notes.map((note) => (
                      <Text key={note} size="xs" c="dimmed">
                        {note}
                      </Text>
                    ))}
                  </Table.Td>
                  <Table.Td className={classes.wrap}>{store.owners.join(', ')}</Table.Td>
                  <Table.Td>{store.outcome ? words(store.outcome) : 'open'}</Table.Td>
                  <Table.Td ta="end">{store.found ?? ''}</Table.Td>
                  <Table.Td>{store.reason ?? store.method ?? ''}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
        <Group align="flex-end" gap="sm">
          <OutcomeForm reference={view.reference} work={first.work} task={task} />
          {first.work === 'search' && (
            <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
              Files for the owner
            </Button>
          )}
        </Group>
        {save.error && <ErrorState error={save.error} />}
      </Stack>
    </details>
  );
}
