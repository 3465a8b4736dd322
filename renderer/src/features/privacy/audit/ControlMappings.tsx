import { Badge, Button, Group, Modal, Stack, Table, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';

interface Edited {
  readonly key: string;
  readonly name: string;
  readonly json: string;
  readonly isNew: boolean;
}

const NEW: Edited = {
  key: 'own',
  name: 'a new mapping',
  isNew: true,
  json: JSON.stringify(
    {
      key: 'own',
      name: 'Internal controls',
      edition: '2026',
      controls: [
        {
          id: 'C-1',
          title: 'Changes are reviewed',
          support: 'partly',
          evidence: [{ section: 'approvals', shows: 'Reviews and decisions of people.' }],
          note: 'Changes of the source systems are reviewed there.',
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
  if (!all.data) return <Loading what="the control mappings" bars={lines(4)} />;
  return (
    <Section
      title="Control mappings"
      aside={
        <Button size="xs" variant="default" onClick={() => open(NEW)}>
          Add a mapping
        </Button>
      }
    >
      <Text size="sm" c="dimmed" mb="sm">
        A mapping says which part of an audit report is evidence for which control: supports it, partly, or
        not covered by a catalog. It never says that a control is met. Identifiers are those of the
        frameworks, titles are short descriptions.
      </Text>
      <div className={classes.scrollX} tabIndex={0} role="region" aria-label="Mappings, scrolls sideways">
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Framework</Table.Th>
              <Table.Th>Edition</Table.Th>
              <Table.Th ta="end">Controls</Table.Th>
              <Table.Th>Version</Table.Th>
              <Table.Th ta="end">Change</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.data.map(({ key, name, edition, own, controls, covered, json }) => (
              <Table.Tr key={key}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>{edition}</Table.Td>
                <Table.Td ta="end">
                  {count(covered)} of {count(controls)} covered
                </Table.Td>
                <Table.Td>{own ? <Badge tt="none">your own</Badge> : 'bundled'}</Table.Td>
                <Table.Td ta="end">
                  <Group gap={6} justify="flex-end" wrap="nowrap">
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`Edit the mapping of ${name}`}
                      onClick={() => open({ key, name, json, isNew: false })}
                    >
                      Edit
                    </Button>
                    {own && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`Take back your own mapping of ${name}`}
                        loading={edit.isPending && edit.variables.key === key && edit.variables.text === null}
                        onClick={() => edit.mutate({ key, text: null })}
                      >
                        Take back
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
    <Modal opened onClose={onClose} size="xl" title={`Change the mapping: ${edited.name}`}>
      <Stack gap="sm">
        <Textarea
          label="Mapping, as JSON"
          description="Whatever does not fit is told with its place, and nothing is changed then."
          autosize
          minRows={12}
          maxRows={24}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <TextInput
          label="Reason"
          description="For the ledger."
          value={reason}
          maxLength={2000}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error ? <ErrorState error={error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={busy}
            onClick={() => onSave(edited.isNew ? keyIn(text) : edited.key, text, reason.trim())}
          >
            Put it in place
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
