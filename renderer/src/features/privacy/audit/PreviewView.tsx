import { Alert, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { AuditMoment, AuditPreview } from '../../../../../contract/index.ts';
import { count, instant } from '../../../shared/format.ts';
import { HashText } from '../../../shared/HashText.tsx';
import { AnchorLink } from '../../../shared/links.tsx';
import { Section } from '../../../shared/Section.tsx';
import { ActivityView } from './ActivityView.tsx';
import { ControlTable } from './ControlTable.tsx';
import { CoverageTable } from './CoverageTable.tsx';
import { ExceptionList } from './ExceptionList.tsx';
import type { PeriodChoice } from './presets.ts';
import { SideTable } from './SideTable.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** What a report of the period would say; every number leads to what it counts. */
export function PreviewView({
  preview,
  period,
  busy,
}: {
  preview: AuditPreview;
  period: PeriodChoice;
  busy: boolean;
}) {
  const { start, end, ledger } = preview;
  return (
    <Stack gap="md" aria-busy={busy} style={busy ? { opacity: 0.6 } : {}}>
      <Section title={say('What the report will say')}>
        <Text size="sm" c="dimmed" mb="sm">
          {told(preview.period)}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <MomentFacts title={say('Beginning')} moment={start} />
          <MomentFacts title={say('End')} moment={end} />
          <div>
            <Text size="xs" c="dimmed">
              {say('Ledger')}
            </Text>
            <Text size="sm">{told(ledger.words)}</Text>
            <AnchorLink to="/ledger" search={{ view: 'checkpoints' }} size="sm">
              {say('Checkpoints and key')}
            </AnchorLink>
          </div>
        </SimpleGrid>
        {ledger.findings.length > 0 && (
          <Alert
            color="red"
            mt="sm"
            icon={<IconAlertTriangle aria-hidden />}
            title={say('The ledger was altered')}
          >
            {ledger.findings.map(told).join('; ')}
          </Alert>
        )}
      </Section>
      <Section title={say('Coverage')}>
        <CoverageTable rows={preview.coverage} names={[say('Beginning'), say('End')]} />
      </Section>
      <Section title={say('Exceptions')}>
        <ExceptionList exceptions={preview.exceptions} />
      </Section>
      <ActivityView activity={preview.activity} period={period} />
      <Section title={say('Rules and requests')}>
        <Text size="sm">{told(preview.policy.words)}.</Text>
        <Text size="sm">{told(preview.cases.words)}.</Text>
      </Section>
      {preview.frameworks.map((framework) => (
        <ControlTable key={framework.key} framework={framework} period={period} />
      ))}
      <Section title={say('What is counted')}>
        <SideTable
          caption={say('Populations')}
          header={say('Population')}
          names={[say('Beginning'), say('End')]}
          rows={preview.populations.map(({ what, earlier, later, how }) => ({
            key: what,
            name: told(what),
            note: told(how),
            earlier: count(earlier),
            later: count(later),
          }))}
        />
      </Section>
    </Stack>
  );
}

export function MomentFacts({ title, moment }: { title: string; moment: AuditMoment | null }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      {moment === null ? (
        <Text size="sm">{say('The catalog held nothing.')}</Text>
      ) : (
        <>
          <Text size="sm">
            <AnchorLink to="/ledger" search={{ seq: moment.headSeq }} size="sm" underline="always">
              {say('Revision {revision, number}', { revision: moment.revision })}
            </AnchorLink>
            , {instant(moment.at)}
          </Text>
          {moment.head !== null && (
            <HashText
              value={moment.head}
              label={say('ledger head at entry {headSeq}', { headSeq: moment.headSeq })}
            />
          )}
        </>
      )}
    </div>
  );
}
