import {
  Badge,
  Button,
  Group,
  Paper,
  Progress,
  SegmentedControl,
  Select,
  Stack,
  Table,
  Text,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { CoverageRow, RecordRole, TemplateId } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count, plural } from '../../../shared/format.ts';
import { AnchorLink, ButtonLink } from '../../../shared/links.tsx';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { validatePrivacySearch } from '../model/search-params.ts';
import { MadeReport } from '../MadeReport.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { useReportJob } from '../use-report-job.ts';
import { RecordPage } from './RecordPage.tsx';
import classes from './processing.module.css';

/** Records of processing by an authority's template: how much of it is answered, and the record as a report. */
export function RecordsTab() {
  const { activity } = validatePrivacySearch(useSearch({ strict: false }));
  const [template, setTemplate] = useState<TemplateId>('ico');
  const [role, setRole] = useState<RecordRole>('controller');
  const vocabulary = useQuery(orpc.processing.vocabulary.queryOptions({ staleTime: Infinity }));
  if (vocabulary.error)
    return <ErrorState error={vocabulary.error} onRetry={() => void vocabulary.refetch()} />;
  if (!vocabulary.data) return <Loading what="the templates" bars={lines(3)} />;
  const { templates } = vocabulary.data;
  const chosen = templates.find(({ id }) => id === template);
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <Select
          label="Template"
          w="34rem"
          maw="100%"
          allowDeselect={false}
          data={templates.map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}` }))}
          value={template}
          onChange={(next) => setTemplate(templates.find(({ id }) => id === next)?.id ?? template)}
        />
        {activity === undefined ? (
          <SegmentedControl
            aria-label="Role of the organisation"
            data={[
              { value: 'controller', label: 'As controller, Art. 30(1)' },
              { value: 'processor', label: 'As processor, Art. 30(2)' },
            ]}
            value={role}
            onChange={(next) => setRole(next === 'processor' ? 'processor' : 'controller')}
          />
        ) : null}
      </Group>
      {chosen ? (
        <Text size="xs" c="dimmed">
          {chosen.note}
        </Text>
      ) : null}
      {activity === undefined ? (
        <Overview template={template} role={role} />
      ) : (
        <RecordPage key={activity} activity={activity} template={template} />
      )}
    </Stack>
  );
}

function Overview({ template, role }: { template: TemplateId; role: RecordRole }) {
  const coverage = useQuery(orpc.processing.coverage.queryOptions({ input: { template, role } }));
  const report = useReportJob();
  const { job } = report;
  if (coverage.error) return <ErrorState error={coverage.error} onRetry={() => void coverage.refetch()} />;
  if (!coverage.data) return <Loading what="the records" bars={lines(5)} />;
  const { items, percent, requiredPercent, ended, fields } = coverage.data;
  if (items.length === 0)
    return (
      <EmptyState
        title={`No activity as ${role} yet`}
        actions={
          <ButtonLink to="/registers" search={{ tab: 'activities' }}>
            Register of activities
          </ButtonLink>
        }
      >
        Records of processing are made from the register of processing activities.
        {ended > 0 ? ` ${plural(ended, 'activity has', 'activities have')} ended.` : ''}
      </EmptyState>
    );
  return (
    <>
      <Paper withBorder p="md" component="section" aria-label="Record of processing">
        <Group justify="space-between" gap="md">
          <Text size="sm" role="status">
            <b>{percent} %</b> of the template is answered, and <b>{requiredPercent} %</b> of what{' '}
            {role === 'controller' ? 'Art. 30(1)' : 'Art. 30(2)'} asks for:{' '}
            {plural(items.length, 'activity', 'activities')}, {plural(fields, 'field')} each.
            {ended > 0 ? ` ${count(ended)} ended, and left out.` : ''}
          </Text>
          <Button
            loading={job.state === 'running'}
            onClick={() => report.start({ kind: 'ropa', template, role })}
          >
            Make the record
          </Button>
        </Group>
        <ReportProgress job={job} onCancel={report.cancel} />
      </Paper>
      <MadeReport job={job} />
      <CoverageTable items={items} />
    </>
  );
}

function CoverageTable({ items }: { items: readonly CoverageRow[] }) {
  const navigate = useNavigate();
  return (
    <div
      className={classes.scroll}
      tabIndex={0}
      role="region"
      aria-label="Activities and how much is answered, scrolls sideways"
    >
      <Table fz="sm" verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Activity</Table.Th>
            <Table.Th w="12rem">Answered</Table.Th>
            <Table.Th ta="end">Of Art. 30</Table.Th>
            <Table.Th ta="end">Stated</Table.Th>
            <Table.Th ta="end">From the catalog</Table.Th>
            <Table.Th ta="end">Does not apply</Table.Th>
            <Table.Th ta="end">Not answered</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr
              key={one.key}
              onDoubleClick={() =>
                void navigate({ to: '/privacy', search: { view: 'records', activity: one.key } })
              }
            >
              <Table.Th scope="row" fw={400} className={classes.wrap}>
                <AnchorLink to="/privacy" search={{ view: 'records', activity: one.key }} size="sm">
                  {one.name}
                </AnchorLink>
              </Table.Th>
              <Table.Td>
                <Group gap="xs" wrap="nowrap">
                  <Progress value={one.percent} flex={1} aria-label={`${one.name}: answered`} />
                  <Text size="sm" w="3rem" ta="end">
                    {one.percent} %
                  </Text>
                </Group>
              </Table.Td>
              <Table.Td ta="end">{one.requiredPercent} %</Table.Td>
              <Table.Td ta="end">{count(one.stated)}</Table.Td>
              <Table.Td ta="end">{count(one.derived)}</Table.Td>
              <Table.Td ta="end">{count(one.notApplicable)}</Table.Td>
              <Table.Td ta="end">
                {one.open > 0 ? (
                  <Badge variant="default" tt="none" title={one.unanswered.join(', ')}>
                    {count(one.open)}
                  </Badge>
                ) : (
                  '0'
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
