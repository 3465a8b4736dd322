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
import { useState, type ReactNode } from 'react';
import type { CoverageRow, RecordRole, TemplateId } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { AnchorLink, ButtonLink } from '../../../shared/links.tsx';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { validatePrivacySearch } from '../model/search-params.ts';
import { MadeReport } from '../MadeReport.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { useReportJob } from '../use-report-job.ts';
import { RecordPage } from './RecordPage.tsx';
import classes from './processing.module.css';
import { Say } from '../../../shared/language/Say.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Records of processing by an authority's template: how much of it is answered, and the record as a report. */
export function RecordsTab() {
  const { activity } = validatePrivacySearch(useSearch({ strict: false }));
  const [template, setTemplate] = useState<TemplateId>('ico');
  const [role, setRole] = useState<RecordRole>('controller');
  const vocabulary = useQuery(orpc.processing.vocabulary.queryOptions({ staleTime: Infinity }));
  if (vocabulary.error)
    return <ErrorState error={vocabulary.error} onRetry={() => void vocabulary.refetch()} />;
  if (!vocabulary.data) return <Loading what={say('the templates')} bars={lines(3)} />;
  const { templates } = vocabulary.data;
  const chosen = templates.find(({ id }) => id === template);
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <Select
          label={say('Template')}
          w="34rem"
          maw="100%"
          allowDeselect={false}
          data={templates.map(({ id, name, authority }) => ({
            value: id,
            label: `${told(name)}, ${authority}`,
          }))}
          value={template}
          onChange={(next) => setTemplate(templates.find(({ id }) => id === next)?.id ?? template)}
        />
        {activity === undefined ? (
          <SegmentedControl
            aria-label={say('Role of the organisation')}
            data={[
              { value: 'controller', label: say('As controller, Art. 30(1)') },
              { value: 'processor', label: say('As processor, Art. 30(2)') },
            ]}
            value={role}
            onChange={(next) => setRole(next === 'processor' ? 'processor' : 'controller')}
          />
        ) : null}
      </Group>
      {chosen ? (
        <Text size="xs" c="dimmed">
          {told(chosen.note)}
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

const bold = (inside: ReactNode) => <b>{inside}</b>;

function Overview({ template, role }: { template: TemplateId; role: RecordRole }) {
  const coverage = useQuery(orpc.processing.coverage.queryOptions({ input: { template, role } }));
  const report = useReportJob();
  const { job } = report;
  if (coverage.error) return <ErrorState error={coverage.error} onRetry={() => void coverage.refetch()} />;
  if (!coverage.data) return <Loading what={say('the records')} bars={lines(5)} />;
  const { items, percent, requiredPercent, ended, fields } = coverage.data;
  if (items.length === 0)
    return (
      <EmptyState
        title={say('No activity as {role, select, processor {processor} other {controller}} yet', { role })}
        actions={
          <ButtonLink to="/registers" search={{ tab: 'activities' }}>
            {say('Register of activities')}
          </ButtonLink>
        }
      >
        {say('Records of processing are made from the register of processing activities.')}
        {ended > 0
          ? ` ${say('{activities, plural, one {# activity has} other {# activities have}} ended.', { activities: ended })}`
          : ''}
      </EmptyState>
    );
  return (
    <>
      <Paper withBorder p="md" component="section" aria-label={say('Record of processing')}>
        <Group justify="space-between" gap="md">
          <Text size="sm" role="status">
            <Say
              text="<b>{percent, number} %</b> of the template is answered, and <b>{required, number} %</b> of what {role, select, processor {Art. 30(2)} other {Art. 30(1)}} asks for: {activities, plural, one {# activity} other {# activities}}, {fields, plural, one {# field} other {# fields}} each."
              values={{
                b: bold,
                percent,
                required: requiredPercent,
                role,
                activities: items.length,
                fields,
              }}
            />
            {ended > 0 ? ` ${say('{ended, number} ended, and left out.', { ended })}` : ''}
          </Text>
          <Button
            loading={job.state === 'running'}
            onClick={() => report.start({ kind: 'ropa', template, role })}
          >
            {say('Make the record')}
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
      aria-label={say('Activities and how much is answered, scrolls sideways')}
    >
      <Table fz="sm" verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Activity')}</Table.Th>
            <Table.Th w="12rem">{say('Answered')}</Table.Th>
            <Table.Th ta="end">{say('Of Art. 30')}</Table.Th>
            <Table.Th ta="end">{sayIn('answer', 'Stated')}</Table.Th>
            <Table.Th ta="end">{say('From the catalog')}</Table.Th>
            <Table.Th ta="end">{say('Does not apply')}</Table.Th>
            <Table.Th ta="end">{say('Not answered')}</Table.Th>
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
                  <Progress
                    value={one.percent}
                    flex={1}
                    aria-label={say('{name}: answered', { name: one.name })}
                  />
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
                  <Badge variant="default" tt="none" title={one.unanswered.map(told).join(', ')}>
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
