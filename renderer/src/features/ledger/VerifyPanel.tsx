import { Alert, Anchor, Button, Group, List, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconHelp, IconShieldCheck, IconShieldX, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import type { LedgerFinding, Verification } from '../../../../contract/index.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, duration, instant, percent, plural } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { AcceptRestored } from './AcceptRestored.tsx';
import classes from './ledger.module.css';
import { cancelVerification, startVerification, useVerifyJob } from './verify-job.ts';

const VERDICT: Record<Verification['verdict'], { title: string; color: string; icon: Icon }> = {
  intact: { title: 'Intact', color: 'teal', icon: IconShieldCheck },
  tampered: { title: 'Tampered', color: 'red', icon: IconShieldX },
  undecided: { title: 'Undecided', color: 'orange', icon: IconHelp },
};

const FAULTS: Record<LedgerFinding['kind'], string> = {
  edited: 'Edited entry',
  inserted: 'Inserted entry',
  removed: 'Removed entry',
  reordered: 'Reordered entries',
  'payload edited': 'Edited content',
  'payload removed': 'Removed content',
  cut: 'End cut off',
  'older copy': 'Older copy put back',
  replaced: 'Another ledger in its place',
  rewritten: 'Written anew',
  'checkpoint forged': 'Forged checkpoint',
  'signature forged': 'Forged signature',
};

const PROVEN = [
  'An entry that was edited, inserted, reordered or deleted inside the chain is found.',
  'Content that no longer matches its entry is found; content erased on purpose is counted and its entry stays verifiable.',
  'A chain cut short, or an older copy of the file put back, is found by checkpoints: in the file, beside it, on this machine, in every evidence pack.',
] as const;

const NOT_PROVEN = [
  'The ledger is tamper-evident, not tamper-proof: it shows changes, it cannot stop them.',
  'Someone who rewrites the whole ledger and has this machine, its notes and its key is found only by what is kept elsewhere: an earlier evidence pack or report.',
  'Times are those of this computer’s clock. The order of entries is proven, the time of day is only claimed; a time stamp in a pack bounds it.',
  'What the app never recorded cannot be found missing.',
] as const;

function Meaning() {
  return (
    <Group align="flex-start" gap="xl" wrap="wrap">
      <div style={{ flex: '1 1 320px' }}>
        <Text size="sm" fw={600}>
          What this proves
        </Text>
        <List size="sm" spacing={2}>
          {PROVEN.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </div>
      <div style={{ flex: '1 1 320px' }}>
        <Text size="sm" fw={600}>
          What it does not prove
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
            <b>{FAULTS[kind]}</b>: {seq > 0 ? `entry ${count(seq)}: ` : ''}
            {reason}
          </List.Item>
        ))}
      </List>
      {findings.length > SHOWN_FINDINGS ? (
        <Text size="sm">
          The first {SHOWN_FINDINGS} of {count(findings.length)} are shown.
        </Text>
      ) : null}
    </>
  );
}

function comparedWords({ source, size, outcome }: Verification['compared'][number]): string {
  return `${outcome} with ${source} (${plural(size, 'entry', 'entries')})`;
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
      title={`${title}: ${plural(result.entries, 'entry', 'entries')} verified`}
      role="status"
    >
      <Stack gap="xs" align="flex-start">
        <dl className={classes.facts}>
          <dt>Verified</dt>
          <dd>
            {instant(at, true)}, in {duration(result.elapsedMs)}
          </dd>
          <dt>Contents</dt>
          <dd>
            {count(result.payloadsChecked)} match their entry, {count(result.payloadsErased)} erased
          </dd>
          {result.findings.length > 0 ? (
            <>
              <dt>Found</dt>
              <dd>
                <Findings findings={result.findings} />
              </dd>
            </>
          ) : null}
          <dt>Checkpoints</dt>
          <dd>
            {result.checkpoints.newestSize === null
              ? 'None in the file'
              : `${count(result.checkpoints.total)}, the newest over ${plural(result.checkpoints.newestSize, 'entry', 'entries')}, signed with ${result.checkpoints.trusted ? 'a key of this machine' : 'a key that this machine does not know'}`}
          </dd>
          {result.compared.length > 0 ? (
            <>
              <dt>Compared</dt>
              <dd>{result.compared.map(comparedWords).join('; ')}</dd>
            </>
          ) : null}
          {result.head === null ? null : (
            <>
              <dt>Head hash</dt>
              <dd>
                <HashText value={result.head} label="head hash" full />
              </dd>
            </>
          )}
        </dl>
        {result.notes.map((note) => (
          <Text key={note} size="sm">
            {note}
          </Text>
        ))}
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-expanded={explained}
          onClick={() => setExplained(!explained)}
        >
          What this proves, and what not
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
    <Paper withBorder p="md" component="section" aria-label="Verification under way">
      <Group justify="space-between" mb="xs">
        <Text size="sm" role="status">
          Recomputing every hash: {count(job.done)} of {plural(job.total, 'entry', 'entries')} (
          {percent(job.done, job.total)})
        </Text>
        <Button size="compact-sm" variant="default" onClick={cancelVerification}>
          Cancel
        </Button>
      </Group>
      <Progress value={job.total > 0 ? (job.done / job.total) * 100 : 0} aria-label="Verification" />
    </Paper>
  );
}
