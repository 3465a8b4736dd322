import { Button, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconBuildingStore, IconFileImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { ButtonLink } from '../../shared/links.tsx';
import { FORMATS } from '../imports/formats.ts';
import { isBusy, startSample, useImportJob } from '../imports/job.ts';
import { JobStatus } from '../imports/JobStatus.tsx';
import classes from './home.module.css';
import { say } from '../../shared/language/say.ts';

/** An empty catalog: what Headwater does, and two ways to begin. */
export function FirstLaunch() {
  useDocumentTitle(`${say('Welcome')} · Headwater`);
  const navigate = useNavigate();
  const job = useImportJob();
  const openSample = async () => {
    const outcome = await startSample();
    if (!outcome) return;
    await (outcome.landing === null
      ? navigate({ to: '/browse' })
      : navigate({ to: '/lineage', search: { root: outcome.landing } }));
  };
  return (
    <Stack className={classes.welcome} gap="xl">
      <Stack gap="xs">
        <Title order={1} size="h2">
          {say('Welcome to Headwater')}
        </Title>
        <Text>
          {say(
            'A catalog of where data comes from, where it goes, who answers for it, and how that is known. It reads the metadata that your pipelines write, joins it into one lineage graph, and records every change in a hash-chained ledger. Nothing leaves this computer.',
          )}
        </Text>
      </Stack>
      <JobStatus shownFor={['sample']} />
      <div className={classes.choices}>
        <Paper withBorder p="lg">
          <Stack gap="sm" align="flex-start" h="100%">
            <IconBuildingStore size={28} stroke={1.4} aria-hidden />
            <Title order={2} size="h4">
              {say('Look around first')}
            </Title>
            <Text size="sm" c="dimmed">
              {say(
                'The sample workspace is a fictional company with its own databases, pipelines and reports. It is imported into this catalog like any other source.',
              )}
            </Text>
            <List size="sm" spacing={4} flex={1}>
              <List.Item>
                {say('Follow a column from its source to a dashboard, and see the evidence for each step.')}
              </List.Item>
              <List.Item>{say('Tag personal data, name an owner, undo it again.')}</List.Item>
              <List.Item>{say('Prepare the answer to a data subject’s request.')}</List.Item>
            </List>
            <Button onClick={() => void openSample()} disabled={isBusy(job)} size="sm">
              {say('Open the sample workspace')}
            </Button>
          </Stack>
        </Paper>
        <Paper withBorder p="lg">
          <Stack gap="sm" align="flex-start" h="100%">
            <IconFileImport size={28} stroke={1.4} aria-hidden />
            <Title order={2} size="h4">
              {say('Begin with your own')}
            </Title>
            <dl className={classes.formats}>
              {FORMATS.map(({ name, line }) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{line}</dd>
                </div>
              ))}
            </dl>
            <Text size="sm" c="dimmed" flex={1}>
              {say(
                'Drop files or folders anywhere on this window. A preview shows what would change before anything does.',
              )}
            </Text>
            <ButtonLink to="/import" variant="default" size="sm">
              {say('Import your own')}
            </ButtonLink>
          </Stack>
        </Paper>
      </div>
    </Stack>
  );
}
