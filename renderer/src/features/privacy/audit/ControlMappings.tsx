import { Badge, Button, Group, Modal, Stack, Table, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

interface Edited {
  readonly key: string;
  readonly name: string;
  readonly json: string;
  readonly isNew: boolean;
}

const NEW: Edited = {
  key: 'own',
  name: say('a new mapping'),
  isNew: true,
  json: JSON.stringify(
    {
      key: 'own',
      name: say('Internal controls'),
      edition: '2026',
      controls: [
        {
          id: 'C-1',
          title: say('Changes are reviewed'),
          support: 'partly',
          evidence: [{ section: 'approvals', shows: say('Reviews and decisions of people.') }],
          note: say('Changes of the source systems are reviewed there.'),
        },
      ],
    },
    null,
    2,
  ),
};

/** Which part of a report is evidence for which control: data that people can change. */
export function ControlMappings() {
  const all = useQuery(orpc.audit.frameworks.queryOptions());
  const [edited, setEdited] = useState<Edited | null>(null);
  const queries = useQueryClient();
  const edit = useMutation(
    orpc.audit.editFramework.mutationOptions({
      onSuccess: () => {
        setEdited(null);
        void queries.invalidateQueries({ queryKey: orpc.audit.key() });
      },
    }),
  );
  const open = (what: Edited) => {
    edit.reset();
    setEdited(what);
  };
  if (all.error) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />;
  if (!all.data) return <Loading what={say('the control mappings')} bars={lines(4)} />;
  return (
    <Section
      title={say('Control mappings')}
      aside={
        <Button size="xs" variant="default" onClick={() => open(NEW)}>
          {say('Add a mapping')}
        </Button>
      }
    >
      <Text size="sm" c="dimmed" mb="sm">
        {say(
          'A mapping says which part of an audit report is evidence for which control: supports it, partly, or not covered by a catalog. It never says that a control is met. Identifiers are those of the frameworks, titles are short descriptions.',
        )}
      </Text>
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={say('Mappings, scrolls sideways')}
      >
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Framework')}</Table.Th>
              <Table.Th>{say('Edition')}</Table.Th>
              <Table.Th ta="end">{say('Controls')}</Table.Th>
              <Table.Th>{say('Version')}</Table.Th>
              <Table.Th ta="end">{say('Change')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.data.map(({ key, name, edition, own, controls, covered, json }) => (
              <Table.Tr key={key}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>{own ? edition : told(edition)}</Table.Td>
                <Table.Td ta="end">
                  {say('{covered, number} of {controls, number} covered', { covered, controls })}
                </Table.Td>
                <Table.Td>{own ? <Badge tt="none">{say('your own')}</Badge> : say('bundled')}</Table.Td>
                <Table.Td ta="end">
                  <Group gap={6} justify="flex-end" wrap="nowrap">
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={say('Edit the mapping of {name}', { name })}
                      onClick={() => open({ key, name, json, isNew: false })}
                    >
                      {say('Edit')}
                    </Button>
                    {own && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={say('Take back your own mapping of {name}', { name })}
                        loading={edit.isPending && edit.variables.key === key && edit.variables.text === null}
                        onClick={() => edit.mutate({ key, text: null })}
                      >
                        {say('Take back')}
                      </Button>
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {edited && (
        <Editor
          edited={edited}
          error={edit.error}
          busy={edit.isPending}
          onClose={() => setEdited(null)}
          onSave={(key, text, reason) => edit.mutate({ key, text, reason: reason || null })}
        />
      )}
    </Section>
  );
}

function Editor({
  edited,
  error,
  busy,
  onClose,
  onSave,
}: {
  edited: Edited;
  error: Error | null;
  busy: boolean;
  onClose: () => void;
  onSave: (key: string, text: string, reason: string) => void;
}) {
  const [text, setText] = useState(edited.json);
  const [reason, setReason] = useState('');
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={say('Change the mapping: {name}', { name: edited.name })}
    >
      <Stack gap="sm">
        <Textarea
          label={say('Mapping, as JSON')}
          description={say('Whatever does not fit is told with its place, and nothing is changed then.')}
          autosize
          minRows={12}
          maxRows={24}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <TextInput
          label={say('Reason')}
          description={say('For the ledger.')}
          value={reason}
          maxLength={2000}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error ? <ErrorState error={error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
          <Button
            loading={busy}
            onClick={() => onSave(edited.isNew ? keyIn(text) : edited.key, text, reason.trim())}
          >
            {say('Put it in place')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The key that a new mapping gives itself; what is no JSON is told by the engine. */
function keyIn(text: string): string {
  try {
    const { key } = JSON.parse(text) as { key?: unknown };
    return typeof key === 'string' && key !== '' ? key.slice(0, 64) : 'own';
  } catch {
    return 'own';
  }
}
