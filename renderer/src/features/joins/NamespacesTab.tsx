import { Badge, Button, Checkbox, Group, Table, Text, TextInput } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NamespaceMapping, NamespaceRow } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Section } from '../../shared/Section.tsx';
import { sourceName } from '../../shared/words.ts';
import { Loading } from '../../shared/Loading.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { MapDialog, type MapDraft } from './MapDialog.tsx';
import classes from './joins.module.css';
import { Say } from '../../shared/language/Say.tsx';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** Rows drawn at once; the filter narrows the rest. */
const SHOWN = 500;
const keyOf = (row: NamespaceRow): string => `${row.space} ${row.namespace}`;

/** Every namespace, what it likely is, and what people said of it. */
export function NamespacesTab() {
  const { data, error, refetch } = useQuery(orpc.joins.namespaces.queryOptions());
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<MapDraft | null>(null);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('the namespaces')} bars={[320]} />;
  if (data.items.length === 0)
    return (
      <EmptyState icon={IconWorld} title={say('No namespaces yet')}>
        {say('Every imported dataset and job lives in a namespace: a server, a bucket, a scheduler.')}
      </EmptyState>
    );
  const words = text.trim().toLowerCase();
  const found = data.items.filter((row) =>
    `${row.namespace} ${told(row.platform)} ${row.label ?? ''} ${row.target ?? ''}`
      .toLowerCase()
      .includes(words),
  );
  const rows = data.items.filter((row) => chosen.has(keyOf(row)));
  const toggle = (row: NamespaceRow) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(keyOf(row))) next.add(keyOf(row));
      return next;
    });
  return (
    <div style={{ overflow: 'auto', flex: 1, minHeight: 0 }}>
      <Group gap="xs" align="flex-end" mb="sm">
        <TextInput
          label={say('Filter')}
          placeholder={say('Words of a namespace or platform')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          w={260}
        />
        <Button disabled={rows.length === 0} onClick={() => setDraft(draftOf(rows))}>
          {rows.length > 0
            ? say('Map or name {chosen, number}…', { chosen: rows.length })
            : say('Map or name …')}
        </Button>
        <Button
          variant="default"
          onClick={() =>
            setDraft({ space: 'dataset', match: 'prefix', patterns: [''], target: '', label: '' })
          }
        >
          {say('Map by pattern…')}
        </Button>
        <Text size="sm" c="dimmed" role="status" ms="auto">
          {say('{shown, number} of {total, plural, one {# namespace} other {# namespaces}}', {
            shown: Math.min(SHOWN, found.length),
            total: data.items.length,
          })}
        </Text>
      </Group>
      <Table.ScrollContainer minWidth={760}>
        <Table aria-label={say('Namespaces')} verticalSpacing={4} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={36} aria-label={say('Chosen')} />
              <Table.Th>{say('Namespace')}</Table.Th>
              <Table.Th>{say('Likely')}</Table.Th>
              <Table.Th ta="end">{say('Holds')}</Table.Th>
              <Table.Th>{say('Sources')}</Table.Th>
              <Table.Th>{say('Stands for')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.slice(0, SHOWN).map((row) => (
              <Row
                key={keyOf(row)}
                row={row}
                chosen={chosen.has(keyOf(row))}
                onToggle={() => toggle(row)}
                onMap={(target) => setDraft({ ...draftOf([row]), target })}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {data.mappings.length > 0 && <Mappings mappings={data.mappings} onEdit={setDraft} />}
      <MapDialog
        draft={draft}
        namespaces={data.items}
        onClose={() => setDraft(null)}
        onDone={() => {
          setDraft(null);
          setChosen(new Set());
        }}
      />
    </div>
  );
}

function draftOf(rows: readonly NamespaceRow[]): MapDraft {
  const [first] = rows;
  return {
    space: first?.space ?? 'dataset',
    match: 'exact',
    patterns: rows.filter((row) => row.space === first?.space).map((row) => row.namespace),
    target: rows.length === 1 ? (first?.target ?? '') : '',
    label: rows.length === 1 ? (first?.label ?? '') : '',
  };
}

interface RowProps {
  row: NamespaceRow;
  chosen: boolean;
  onToggle: () => void;
  onMap: (target: string) => void;
}

function Row({ row, chosen, onToggle, onMap }: RowProps) {
  const where = [row.host && (row.port ? `${row.host}:${row.port}` : row.host), row.account, row.region];
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          aria-label={say('Choose {namespace}', { namespace: row.namespace })}
          checked={chosen}
          onChange={onToggle}
          size="xs"
        />
      </Table.Td>
      <Table.Td className={classes.wrap}>
        <Text size="sm">{row.label ?? row.namespace}</Text>
        {row.label !== null && (
          <Text size="xs" c="dimmed">
            {row.namespace}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.wrap}>
        <Text size="sm">{told(row.platform)}</Text>
        <Text size="xs" c="dimmed">
          {where.filter(Boolean).join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td ta="end">
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {row.space === 'job'
            ? say('{jobs, plural, one {# job} other {# jobs}}', { jobs: row.count })
            : say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: row.count })}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{row.sources.map(sourceName).join(', ') || say('mentioned only')}</Text>
      </Table.Td>
      <Table.Td className={classes.wrap}>
        {row.target !== null ? (
          <Badge tt="none" variant="outline" title={row.target}>
            {row.target}
          </Badge>
        ) : (
          row.likely.map((one) => (
            <Button
              key={one.namespace}
              size="compact-xs"
              variant="subtle"
              onClick={() => onMap(one.namespace)}
              title={say('{shared} tables have the same database, schema and table there', {
                shared: one.shared,
              })}
            >
              {say('{namespace}? ({shared, number} alike)', { namespace: one.namespace, shared: one.shared })}
            </Button>
          ))
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** Which namespaces a mapping speaks of: the subject of what is said of them. */
function What({ mapping: { match, pattern } }: { mapping: NamespaceMapping }) {
  const name = <b>{pattern}</b>;
  if (match === 'prefix') return <Say text="What begins with {pattern}" values={{ pattern: name }} />;
  if (match === 'suffix') return <Say text="What ends with {pattern}" values={{ pattern: name }} />;
  return name;
}

function Mappings({
  mappings,
  onEdit,
}: {
  mappings: readonly NamespaceMapping[];
  onEdit: (draft: MapDraft) => void;
}) {
  const { mapNamespaces } = useSteward();
  return (
    <Section title={say('Mappings and names')}>
      {mapNamespaces.error ? <ErrorState error={mapNamespaces.error} /> : null}
      {mappings.map((one) => (
        <Group key={one.id} justify="space-between" wrap="nowrap" gap="sm" mb={4}>
          <Text size="sm" className={classes.wrap}>
            {one.space === 'job' ? `${say('Of jobs:')} ` : ''}
            <What mapping={one} />
            {one.target !== null ? <> {say('stands for {target}', { target: one.target })}</> : null}
            {one.label !== null ? <> {say('is shown as {label}', { label: one.label })}</> : null}{' '}
            <Text span size="xs" c="dimmed">
              {say('{actor}, fits {fits, number}', { actor: one.actor, fits: one.fits })}
              {one.reason ? `: ${one.reason}` : ''}
            </Text>
          </Text>
          <Group gap={4} wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              aria-label={say('Change the mapping of {pattern}', { pattern: one.pattern })}
              onClick={() =>
                onEdit({
                  space: one.space,
                  match: one.match,
                  patterns: [one.pattern],
                  target: one.target ?? '',
                  label: one.label ?? '',
                })
              }
            >
              {sayIn('verb', 'Change')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              disabled={mapNamespaces.isPending}
              aria-label={say('Remove the mapping of {pattern}', { pattern: one.pattern })}
              onClick={() =>
                mapNamespaces.mutate({
                  words: [
                    { space: one.space, match: one.match, pattern: one.pattern, target: null, label: null },
                  ],
                })
              }
            >
              {say('Remove')}
            </Button>
          </Group>
        </Group>
      ))}
    </Section>
  );
}
