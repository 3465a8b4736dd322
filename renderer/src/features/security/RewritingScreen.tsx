import { Button, Group, Loader, Progress, Stack, Text } from '@mantine/core';
import { IconFileShredder } from '@tabler/icons-react';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { GateScreen } from './GateScreen.tsx';
import { cancelRewriting, rewriting, type Rewriting } from './model/rewriting.ts';
import { say } from '../../shared/language/say.ts';

const TITLES: Readonly<Record<Rewriting['change'], string>> = {
  encrypt: say('Encrypting the catalog'),
  decrypt: say('Decrypting the catalog'),
  passphrase: say('Changing the passphrase'),
  rotate: say('Making a new key'),
};
const PHASES = {
  copying: say('Copying rows'),
  indexing: say('Making indexes'),
  checking: say('Checking the new file'),
};

/** Stands in place of the app while the file is written anew. */
export function RewritingScreen({ now, file }: { now: Rewriting | null; file: string }) {
  const title = now ? TITLES[now.change] : say('The catalog is being written anew');
  return (
    <GateScreen title={title} icon={IconFileShredder} file={file}>
      {now?.error ? (
        <Stack gap="sm">
          <Text size="sm">{say('Nothing was changed.')}</Text>
          <ErrorState error={now.error} onRetry={() => rewriting.set(null)} retryLabel={say('Back')} />
        </Stack>
      ) : (
        <Stack gap="sm">
          <State progress={now?.progress ?? null} />
          <Text size="xs" c="dimmed">
            {say('The new file is made beside the old one and takes its place at the very end.')}
          </Text>
          {now ? (
            <Button variant="default" onClick={cancelRewriting}>
              {say('Cancel')}
            </Button>
          ) : null}
        </Stack>
      )}
    </GateScreen>
  );
}

function State({ progress }: { progress: Rewriting['progress'] }) {
  if (!progress || progress.phase === 'checking')
    return (
      <Group gap="sm" role="status">
        <Loader size="xs" />
        <Text size="sm">{progress ? PHASES.checking : say('Deriving the key')}</Text>
      </Group>
    );
  const { phase, done, total } = progress;
  return (
    <Stack gap={4}>
      <Text size="sm" role="status">
        {say('{phase}: {done, number} of {total, number}', { phase: PHASES[phase], done, total })}
      </Text>
      <Progress value={total === 0 ? 100 : (100 * done) / total} aria-label={PHASES[phase]} />
    </Stack>
  );
}
