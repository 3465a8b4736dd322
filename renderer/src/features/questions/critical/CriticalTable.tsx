import { Button, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import type { RankedDataset } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { ButtonLink } from '../../../shared/links.tsx';
import { namesOf } from '../../../shared/names.ts';
import { sayError } from '../../../shared/say-error.ts';
import { kindName } from '../../../shared/words.ts';
import { DatasetLink } from '../../jobs/pieces.tsx';
import { handleOf } from '../model/search-params.ts';
import { useSteward } from '../../stewardship/use-steward.ts';
import { atSearch, useAt } from '../use-at.tsx';
import classes from '../questions.module.css';
import { say } from '../../../shared/language/say.ts';

/** Datasets with what hangs on them, and the questions to ask of each. */
export function CriticalTable({
  rows,
  suggested = false,
}: {
  readonly rows: readonly RankedDataset[];
  readonly suggested?: boolean;
}) {
  const at = useAt();
  if (rows.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {suggested
          ? say('Nothing more leads to a model, dashboard, report or interface.')
          : at
            ? say('Nothing was marked then.')
            : say('Nothing is marked yet. Mark something, or take one of the suggestions below.')}
      </Text>
    );
  const label = suggested ? say('Suggested') : say('Critical');
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={say('{label}, scrolls', { label })}>
      <Table fz="sm" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Dataset')}</Table.Th>
            <Table.Th>{say('Kind')}</Table.Th>
            <Table.Th>{say('Owners')}</Table.Th>
            <Table.Th ta="end" title={say('Models, dashboards, reports and interfaces downstream')}>
              {say('Leads to')}
            </Table.Th>
            <Table.Th ta="end">{say('Upstream')}</Table.Th>
            <Table.Th ta="end">{say('Downstream')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{say('Questions and changes')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>
                <DatasetLink dataset={row} />
              </Table.Td>
              <Table.Td>{kindName(row.kind)}</Table.Td>
              <Table.Td className={classes.wrap}>{row.owners.join(', ') || say('nobody')}</Table.Td>
              <Table.Td ta="end">{count(row.endpoints)}</Table.Td>
              <Table.Td ta="end">{count(row.upstream)}</Table.Td>
              <Table.Td ta="end">{count(row.downstream)}</Table.Td>
              <Table.Td>
                <Actions row={row} suggested={suggested} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Actions({ row, suggested }: { row: RankedDataset; suggested: boolean }) {
  const { setCritical: set } = useSteward();
  const at = useAt();
  const { leaf } = namesOf(row);
  const of = handleOf('dataset', row.id);
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <ButtonLink
        to="/critical"
        search={{ map: row.id, ...atSearch(at) }}
        size="compact-xs"
        variant="default"
        aria-label={say('Map of {leaf}', { leaf })}
      >
        {say('Map')}
      </ButtonLink>
      <ButtonLink
        to="/impact"
        search={{ of, ...atSearch(at) }}
        size="compact-xs"
        variant="default"
        aria-label={say('Impact of {leaf}', { leaf })}
      >
        {say('Impact')}
      </ButtonLink>
      <ButtonLink
        to="/origin"
        search={{ of, ...atSearch(at) }}
        size="compact-xs"
        variant="default"
        aria-label={say('Origin of {leaf}', { leaf })}
      >
        {say('Origin')}
      </ButtonLink>
      {at ? null : (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={set.isPending}
          aria-label={
            suggested ? say('Mark critical: {leaf}', { leaf }) : say('Not critical: {leaf}', { leaf })
          }
          onClick={() => set.mutate({ ids: [row.id], critical: suggested }, { onError: sayError })}
        >
          {suggested ? say('Mark critical') : say('Not critical')}
        </Button>
      )}
    </Group>
  );
}
