import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SecurityState } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { Section } from '../../shared/Section.tsx';
import { PassphraseDialog, type PassphraseWish } from './PassphraseDialog.tsx';
import { say } from '../../shared/language/say.ts';

/** Whether the catalog file is encrypted, and everything that can be done about it. */
export function SecuritySection() {
  const { data, error, refetch } = useQuery(orpc.security.state.queryOptions());
  const [wish, setWish] = useState<PassphraseWish | null>(null);
  return (
    <Section title={say('Security')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading what={say('the state of the file')} bars={[80]} /> : null}
      {data ? <OfFile file={data.file} onWish={setWish} /> : null}
      <PassphraseDialog wish={wish} onClose={() => setWish(null)} />
    </Section>
  );
}

function OfFile({ file, onWish }: { file: SecurityState['file']; onWish: (wish: PassphraseWish) => void }) {
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">
        {file.encrypted
          ? say(
              'The catalog file is encrypted (SQLCipher 4: AES-256). Without its passphrase it cannot be told from noise.',
            )
          : say('The catalog file is not encrypted: whoever can read it can read everything in it.')}
      </Text>
      {file.encrypted ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => onWish('passphrase')}>
            {say('Change the passphrase')}
          </Button>
          <Button variant="default" onClick={() => onWish('rotate')}>
            {say('Make a new key')}
          </Button>
          <Button variant="default" onClick={() => onWish('decrypt')}>
            {say('Decrypt')}
          </Button>
        </Group>
      ) : (
        <Button variant="default" onClick={() => onWish('encrypt')}>
          {say('Encrypt the catalog')}
        </Button>
      )}
      <KeptKey file={file} />
      <SafeCopies file={file} />
    </Stack>
  );
}

function KeptKey({ file }: { file: SecurityState['file'] }) {
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: (kept: boolean) => client.security.keep({ keep: kept }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.security.key() }),
  });
  if (!file.encrypted || file.keychain === 'none') return null;
  return (
    <>
      <Checkbox
        label={say('Keep the key in the keychain of this machine')}
        description={say('This user of this machine is then not asked for the passphrase.')}
        checked={file.keychain === 'kept'}
        disabled={keep.isPending}
        onChange={(event) => keep.mutate(event.currentTarget.checked)}
      />
      {keep.error ? <ErrorState error={keep.error} /> : null}
    </>
  );
}

function SafeCopies({ file }: { file: SecurityState['file'] }) {
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const remove = useMutation({
    mutationFn: () => client.security.removeCopies(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.security.key() }),
    onSettled: () => setSure(false),
  });
  if (file.safeCopies === 0) return null;
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm">
        {say(
          '{copies, plural, one {# copy that was kept lies} other {# copies that were kept lie}} beside the file, as it was then: perhaps not encrypted, or with an earlier passphrase.',
          { copies: file.safeCopies },
        )}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={remove.isPending}
        onClick={() => (sure ? remove.mutate() : setSure(true))}
      >
        {sure ? say('Delete them for good') : say('Delete these copies')}
      </Button>
      {remove.error ? <ErrorState error={remove.error} /> : null}
    </Stack>
  );
}
