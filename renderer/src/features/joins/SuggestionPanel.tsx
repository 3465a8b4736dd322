import { Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JoinComparison, SuggestedJoin } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { AnchorLink } from '../../shared/links.tsx';
import { kindName, sourceName } from '../../shared/words.ts';
import { Loading } from '../../shared/Loading.tsx';
import classes from './joins.module.css';
import { basisName, percent } from './model/words.ts';
import { inWords, pathWords } from '../imports/places.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  suggestion: SuggestedJoin;
  busy: boolean;
  onAccept: () => void;
  onReject: () => void;
}

/** One suggestion with its reasons, and both sides next to each other. */
export function SuggestionPanel({ suggestion, busy, onAccept, onReject }: Props) {
  const { kind, a, b, basis, score, reasons } = suggestion;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h5">
          {kind === 'partition'
            ? say('One dataset in partitions?')
            : kind === 'job'
              ? say('The same job?')
              : say('The same dataset?')}
        </Title>
        <Badge color="gray" tt="none">
          {basisName(basis)}, {percent(score)}
        </Badge>
      </Group>
      <ul className={classes.reasons}>
        {reasons.map((reason) => (
          <li key={reason} className={classes.wrap}>
            {told(reason)}
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <Button size="compact-md" onClick={onAccept} loading={busy}>
          {kind === 'partition' ? say('Show as one (Y)') : say('Join (Y)')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onReject} disabled={busy}>
          {say('Keep apart (N)')}
        </Button>
      </Group>
      {kind === 'dataset' && b ? <SideBySide a={a.id} b={b.id} /> : null}
      {kind !== 'dataset' &&
        [a, b].map((side) =>
          side ? (
            <div key={side.id} className={classes.wrap}>
              <Text size="sm" fw={600}>
                {side.name}
              </Text>
              <Text size="xs" c="dimmed">
                {side.namespace}
                {side.sources.length > 0 ? ` · ${side.sources.map(sourceName).join(', ')}` : ''}
              </Text>
            </div>
          ) : null,
        )}
    </Stack>
  );
}

export function SideBySide({ a, b }: { a: number; b: number }) {
  const { data, error, refetch } = useQuery(orpc.joins.compare.queryOptions({ input: { a, b } }));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('both sides')} bars={[240]} />;
  return (
    <Stack gap="sm">
      <Group grow align="flex-start" gap="sm">
        <SideFacts side={data.a} />
        <SideFacts side={data.b} />
      </Group>
      <ComparedColumns comparison={data} />
    </Stack>
  );
}

/** A level of sensitivity within a list. */
const levelWords = (level: string): string =>
  say(
    '{level, select, public {public} internal {internal} confidential {confidential} restricted {restricted} other {{level}}}',
    { level },
  );

function SideFacts({ side }: { side: JoinComparison['a'] }) {
  return (
    <div className={classes.wrap}>
      <AnchorLink to="/dataset/$id" params={{ id: String(side.id) }} size="sm" fw={600}>
        {side.name}
      </AnchorLink>
      <Text size="xs" c="dimmed">
        {side.namespace}
      </Text>
      <Text size="xs">
        {say('{kind}, {upstream, number} upstream, {downstream, number} downstream', {
          kind: kindName(side.kind),
          upstream: side.upstream,
          downstream: side.downstream,
        })}
      </Text>
      {(side.owners.length > 0 || side.sensitivity !== null) && (
        <Text size="xs">
          {[side.sensitivity === null ? null : levelWords(side.sensitivity), ...side.owners]
            .filter((one) => one !== null)
            .join(', ')}
        </Text>
      )}
      {side.evidence.map(({ importer, file, at }) => (
        <Text key={`${importer} ${file} ${at}`} size="xs" c="dimmed">
          {sourceName(importer)}: {pathWords(file)}, {inWords(at)}
        </Text>
      ))}
      {side.evidence.length === 0 && (
        <Text size="xs" c="dimmed">
          {say('Mentioned only; no source describes it.')}
        </Text>
      )}
    </div>
  );
}

function ComparedColumns({ comparison }: { comparison: JoinComparison }) {
  const { columns, columnsTotal, common } = comparison;
  if (columnsTotal === 0)
    return (
      <Text size="sm" c="dimmed">
        {say('No columns are known on either side.')}
      </Text>
    );
  const cell = (type: string | null) => (type === null ? '–' : type === '' ? say('yes') : type);
  return (
    <>
      <Text size="sm">
        {say(
          '{common, number} of {columns, plural, one {# column} other {# columns}} {common, plural, one {is} other {are}} on both sides.',
          {
            common,
            columns: columnsTotal,
          },
        )}
        {columns.length < columnsTotal
          ? ` ${say('The first {shown, number} are shown.', { shown: columns.length })}`
          : ''}
      </Text>
      <Table aria-label={say('Columns of both sides')} fz="xs" verticalSpacing={2} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Column')}</Table.Th>
            <Table.Th>{say('One')}</Table.Th>
            <Table.Th>{say('Other')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.map((column) => (
            <Table.Tr key={column.name}>
              <Table.Td className={classes.wrap}>{column.name}</Table.Td>
              <Table.Td className={classes.wrap}>{cell(column.a)}</Table.Td>
              <Table.Td className={classes.wrap}>{cell(column.b)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
