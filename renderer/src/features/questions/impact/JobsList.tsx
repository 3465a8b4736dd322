import { useNavigate } from '@tanstack/react-router';
import { Text } from '@mantine/core';
import type { JobRef, QuestionSubject } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { usePagedRows } from '../../../shared/grid/use-paged-rows.ts';
import { RowGrid } from '../../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../../shared/grid/grid-column.ts';
import { calmly } from '../../../shared/words.ts';
import { JobLink } from '../../jobs/pieces.tsx';
import { useAt } from '../use-at.tsx';
import classes from '../questions.module.css';
import { say } from '../../../shared/language/say.ts';

type Row = JobRef & { reads: number };

const COLUMNS: readonly GridColumn<Row>[] = [
  { id: 'name', header: say('Job'), width: 'minmax(14rem, 3fr)', render: (job) => <JobLink job={job} /> },
  { id: 'kind', header: say('Kind'), width: '10rem', render: ({ kind }) => kind && calmly(kind) },
  {
    id: 'namespace',
    header: say('Namespace'),
    width: 'minmax(9rem, 2fr)',
    from: 700,
    render: ({ namespace }) => <span title={namespace}>{namespace}</span>,
  },
  {
    id: 'reads',
    header: say('Affected datasets read'),
    width: '11rem',
    align: 'end',
    render: ({ reads }) => count(reads),
  },
];

/** Jobs that read what is affected. */
export function JobsList({ subject }: { readonly subject: QuestionSubject }) {
  const navigate = useNavigate();
  const at = useAt();
  const rows = usePagedRows<Row, { total: number; items: Row[] }>((offset, limit) =>
    orpc.questions.jobs.queryOptions({ input: { subject, at, offset, limit } }),
  );
  if (rows.error) return <ErrorState error={rows.error} onRetry={rows.refetch} />;
  if (!rows.isPending && rows.total === 0) return <Text size="sm">{say('No job reads any of it.')}</Text>;
  return (
    <div className={classes.grid}>
      <RowGrid
        label={say('Jobs that read affected data')}
        columns={COLUMNS}
        rowCount={rows.isPending ? 8 : rows.total}
        rowAt={rows.rowAt}
        onOpen={({ id }) => void navigate({ to: '/job/$id', params: { id: String(id) } })}
        onRangeChange={rows.onRangeChange}
        minWidth="34rem"
      />
    </div>
  );
}
