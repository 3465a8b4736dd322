import { Paper, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { count, instant } from '../../../shared/format.ts';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { ButtonLink } from '../../../shared/links.tsx';
import { formatDate } from '../model/civil-date.ts';
import classes from '../privacy.module.css';
import { ReportFiles } from '../ReportFiles.tsx';
import { say } from '../../../shared/language/say.ts';

/** Audit reports and comparisons that were recorded, newest first. */
export function PastAudits() {
  const list = useFlat(
    useInfiniteQuery(
      orpc.audit.reports.infiniteOptions({
        input: (offset: number) => ({ offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  return (
    <PagedList
      list={list}
      what="audits"
      empty={
        <EmptyState
          title={say('No audits yet')}
          actions={
            <ButtonLink to="/privacy" search={{ view: 'audit' }}>
              {say('Audit a period')}
            </ButtonLink>
          }
        >
          {say('Audit reports and comparisons are listed here once made. Two of them can be compared.')}
        </EmptyState>
      }
    >
      {(items) => (
        <Stack gap="sm">
          {items.map((report) => (
            <Paper key={report.id} withBorder p="sm" component="article">
              <Title order={3} size="h6" className={classes.wrap}>
                {report.title}
              </Title>
              <Text size="xs" c="dimmed" className={classes.wrap}>
                {[
                  report.kind === 'audit'
                    ? `Audit of ${report.from ? formatDate(report.from) : 'the beginning'} to ${report.to ? formatDate(report.to) : 'its making'}`
                    : 'Comparison',
                  instant(report.at),
                  `made by ${report.actor}`,
                  `revision ${count(report.revision)}`,
                  `report ${count(report.id)}`,
                ].join(' · ')}
              </Text>
              <details>
                <Text component="summary" size="sm">
                  {say('{files, plural, one {# file} other {# files}}', { files: report.files.length })}
                </Text>
                <ReportFiles report={report} />
              </details>
            </Paper>
          ))}
        </Stack>
      )}
    </PagedList>
  );
}
