import { Button, Group, Progress, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  DATA_SPLITS,
  DOCUMENT_FORMS,
  type CatalogDocument,
  type DocumentForm,
} from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { AnchorLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { ReportFiles } from '../ReportFiles.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { useReportJob } from '../use-report-job.ts';
import { QuestionItem } from './QuestionItem.tsx';
import { completenessWords, FORM_NAME, SPLIT_NAME } from './words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';
import { titleOf } from '../reports/model/report-title.ts';

interface Props {
  readonly datasetId: number;
  /** Models are asked about first as models. */
  readonly kind: string;
}

/** The documentation of a model or dataset: how far it is answered, by whom, and what is open. */
export function DocumentationTab({ datasetId, kind }: Props) {
  const [form, setForm] = useState<DocumentForm>(kind === 'model' ? 'ai-act' : 'datasheet');
  const [openOnly, setOpenOnly] = useState(false);
  const query = useQuery(orpc.documents.get.queryOptions({ input: { datasetId, form } }));
  return (
    <Stack gap="md">
      <Group gap="sm">
        <SegmentedControl
          aria-label={say('Which document')}
          data={DOCUMENT_FORMS.map((value) => ({ value, label: FORM_NAME[value] }))}
          value={form}
          onChange={(value) => setForm(DOCUMENT_FORMS.find((one) => one === value) ?? 'datasheet')}
        />
        <Button variant="default" aria-pressed={openOnly} onClick={() => setOpenOnly(!openOnly)}>
          {openOnly ? say('Show all questions') : say('Show open questions only')}
        </Button>
      </Group>
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data ? (
        <Shown key={form} document={query.data} openOnly={openOnly} />
      ) : (
        <Loading what={say('the document')} bars={[60, 300]} />
      )}
    </Stack>
  );
}

function Shown({ document, openOnly }: { document: CatalogDocument; openOnly: boolean }) {
  const { sections } = document;
  const fits = (state: string) => !openOnly || state === 'open' || state === 'partly';
  return (
    <Stack gap="md">
      <Head document={document} />
      {document.form !== 'datasheet' && document.inputs.length > 0 && <Inputs document={document} />}
      {sections
        .filter(({ questions }) => questions.some(({ state }) => fits(state)))
        .map(({ heading, provision, questions }) => (
          <Section
            key={heading}
            title={provision === null ? told(heading) : `${told(heading)}: ${told(provision)}`}
          >
            <Stack gap="md">
              {questions
                .filter(({ state }) => fits(state))
                .map((question) => (
                  <QuestionItem
                    key={question.key}
                    datasetId={document.dataset.id}
                    question={question}
                    ofSection={provision}
                  />
                ))}
            </Stack>
          </Section>
        ))}
    </Stack>
  );
}

function Head({ document }: { document: CatalogDocument }) {
  const { completeness, form, dataset } = document;
  const report = useReportJob();
  const { job } = report;
  return (
    <Section
      title={told(document.title)}
      aside={
        <Button
          loading={job.state === 'running'}
          onClick={() => report.start({ kind: form, datasetId: dataset.id })}
        >
          {say('Make the report')}
        </Button>
      }
    >
      <Stack gap="sm">
        <Text size="sm" fw={600}>
          {completeness.percent} %: {completenessWords(completeness)}
        </Text>
        <Progress value={completeness.percent} aria-label={say('Questions answered')} />
        <Text size="xs" c="dimmed">
          {told(document.source)}. {told(document.note)}
        </Text>
        <ReportProgress job={job} onCancel={report.cancel} />
        {job.state === 'done' && (
          <>
            <Title order={3} size="h6">
              {titleOf(job.report)}
            </Title>
            <ReportFiles report={job.report} />
          </>
        )}
      </Stack>
    </Section>
  );
}

const BASIS_WORDS = { label: say('by its label'), name: say('by its name') } as const;

/** What feeds a model, and whether it is for training, validation or testing. */
function Inputs({ document: { inputs, dataset } }: { document: CatalogDocument }) {
  const queries = useQueryClient();
  const stateSplit = useMutation({
    mutationFn: ({ id, split }: { id: number; split: string | null }) =>
      client.documents.answer({
        datasetId: dataset.id,
        question: `split:${id}`,
        state: split === null ? null : 'stated',
        text: split ?? '',
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.documents.key() }),
  });
  return (
    <Section title={say('Inputs')}>
      <Stack gap="xs">
        {inputs.map((input) => (
          <Group key={input.id} gap="sm" align="flex-end">
            <Select
              label={say('{name} is for', { name: input.name })}
              placeholder={say('not stated')}
              clearable={input.basis === 'stated'}
              clearButtonProps={{ 'aria-label': say('Clear what {name} is for', { name: input.name }) }}
              w={360}
              data={DATA_SPLITS.map((value) => ({ value, label: SPLIT_NAME[value] }))}
              value={input.split}
              disabled={stateSplit.isPending}
              onChange={(split) => stateSplit.mutate({ id: input.id, split })}
            />
            {input.basis && input.basis !== 'stated' && (
              <Text size="sm" c="dimmed">
                {BASIS_WORDS[input.basis]}
              </Text>
            )}
            <AnchorLink
              to="/dataset/$id"
              params={{ id: String(input.id) }}
              search={{ tab: 'documentation' }}
              size="sm"
            >
              {say('its datasheet')}
            </AnchorLink>
          </Group>
        ))}
        {stateSplit.error && <ErrorState error={stateSplit.error} />}
      </Stack>
    </Section>
  );
}
