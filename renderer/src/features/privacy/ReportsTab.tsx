import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Report } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { instant } from '../../shared/format.ts';
import { AnchorLink, ButtonLink } from '../../shared/links.tsx';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../shared/grid/use-flat.ts';
import { AUDIENCE_NAME, isParameterFile, kindName } from './model/words.ts';
import { ReportFiles } from './ReportFiles.tsx';
import { ReportFilters, type ReportFilter } from './reports/ReportFilters.tsx';
import classes from './privacy.module.css';
import { say } from '../../shared/language/say.ts';
import { titleOf } from './reports/model/report-title.ts';

/** Every report that was made, newest first; each file can be made again, byte for byte. */
export function ReportsTab() {
  const [filter, setFilter] = useState<ReportFilter>({});
  const query = useInfiniteQuery(
    orpc.reports.list.infiniteOptions({
      input: (offset: number) => ({ offset, limit: PAGE, ...filter }),
      ...paging,
      placeholderData: keepPreviousData,
    }),
  );
  const reports = useFlat(query);
  const filtered = Object.keys(filter).length > 0;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {say(
          'The catalog keeps what a report was made from, not its files. A download makes the file again from the recorded revision and compares it with the recorded SHA-256.',
        )}
      </Text>
      <ReportFilters filter={filter} kinds={query.data?.pages[0]?.kinds ?? []} onChange={setFilter} />
      <PagedList
        list={reports}
        what={say('reports')}
        empty={
          filtered ? (
            <EmptyState title={say('No report fits')}>{say('Change or clear the filters above.')}</EmptyState>
          ) : (
            <EmptyState
              title={say('No reports yet')}
              actions={
                <ButtonLink to="/privacy" search={{ view: 'audit' }}>
                  {say('Make an audit report')}
                </ButtonLink>
              }
            >
              {say('Reports on requests and audit reports are listed here once made.')}
            </EmptyState>
          )
        }
      >
        {(items) => items.map((report) => <ReportEntry key={report.id} report={report} />)}
      </PagedList>
    </Stack>
  );
}

function ReportEntry({ report }: { report: Report }) {
  const { id, kind, reference, at, actor, revision, files, audience } = report;
  return (
    <Paper withBorder p="sm" component="article">
      <Title order={2} size="h6" className={classes.wrap}>
        <AnchorLink to="/reports/$id" params={{ id: String(id) }} inherit>
          {titleOf(report)}
        </AnchorLink>
      </Title>
      <Group gap="xs">
        {audience === 'outside' && (
          <Badge variant="light" size="sm">
            {AUDIENCE_NAME.outside}
          </Badge>
        )}
        <Text size="xs" c="dimmed" className={classes.wrap}>
          {[
            kindName(kind),
            reference,
            instant(at),
            say('made by {actor}', { actor }),
            say('revision {revision, number}', { revision }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Group>
      <details>
        <Text component="summary" size="sm">
          {say('{files, plural, one {# file} other {# files}}', { files: files.length })}
        </Text>
        <ReportFiles report={report} />
        {kind === 'dsar' && <ParameterNote report={report} />}
      </details>
    </Paper>
  );
}

/** Identifier values are never stored, so their file cannot be made again later. */
function ParameterNote({ report }: { report: Report }) {
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {report.files.some(isParameterFile)
        ? say(
            'The parameter file holds the identifiers’ values. It is kept in memory only and goes when the app is closed: save it now if it is needed.',
          )
        : say(
            'The parameter file with the identifiers’ values is not listed: values are never stored, so it is handed out only in the session that made the report.',
          )}
    </Text>
  );
}
