import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { ActivityView } from '../../../../../contract/index.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { useSteward } from '../../stewardship/use-steward.ts';
import { MadeReport } from '../MadeReport.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { useReportJob } from '../use-report-job.ts';
import { EntryForm, type EntryEdit } from './EntryForm.tsx';
import { rowsIn, textIn } from './model/draft.ts';
import { FIELD_GROUPS } from './model/fields.ts';
import { assessmentName, levelWords, SCREENING_COLOR, SCREENING_WORDS } from './model/words.ts';
import { ProcessingHistory } from './ProcessingHistory.tsx';
import { ScreeningList } from './ScreeningList.tsx';
import classes from './processing.module.css';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Whether an impact assessment is required, and the assessment itself. */
export function AssessmentPart({ view }: { view: ActivityView }) {
  const { key, name, screening, assessment } = view;
  const [edit, setEdit] = useState<EntryEdit | null>(null);
  const { removeProcessing } = useSteward();
  const report = useReportJob();
  const { job } = report;
  const title = assessment?.name ?? assessmentName(name);
  return (
    <Stack gap="md">
      <Alert
        variant="outline"
        color={SCREENING_COLOR[screening.conclusion]}
        title={SCREENING_WORDS[screening.conclusion]}
      >
        {told(screening.words)}
      </Alert>
      <Group gap="xs">
        <Button
          variant={assessment ? 'default' : 'filled'}
          onClick={() =>
            setEdit({ key: assessment ? key : null, name: title, stated: assessment?.stated ?? {} })
          }
        >
          {assessment ? say('Edit the assessment') : say('Begin the assessment')}
        </Button>
        <Button
          variant="default"
          loading={job.state === 'running'}
          onClick={() => report.start({ kind: 'dpia', activity: key })}
        >
          {say('Make the report')}
        </Button>
        {assessment ? (
          <Button
            variant="default"
            loading={removeProcessing.isPending}
            onClick={() => removeProcessing.mutate({ register: 'assessment', keys: [key] })}
          >
            {say('Remove the assessment')}
          </Button>
        ) : null}
      </Group>
      {removeProcessing.error ? <ErrorState error={removeProcessing.error} /> : null}
      <ReportProgress job={job} onCancel={report.cancel} />
      <MadeReport job={job} order={3} />
      <ScreeningList view={view} />
      {assessment ? <Assessment stated={assessment.stated} status={assessment.status} /> : null}
      {assessment ? <ProcessingHistory register="assessment" entryKey={key} /> : null}
      <EntryForm register="assessment" edit={edit} newKey={key} title={title} onClose={() => setEdit(null)} />
    </Stack>
  );
}

const RISK_HEADERS = [
  say('Risk'),
  say('Likelihood, severity'),
  say('Measures'),
  sayIn('risk', 'Residual'),
  say('Owner, due'),
];

function Assessment({ stated, status }: { stated: EntryEdit['stated']; status: 'draft' | 'approved' }) {
  const risks = rowsIn(stated['risks']);
  const texts = FIELD_GROUPS.assessment.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([field, { label }]) => {
      const text = field === 'status' ? '' : textIn(stated[field]);
      return text === '' ? [] : [{ label, text }];
    }),
  );
  return (
    <Paper withBorder p="md" component="section" aria-label={say('The assessment')}>
      <Group gap="xs" mb="xs">
        <Title order={3} size="h5">
          {say('The assessment')}
        </Title>
        <Badge variant="default" tt="none">
          {status === 'approved' ? say('Approved') : say('Draft')}
        </Badge>
      </Group>
      {texts.length + risks.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say('Nothing is stated yet.')}
        </Text>
      ) : null}
      {texts.map(({ label, text }) => (
        <div key={label}>
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="sm" mb="xs" className={classes.wrap} style={{ whiteSpace: 'pre-line' }}>
            {text}
          </Text>
        </div>
      ))}
      {risks.length === 0 ? null : (
        <table className={classes.both}>
          <thead>
            <tr>
              {RISK_HEADERS.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {risks.map((row, place) => (
              <tr key={place}>
                <th scope="row">{row['risk']}</th>
                <td>
                  {[row['likelihood'], row['severity']]
                    .flatMap((level) => (level ? [levelWords(level)] : []))
                    .join(', ')}
                </td>
                <td>{row['measures']}</td>
                <td>{levelWords(row['residual'] ?? '')}</td>
                <td>{[row['owner'], row['due']].filter(Boolean).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Paper>
  );
}
