import { Alert, Anchor, Button, Group, List, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconHelp, IconShieldCheck, IconShieldX, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import type { LedgerFinding, Verification } from '../../../../contract/index.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { duration, instant, percent } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { AcceptRestored } from './AcceptRestored.tsx';
import classes from './ledger.module.css';
import { cancelVerification, startVerification, useVerifyJob } from './verify-job.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const VERDICT: Record<Verification['verdict'], { title: string; color: string; icon: Icon }> = {
  intact: { title: say('Intact'), color: 'teal', icon: IconShieldCheck },
  tampered: { title: say('Tampered'), color: 'red', icon: IconShieldX },
  undecided: { title: say('Undecided'), color: 'orange', icon: IconHelp },
};

const FAULTS: Record<LedgerFinding['kind'], string> = {
  edited: say('Edited entry'),
  inserted: say('Inserted entry'),
  removed: say('Removed entry'),
  reordered: say('Reordered entries'),
  'payload edited': say('Edited content'),
  'payload removed': say('Removed content'),
  cut: say('End cut off'),
  'older copy': say('Older copy put back'),
  replaced: say('Another ledger in its place'),
  rewritten: say('Written anew'),
  'checkpoint forged': say('Forged checkpoint'),
  'signature forged': say('Forged signature'),
};

const PROVEN = [
  say('An entry that was edited, inserted, reordered or deleted inside the chain is found.'),
  say(
    'Content that no longer matches its entry is found; content erased on purpose is counted and its entry stays verifiable.',
  ),
  say(
    'A chain cut short, or an older copy of the file put back, is found by checkpoints: in the file, beside it, on this machine, in every evidence pack.',
  ),
] as const;

const NOT_PROVEN = [
  say('The ledger is tamper-evident, not tamper-proof: it shows changes, it cannot stop them.'),
  say(
    'Someone who rewrites the whole ledger and has this machine, its notes and its key is found only by what is kept elsewhere: an earlier evidence pack or report.',
  ),
  say(
    'Times are those of this computer’s clock. The order of entries is proven, the time of day is only claimed; a time stamp in a pack bounds it.',
  ),
  say('What the app never recorded cannot be found missing.'),
] as const;

function Meaning() {
  return (
    <Group align="flex-start" gap="xl" wrap="wrap">
      <div style={{ flex: '1 1 320px' }}>
        <Text size="sm" fw={600}>
          {say('What this proves')}
        </Text>
        <List size="sm" spacing={2}>
          {PROVEN.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </div>
      <div style={{ flex: '1 1 320px' }}>
        <Text size="sm" fw={600}>
          {say('What it does not prove')}
        </Text>
        <List size="sm" spacing={2}>
          {NOT_PROVEN.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </div>
    </Group>
  );
}

const SHOWN_FINDINGS = 50;

function Findings({ findings }: { findings: readonly LedgerFinding[] }) {
  return (
    <>
      <List size="sm" spacing={2}>
        {findings.slice(0, SHOWN_FINDINGS).map(({ seq, kind, reason }) => (
          <List.Item key={`${seq} ${kind} ${reason}`}>
            <b>{FAULTS[kind]}</b>: {seq > 0 ? `${say('entry {seq, number}', { seq })}: ` : ''}
            {told(reason)}
          </List.Item>
        ))}
      </List>
      {findings.length > SHOWN_FINDINGS ? (
        <Text size="sm">
          {say('The first {shown, number} of {findings, number} are shown.', {
            shown: SHOWN_FINDINGS,
            findings: findings.length,
          })}
        </Text>
      ) : null}
    </>
  );
}

function comparedWords({ source, size, outcome }: Verification['compared'][number]): string {
  return say(
    '{outcome, select, agrees {agrees} other {differs}} with {source} ({entries, plural, one {# entry} other {# entries}})',
    { outcome, source: told(source), entries: size },
  );
}

/** Faults that also a person can have made who put a copy of the file back. */
const RESTORABLE: readonly LedgerFinding['kind'][] = ['older copy', 'replaced'];

function Result({ result, at }: { result: Verification; at: string }) {
  const [explained, setExplained] = useState(result.verdict !== 'intact');
  const { title, color, icon: Shape } = VERDICT[result.verdict];
  return (
    <Alert
      variant="outline"
      color={color}
      icon={<Shape aria-hidden />}
      title={say('{title}: {entries, plural, one {# entry} other {# entries}} verified', {
        title,
        entries: result.entries,
      })}
      role="status"
    >
      <Stack gap="xs" align="flex-start">
        <dl className={classes.facts}>
          <dt>{say('Verified')}</dt>
          <dd>
            {say('{instant}, in {duration}', {
              instant: instant(at, true),
              duration: duration(result.elapsedMs),
            })}
          </dd>
          <dt>{say('Contents')}</dt>
          <dd>
            {say('{payloadsChecked, number} match their entry, {payloadsErased, number} erased', {
              payloadsChecked: result.payloadsChecked,
              payloadsErased: result.payloadsErased,
            })}
          </dd>
          {result.findings.length > 0 ? (
            <>
              <dt>{say('Found')}</dt>
              <dd>
                <Findings findings={result.findings} />
              </dd>
            </>
          ) : null}
          <dt>{say('Checkpoints')}</dt>
          <dd>
            {result.checkpoints.newestSize === null
              ? say('None in the file')
              : say(
                  '{total, number}, the newest over {entries, plural, one {# entry} other {# entries}}, signed with {trusted, select, yes {a key of this machine} other {a key that this machine does not know}}',
                  {
                    total: result.checkpoints.total,
                    entries: result.checkpoints.newestSize,
                    trusted: result.checkpoints.trusted ? 'yes' : 'no',
                  },
                )}
          </dd>
          {result.compared.length > 0 ? (
            <>
              <dt>{say('Compared')}</dt>
              <dd>{result.compared.map(comparedWords).join('; ')}</dd>
            </>
          ) : null}
          {result.head === null ? null : (
            <>
              <dt>{say('Head hash')}</dt>
              <dd>
                <HashText value={result.head} label={say('head hash')} full />
              </dd>
            </>
          )}
        </dl>
        {result.notes.map((note) => (
          <Text key={note} size="sm">
            {told(note)}
          </Text>
        ))}
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-expanded={explained}
          onClick={() => setExplained(!explained)}
        >
          {say('What this proves, and what not')}
        </Anchor>
        {explained ? <Meaning /> : null}
        {result.findings.length > 0 && result.findings.every(({ kind }) => RESTORABLE.includes(kind)) ? (
          <AcceptRestored />
        ) : null}
      </Stack>
    </Alert>
  );
}

/** Progress and result of the verification; nothing while none was asked for. */
export function VerifyPanel() {
  const job = useVerifyJob();
  if (job.step === 'idle') return null;
  if (job.step === 'failed') return <ErrorState error={job.error} onRetry={startVerification} />;
  if (job.step === 'done') return <Result result={job.result} at={job.at} />;
  return (
    <Paper withBorder p="md" component="section" aria-label={say('Verification under way')}>
      <Group justify="space-between" mb="xs">
        <Text size="sm" role="status">
          {say(
            'Recomputing every hash: {done, number} of {entries, plural, one {# entry} other {# entries}} ({percent})',
            { done: job.done, entries: job.total, percent: percent(job.done, job.total) },
          )}
        </Text>
        <Button size="compact-sm" variant="default" onClick={cancelVerification}>
          {say('Cancel')}
        </Button>
      </Group>
      <Progress value={job.total > 0 ? (job.done / job.total) * 100 : 0} aria-label={say('Verification')} />
    </Paper>
  );
}
