import { SimpleGrid, Stack, Table, Text } from '@mantine/core';
import type { AuditActivity, AuditEntry } from '../../../../../contract/index.ts';
import { count, instant } from '../../../shared/format.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { Section } from '../../../shared/Section.tsx';
import { actionName } from '../../ledger/action-names.ts';
import classes from '../privacy.module.css';
import type { PeriodChoice } from './presets.ts';
import { decisionName } from './words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** What happened in a period. Counts lead to the entries of the ledger that they count. */
export function ActivityView({ activity, period }: { activity: AuditActivity; period: PeriodChoice }) {
  const dates = datesOf(period);
  const { decisions, disclosures, imports } = activity;
  return (
    <>
      <Section
        title={say('Changes')}
        aside={
          <AnchorLink to="/ledger" search={dates} size="sm">
            {say('{entries, plural, one {# ledger entry} other {# ledger entries}}', {
              entries: activity.entries,
            })}
          </AnchorLink>
        }
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <Counts
            caption={say('By actor')}
            rows={activity.byActor.map(({ key, count: n }) => ({
              key,
              name: key,
              count: n,
              search: { actor: key, ...dates },
            }))}
          />
          <Counts
            caption={say('By action')}
            rows={activity.byAction.map(({ key, count: n }) => ({
              key,
              name: actionName(key),
              count: n,
              search: { action: key, ...dates },
            }))}
          />
        </SimpleGrid>
      </Section>
      <Section title={say('Imports')}>
        <Text size="sm" mb="xs">
          {imports.total === 0
            ? say('None.')
            : say(
                '{imports, plural, one {# import} other {# imports}} of {files, plural, one {# file} other {# files}}, each with its SHA-256 in the report; {parts, plural, one {# part} other {# parts}} refused.',
                { imports: imports.total, files: imports.files, parts: imports.refused },
              )}
        </Text>
        <ImportTable imports={imports} />
      </Section>
      <Section title={say('Approvals and decisions')}>
        <Stack gap="xs">
          <Text size="sm">
            {decisions.byKind.map(({ key, count: n }) => `${decisionName(key)}: ${count(n)}`).join(' · ') ||
              say('None.')}
          </Text>
          <EntryTable
            caption={say('Decisions')}
            entries={decisions.latest.map((one) => ({ ...one, what: decisionName(one.kind) }))}
            total={decisions.total}
          />
        </Stack>
      </Section>
      <Section title={say('Access and disclosures')}>
        <Stack gap="xs">
          <Counts
            caption={say('Disclosures by kind')}
            rows={disclosures.byAction.map(({ key, count: n }) => ({
              key,
              name: actionName(key),
              count: n,
              search: { action: key, ...dates },
            }))}
          />
          <EntryTable
            caption={say('Disclosures')}
            entries={disclosures.latest.map((one) => ({ ...one, what: actionName(one.action) }))}
            total={disclosures.total}
          />
        </Stack>
      </Section>
    </>
  );
}

/** A period as the ledger's filter takes it. */
export function datesOf({ from, to }: PeriodChoice): { from?: string; to?: string } {
  return { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
}

interface CountRow {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly search: { action?: string; actor?: string; from?: string; to?: string };
}

function Counts({ caption, rows }: { caption: string; rows: readonly CountRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Table fz="sm" verticalSpacing={4} captionSide="top">
      <Table.Caption ta="start">{caption}</Table.Caption>
      <Table.Tbody>
        {rows.map(({ key, name, count: n, search }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" fw={400} className={classes.wrap}>
              {name}
            </Table.Th>
            <Table.Td ta="end">
              <AnchorLink
                to="/ledger"
                search={search}
                size="sm"
                aria-label={say('{entries, plural, one {# entry} other {# entries}}: {name}', {
                  entries: n,
                  name,
                })}
              >
                {count(n)}
              </AnchorLink>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function EntryTable({
  caption,
  entries,
  total,
}: {
  caption: string;
  entries: readonly (AuditEntry & { what: string })[];
  total: number;
}) {
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>
        <Text component="span" size="sm">
          {say('The latest {entries, number} of {total, number}', { entries: entries.length, total })}
        </Text>
      </summary>
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={say('{caption}, scrolls sideways', { caption })}
      >
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="end">{say('Entry')}</Table.Th>
              <Table.Th>{say('Time')}</Table.Th>
              <Table.Th>{say('By')}</Table.Th>
              <Table.Th>{say('Kind')}</Table.Th>
              <Table.Th>{say('What')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map(({ seq, at, actor, what, label }) => (
              <Table.Tr key={seq}>
                <Table.Td ta="end">
                  <AnchorLink to="/ledger" search={{ seq }} size="sm">
                    {count(seq)}
                  </AnchorLink>
                </Table.Td>
                <Table.Td>{instant(at)}</Table.Td>
                <Table.Td>{actor}</Table.Td>
                <Table.Td>{what}</Table.Td>
                <Table.Td className={classes.wrap}>{told(label)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}

function ImportTable({ imports }: { imports: AuditActivity['imports'] }) {
  if (imports.latest.length === 0) return null;
  return (
    <div className={classes.scrollX} tabIndex={0} role="region" aria-label={say('Imports, scrolls sideways')}>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="end">{say('Revision')}</Table.Th>
            <Table.Th>{say('Time')}</Table.Th>
            <Table.Th>{say('By')}</Table.Th>
            <Table.Th>{say('What')}</Table.Th>
            <Table.Th ta="end">{say('Files')}</Table.Th>
            <Table.Th ta="end">{say('Accepted')}</Table.Th>
            <Table.Th ta="end">{say('Refused')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {imports.latest.map((one) => (
            <Table.Tr key={one.revision}>
              <Table.Td ta="end">
                <AnchorLink to="/ledger" search={{ seq: one.revision }} size="sm">
                  {count(one.revision)}
                </AnchorLink>
              </Table.Td>
              <Table.Td>{instant(one.at)}</Table.Td>
              <Table.Td>{one.actor}</Table.Td>
              <Table.Td className={classes.wrap}>{told(one.label)}</Table.Td>
              <Table.Td ta="end">{count(one.files)}</Table.Td>
              <Table.Td ta="end">{count(one.accepted)}</Table.Td>
              <Table.Td ta="end">{count(one.rejected)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {imports.total > imports.latest.length && (
        <Text size="xs" c="dimmed" p="xs">
          {say('Showing the latest {count, number} of {total, number}.', {
            count: imports.latest.length,
            total: imports.total,
          })}
        </Text>
      )}
    </div>
  );
}
