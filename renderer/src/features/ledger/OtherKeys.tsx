import { Badge, Button, Group, Modal, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LedgerKeys } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { instant } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { Say } from '../../shared/language/Say.tsx';
import { say } from '../../shared/language/say.ts';

/** Keys beside the one of this machine that signed the ledger, as that of the command line beside the app's. */
export function OtherKeys({ current, used }: { current: string; used: LedgerKeys['used'] }) {
  const [asked, setAsked] = useState<string | null>(null);
  const queries = useQueryClient();
  const vouch = useMutation(
    orpc.ledger.vouch.mutationOptions({
      onSuccess: () => {
        setAsked(null);
        void queries.invalidateQueries({ queryKey: orpc.ledger.key() });
      },
    }),
  );
  const others = used.filter(({ keyId }) => keyId !== current);
  if (others.length === 0) return null;
  return (
    <Stack gap={4}>
      <Title order={3} size="h6">
        {say('Other keys that signed this ledger')}
      </Title>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Fingerprint')}</Table.Th>
            <Table.Th>{say('First signed')}</Table.Th>
            <Table.Th>{say('Trust')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {others.map(({ keyId, at, trusted }) => (
            <Table.Tr key={keyId}>
              <Table.Td>
                <HashText value={keyId} label={say('key first used {at}', { at })} />
              </Table.Td>
              <Table.Td>{instant(at)}</Table.Td>
              <Table.Td>
                {trusted ? (
                  <Badge variant="outline" tt="none">
                    {say('vouched for')}
                  </Badge>
                ) : (
                  <Button size="compact-sm" variant="default" onClick={() => setAsked(keyId)}>
                    {say('Vouch for it…')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={say('Vouch for another key')}>
        <Stack gap="sm">
          <Text size="sm">
            <Say
              text="The key of this machine signs an entry of the ledger that says: this key is ours, too. Whoever trusts one key then trusts what the other signed. Compare the fingerprint first; on the command line, {command} prints it."
              values={{ command: <code>headwater key</code> }}
            />
          </Text>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            <code>{asked}</code>
          </Text>
          {vouch.error ? <ErrorState error={vouch.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(null)}>
              {say('Cancel')}
            </Button>
            <Button loading={vouch.isPending} onClick={() => asked && vouch.mutate({ keyId: asked })}>
              {say('It is ours')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}
