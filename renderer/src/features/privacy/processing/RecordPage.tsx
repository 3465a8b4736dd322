import { Badge, Button, Group, Paper, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AnsweredField, TemplateId } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { ButtonLink } from '../../../shared/links.tsx';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { ReportFiles } from '../ReportFiles.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { useReportJob } from '../use-report-job.ts';
import { AssessmentPart } from './AssessmentPart.tsx';
import { EntryForm, type EntryEdit } from './EntryForm.tsx';
import { groupTitle } from './model/fields.ts';
import { ANSWER_WORDS } from './model/words.ts';
import classes from './processing.module.css';
import { Say } from '../../../shared/language/Say.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

interface Props {
  activity: string;
  template: TemplateId;
}

/** One activity against the template, field by field, and its impact assessment. */
export function RecordPage({ activity, template }: Props) {
  const [part, setPart] = useState<'record' | 'assessment'>('record');
  const shown = useQuery(orpc.processing.show.queryOptions({ input: { key: activity } }));
  if (shown.error) return <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />;
  if (!shown.data) return <Loading what={say('the record')} bars={lines(5)} />;
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h4" className={classes.wrap}>
          {shown.data.name}
        </Title>
        <Group gap="xs">
          <SegmentedControl
            aria-label={say('What is shown')}
            data={[
              { value: 'record', label: sayIn('processing', 'Record') },
              { value: 'assessment', label: say('Impact assessment') },
            ]}
            value={part}
            onChange={(next) => setPart(next === 'assessment' ? 'assessment' : 'record')}
          />
          <ButtonLink variant="default" to="/registers" search={{ tab: 'activities', entry: activity }}>
            {say('In the register')}
          </ButtonLink>
          <ButtonLink variant="default" to="/privacy" search={{ view: 'records' }}>
            {say('All records')}
          </ButtonLink>
        </Group>
      </Group>
      {part === 'record' ? (
        <RecordPart activity={activity} template={template} view={shown.data} />
      ) : (
        <AssessmentPart view={shown.data} />
      )}
    </>
  );
}

const bold = (inside: ReactNode) => <b>{inside}</b>;

type View = { readonly name: string; readonly role: string; readonly stated: EntryEdit['stated'] };

function RecordPart({ activity, template, view }: Props & { view: View }) {
  const [edit, setEdit] = useState<EntryEdit | null>(null);
  const [only, setOnly] = useState('all');
  const answers = useQuery(orpc.processing.answers.queryOptions({ input: { template, key: activity } }));
  const report = useReportJob();
  if (answers.error) return <ErrorState error={answers.error} onRetry={() => void answers.refetch()} />;
  if (!answers.data) return <Loading what={say('the answers')} bars={lines(8)} />;
  const { percent, requiredPercent, open, answers: all } = answers.data;
  const { job } = report;
  const rows = only === 'open' ? all.filter(({ state }) => state === 'open') : all;
  const editing = (field: string) => {
    const group = groupTitle('activity', field);
    setEdit({
      key: activity,
      name: view.name,
      stated: view.stated,
      ...(group === undefined ? {} : { group }),
    });
  };
  const role = view.role === 'processor' ? 'processor' : 'controller';
  return (
    <>
      <Paper withBorder p="md" component="section" aria-label={say('Record of this activity')}>
        <Group justify="space-between" gap="md">
          <Text size="sm" role="status">
            <Say
              text="<b>{percent, number} %</b> of the template is answered, <b>{required, number} %</b> of what Art. 30 asks for; {open, number} of {all, number} fields are not answered."
              values={{
                b: bold,
                percent,
                required: requiredPercent,
                open,
                all: all.length,
              }}
            />
          </Text>
          <Group gap="xs">
            <SegmentedControl
              size="xs"
              aria-label={say('Fields')}
              data={[
                { value: 'all', label: say('All fields') },
                { value: 'open', label: say('Not answered') },
              ]}
              value={only}
              onChange={setOnly}
            />
            <Button
              loading={job.state === 'running'}
              onClick={() => report.start({ kind: 'ropa', template, role, activities: [activity] })}
            >
              {say('Make this record')}
            </Button>
          </Group>
        </Group>
        <ReportProgress job={job} onCancel={report.cancel} />
        {job.state === 'done' && <ReportFiles report={job.report} />}
      </Paper>
      <Answers rows={rows} onEdit={editing} />
      <EntryForm
        register="activity"
        edit={edit}
        title={say('Change {name}', { name: view.name })}
        onClose={() => setEdit(null)}
      />
    </>
  );
}

/** Fields of templates that are filled in under another name. */
const FILLED_IN: Readonly<Record<string, string>> = {
  special: 'categories',
  retention: 'retentions',
  automated: 'automatedDecisions',
  review: 'reviewedOn',
  safeguards: 'transfers',
  recipientCategories: 'recipients',
  subprocessors: 'recipients',
  controllerContract: 'processorContract',
  processorDpo: 'dpo',
  controllerRepresentatives: 'controllers',
  controllerDpos: 'controllers',
};
/** Stated of the organisation, in the settings. */
const OF_SETTINGS = new Set([
  'controllerName',
  'controllerContact',
  'controllerNameContact',
  'processorName',
]);

/** Stated by choosing a key, of which the engine has the words. */
const CHOSEN = new Set([
  'role',
  'subjects',
  'categories',
  'recipients',
  'legalBases',
  'specialConditions',
  'thirdParties',
  'safeguards',
  'retentionFollowed',
  'automated',
  'automatedDecisions',
  'profiling',
  'assessmentNeeded',
]);

/** An answer in the words of the engine, or as people wrote it. */
const textOf = ({ state, field, text }: AnsweredField): string =>
  state === 'stated' && !CHOSEN.has(field) ? text : told(text);

function Answers({ rows, onEdit }: { rows: readonly AnsweredField[]; onEdit: (field: string) => void }) {
  return (
    <div
      className={classes.scroll}
      tabIndex={0}
      role="region"
      aria-label={say('Fields of the template, scrolls sideways')}
    >
      <Table fz="sm" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Field')}</Table.Th>
            <Table.Th>{sayIn('noun', 'Answer')}</Table.Th>
            <Table.Th>{sayIn('origin', 'From')}</Table.Th>
            <Table.Th>{sayIn('verb', 'Change')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Th scope="row" fw={400} maw="18rem" className={classes.wrap}>
                {one.local ?? told(one.label)}
                <Text size="xs" c="dimmed">
                  {[one.local === null ? null : told(one.label), told(one.group), told(one.provision)]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </Table.Th>
              <Table.Td className={classes.answer}>
                {textOf(one)}
                {one.hint === null ? null : (
                  <Text size="xs" c="dimmed">
                    {say('Known towards it: {hint}', { hint: told(one.hint) })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Badge
                  variant={one.state === 'open' ? 'outline' : 'default'}
                  color="orange"
                  c="var(--mantine-color-text)"
                  tt="none"
                >
                  {ANSWER_WORDS[one.state]}
                </Badge>
              </Table.Td>
              <Table.Td>
                {OF_SETTINGS.has(one.field) ? (
                  <ButtonLink
                    size="compact-xs"
                    variant="default"
                    to="/settings"
                    aria-label={say('Settings: {label}', { label: told(one.label) })}
                  >
                    {say('Settings')}
                  </ButtonLink>
                ) : (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={say('Change: {label}', { label: told(one.label) })}
                    onClick={() => onEdit(FILLED_IN[one.field] ?? one.field)}
                  >
                    {sayIn('verb', 'Change')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
