import { Paper, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { instant } from '../../../shared/format.ts';
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
      what={say('audits')}
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
                    ? say(
                        'Audit of {from, select, none {the beginning} other {{from}}} to {to, select, none {its making} other {{to}}}',
                        {
                          from: report.from ? formatDate(report.from) : 'none',
                          to: report.to ? formatDate(report.to) : 'none',
                        },
                      )
                    : say('Comparison'),
                  instant(report.at),
                  say('made by {actor}', { actor: report.actor }),
                  say('revision {revision, number}', { revision: report.revision }),
                  say('report {report, number}', { report: report.id }),
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
