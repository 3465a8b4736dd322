import { Alert, Badge, Button, Group, Paper, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconBinaryTree, IconCheck, IconFileImport, IconLink } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ImportOutcome } from '../../../../contract/index.ts';
import { count, duration } from '../../shared/format.ts';
import { focusIsFree } from '../../shared/kept-focus.ts';
import { ButtonLink } from '../../shared/links.tsx';
import { ChangesTable } from './ChangesTable.tsx';
import { ExampleList } from './ExampleList.tsx';
import { FilesTable } from './FilesTable.tsx';
import { IssueList } from './IssueList.tsx';
import { CHOSEN_FILES, useLeftOut } from './difference-choice.ts';
import { DifferenceView } from './DifferenceView.tsx';
import { LeftOutParts } from './LeftOutParts.tsx';
import { dismissJob, startImport, type Purpose } from './job.ts';
import { ProjectPlaces } from './ProjectPlaces.tsx';
import { RulesAfter } from './RulesAfter.tsx';
import { say, sayIn } from '../../shared/language/say.ts';

/** The result in one line. */
export function heading({ dryRun, unchanged }: ImportOutcome): string {
  if (unchanged) return dryRun ? say('Preview: nothing would change') : say('Imported: nothing changed');
  return dryRun ? say('Preview: what would change') : say('Imported');
}

function Actions({ outcome }: { outcome: ImportOutcome }) {
  const { dryRun, unchanged, landing, ledgerEntry, accepted } = outcome;
  const parts = useLeftOut(CHOSEN_FILES).length;
  if (dryRun) {
    return (
      <Group gap="xs">
        {unchanged || accepted === 0 ? null : (
          <Button
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() =>
              void startImport('import', outcome.previewId === null ? {} : { previewId: outcome.previewId })
            }
          >
            {parts === 0 ? sayIn('verb', 'Import') : say('Import the rest')}
          </Button>
        )}
        <Button variant="default" onClick={dismissJob}>
          {say('Close the preview')}
        </Button>
      </Group>
    );
  }
  return (
    <Group gap="xs">
      {landing === null ? null : (
        <ButtonLink
          to="/lineage"
          search={{ root: landing }}
          leftSection={<IconBinaryTree size={16} aria-hidden />}
        >
          {say('Open the lineage')}
        </ButtonLink>
      )}
      {ledgerEntry ? (
        <ButtonLink
          to="/ledger"
          search={{ seq: ledgerEntry.seq }}
          variant="default"
          leftSection={<IconLink size={16} aria-hidden />}
        >
          {say('Ledger entry {seq, number}', { seq: ledgerEntry.seq })}
        </ButtonLink>
      ) : null}
      <Button variant="default" onClick={dismissJob}>
        {say('Done')}
      </Button>
    </Group>
  );
}

/** What an import did, or would do: counts, examples, files, issues. */
export function OutcomeView({ outcome, purpose }: { outcome: ImportOutcome; purpose: Purpose }) {
  const { unchanged, accepted, rejected, warnings, files, issues, issuesTotal, elapsedMs, dryRun } = outcome;
  const nothingRead = accepted === 0;
  const title = useRef<HTMLHeadingElement>(null);
  // The button that started it is gone; the keyboard goes on where the result is.
  useEffect(() => {
    if (focusIsFree()) title.current?.focus();
  }, [outcome]);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="outcome-title">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <div>
            <Title ref={title} tabIndex={-1} order={2} size="h4" id="outcome-title">
              {heading(outcome)}
            </Title>
            <Text size="sm" c="dimmed">
              {say(
                '{records, plural, one {# record} other {# records}} used, {rejected, number} rejected, {warnings, plural, one {# warning} other {# warnings}} · {files, plural, one {# file} other {# files}} · {duration}',
                {
                  records: accepted,
                  rejected,
                  warnings,
                  files: files.length,
                  duration: duration(elapsedMs),
                },
              )}
              {purpose === 'sample' ? ` · ${say('sample workspace')}` : ''}
            </Text>
          </div>
          <Actions outcome={outcome} />
        </Group>
        {unchanged && !nothingRead ? (
          <Alert variant="outline" color="teal" icon={<IconCheck aria-hidden />}>
            {dryRun
              ? say('The catalog already holds everything that these files say.')
              : say('The catalog already held everything that these files say. No revision was made.')}
          </Alert>
        ) : null}
        {nothingRead ? (
          <Alert variant="outline" color="orange" title={say('Nothing could be used')}>
            {say(
              'None of the files was recognised, or none of their content could be read. The files and issues below say why.',
            )}
          </Alert>
        ) : null}
        <ProjectPlaces outcome={outcome} />
        {outcome.rules ? <RulesAfter rules={outcome.rules} /> : null}
        <Tabs defaultValue={nothingRead ? 'issues' : unchanged ? 'files' : 'changes'} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="changes">{say('Changes')}</Tabs.Tab>
            {outcome.previewId === null ? (
              <Tabs.Tab value="examples">{say('Examples')}</Tabs.Tab>
            ) : (
              <Tabs.Tab value="counts">{say('Counts')}</Tabs.Tab>
            )}
            <Tabs.Tab value="files">{say('Files')}</Tabs.Tab>
            <Tabs.Tab
              value="issues"
              rightSection={
                issuesTotal > 0 ? (
                  <Badge size="xs" color="orange">
                    {count(issuesTotal)}
                  </Badge>
                ) : null
              }
            >
              {say('Issues')}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="changes" pt="sm">
            <Stack gap="sm">
              <LeftOutParts subject={CHOSEN_FILES} onRule={() => void startImport('preview')} />
              {outcome.leftOut > 0 ? (
                <Text size="sm">
                  {dryRun
                    ? say('{changes, plural, one {# change} other {# changes}} would be left out.', {
                        changes: outcome.leftOut,
                      })
                    : say('{changes, plural, one {# change was} other {# changes were}} left out.', {
                        changes: outcome.leftOut,
                      })}
                </Text>
              ) : null}
              {outcome.previewId === null ? (
                <ChangesTable changes={outcome.changes} />
              ) : (
                <DifferenceView
                  key={outcome.previewId}
                  previewId={outcome.previewId}
                  subject={CHOSEN_FILES}
                />
              )}
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="counts" pt="sm">
            <ChangesTable changes={outcome.changes} />
          </Tabs.Panel>
          <Tabs.Panel value="examples" pt="sm">
            <ExampleList examples={outcome.examples} changes={outcome.changes} />
          </Tabs.Panel>
          <Tabs.Panel value="files" pt="sm">
            <FilesTable files={files} />
          </Tabs.Panel>
          <Tabs.Panel value="issues" pt="sm">
            <IssueList issues={issues} total={issuesTotal} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Paper>
  );
}
