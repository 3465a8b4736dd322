import { Paper, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Report } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { count, instant, plural } from '../../shared/format.ts';
import { ButtonLink } from '../../shared/links.tsx';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../shared/grid/use-flat.ts';
import { isParameterFile } from './model/words.ts';
import { ReportFiles } from './ReportFiles.tsx';
import classes from './privacy.module.css';

const KIND_NAME: Record<Report['kind'], string> = {
  dsar: 'Data subject request',
  audit: 'Audit',
  breach: 'Breach',
  'ai-act': 'AI Act record',
  'model-card': 'Model card',
  datasheet: 'Datasheet',
};

/** Every report that was made, newest first; each file can be made again, byte for byte. */
export function ReportsTab() {
  const reports = useFlat(
    useInfiniteQuery(
      orpc.reports.list.infiniteOptions({
        input: (offset: number) => ({ offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        The catalog keeps what a report was made from, not its files. A download makes the file again from the
        recorded revision and compares it with the recorded SHA-256.
      </Text>
      <PagedList
        list={reports}
        what="reports"
        empty={
          <EmptyState
            title="No reports yet"
            actions={
              <ButtonLink to="/privacy" search={{ view: 'audit' }}>
                Make an audit report
              </ButtonLink>
            }
          >
            Reports on requests and audit reports are listed here once made.
          </EmptyState>
        }
      >
        {(items) => items.map((report) => <ReportEntry key={report.id} report={report} />)}
      </PagedList>
    </Stack>
  );
}

function ReportEntry({ report }: { report: Report }) {
  const { kind, title, reference, at, actor, revision, files } = report;
  return (
    <Paper withBorder p="sm" component="article">
      <Title order={2} size="h6" className={classes.wrap}>
        {title}
      </Title>
      <Text size="xs" c="dimmed" className={classes.wrap}>
        {[KIND_NAME[kind], reference, instant(at), `made by ${actor}`, `revision ${count(revision)}`]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <details>
        <Text component="summary" size="sm">
          {plural(files.length, 'file')}
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
        ? 'The parameter file holds the identifiers’ values. It is kept in memory only and goes when the app is closed: save it now if it is needed.'
        : 'The parameter file with the identifiers’ values is not listed: values are never stored, so it is handed out only in the session that made the report.'}
    </Text>
  );
}
