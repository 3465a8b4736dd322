import { Alert, Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconDownload, IconKey, IconSignature } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LedgerCheckpoint, LedgerKeys } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { CopyText } from '../../shared/CopyText.tsx';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, instant } from '../../shared/format.ts';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../shared/grid/use-flat.ts';
import { HashText } from '../../shared/HashText.tsx';
import { host } from '../../shared/host.ts';
import { Loading } from '../../shared/Loading.tsx';
import { Section } from '../../shared/Section.tsx';
import { orSay } from '../../shared/say-error.ts';
import classes from './ledger.module.css';
import { OtherKeys } from './OtherKeys.tsx';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const REASONS: Readonly<Record<string, string>> = {
  import: sayIn('what happened', 'Import'),
  report: say('Report'),
  export: say('Export or pack'),
  ledger: say('Change of the ledger itself'),
  change: say('Many changes'),
  close: say('Catalog closed'),
  key: say('Before a new key'),
  proof: say('Proof'),
  'asked for': say('Asked for'),
};

const KEPT: Record<NonNullable<LedgerKeys['protection']>, string> = {
  keychain: say(
    'sealed with a key of this system’s keychain. Somebody who puts back an older copy of the sealed file as well is found by evidence packs only.',
  ),
  passphrase: say('in a file of yours, sealed with a passphrase.'),
  'file rights': say(
    'in a file that only your user account may read. Whoever can read your files can sign with it; a passphrase in HEADWATER_PASSPHRASE seals it.',
  ),
};

function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: orpc.ledger.key() });
}

function Rotate() {
  const [opened, { open, close }] = useDisclosure(false);
  const refresh = useRefresh();
  const rotate = useMutation(
    orpc.ledger.rotateKey.mutationOptions({
      onSuccess: () => {
        close();
        refresh();
      },
    }),
  );
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        {say('New key…')}
      </Button>
      <Modal opened={opened} onClose={close} title={say('Let a new key take over')}>
        <Stack gap="sm">
          <Text size="sm">
            {say(
              'From now on a new key signs. The ledger records it in an entry that the present key signs, so that readers who know this key can trust the next. Readers of packs need the new fingerprint.',
            )}
          </Text>
          {rotate.error ? <ErrorState error={rotate.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {say('Cancel')}
            </Button>
            <Button loading={rotate.isPending} onClick={() => rotate.mutate(undefined)}>
              {say('Make the new key')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function KeyFacts({ current, protection, problem, used }: LedgerKeys) {
  return (
    <Stack gap="sm">
      {problem === null ? null : (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={say('Not signed')}>
          {told(problem)}
        </Alert>
      )}
      {current === null ? (
        <Text size="sm">{say('No key yet: one is made with the first checkpoint.')}</Text>
      ) : (
        <>
          <dl className={classes.facts}>
            <dt>{say('Fingerprint')}</dt>
            <dd>
              <HashText value={current.keyId} label={say('fingerprint')} full />
            </dd>
            <dt>{say('Since')}</dt>
            <dd>{instant(current.since)}</dd>
            <dt>{sayIn('key', 'Kept')}</dt>
            <dd>{protection === null ? say('nowhere') : KEPT[protection]}</dd>
          </dl>
          <Group gap="xs">
            <CopyText text={current.pem} label={say('public key')} framed />
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={14} aria-hidden />}
              onClick={() => orSay(host.save('headwater-key.pem', 'application/x-pem-file', current.pem))}
            >
              {say('Save the public key')}
            </Button>
            <Rotate />
          </Group>
          <OtherKeys current={current.keyId} used={used} />
        </>
      )}
    </Stack>
  );
}

function Row({ size, at, reason, root, keyId, text }: LedgerCheckpoint) {
  return (
    <Table.Tr>
      <Table.Td ta="end">{count(size)}</Table.Td>
      <Table.Td>{instant(at)}</Table.Td>
      <Table.Td>{REASONS[reason] ?? reason}</Table.Td>
      <Table.Td>
        <HashText
          value={root}
          label={say('root over {size, plural, one {# entry} other {# entries}}', { size })}
        />
      </Table.Td>
      <Table.Td>
        <HashText
          value={keyId}
          label={say('key of the checkpoint over {size, plural, one {# entry} other {# entries}}', { size })}
        />
      </Table.Td>
      <Table.Td>
        <CopyText
          text={text}
          label={say('signed note over {size, plural, one {# entry} other {# entries}}', { size })}
        />
      </Table.Td>
    </Table.Tr>
  );
}

/** Signed states of the ledger, and the key that signs them. */
export function CheckpointsTab() {
  const keys = useQuery(orpc.ledger.keys.queryOptions());
  const list = useFlat(
    useInfiniteQuery(
      orpc.ledger.checkpoints.infiniteOptions({
        input: (offset: number) => ({ offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  const refresh = useRefresh();
  const sign = useMutation(orpc.ledger.checkpoint.mutationOptions({ onSuccess: refresh }));
  return (
    <Stack gap="md" className={classes.scroll}>
      <Section title={say('Signing key')} aside={<IconKey size={18} aria-hidden />}>
        {keys.error ? <ErrorState error={keys.error} onRetry={() => void keys.refetch()} /> : null}
        {keys.data ? (
          <KeyFacts {...keys.data} />
        ) : keys.error ? null : (
          <Loading what={say('the key')} bars={[80]} />
        )}
      </Section>
      <Section
        title={say('Checkpoints')}
        aside={
          <Button
            size="xs"
            variant="default"
            leftSection={<IconSignature size={14} aria-hidden />}
            loading={sign.isPending}
            onClick={() => sign.mutate(undefined)}
          >
            {say('Sign now')}
          </Button>
        }
      >
        <Text size="sm" c="dimmed" mb="xs">
          {say(
            'How long the ledger was and what it said, signed after imports, reports and exports, when the catalog is closed, and after 256 entries at the latest. Also kept beside the catalog file and in every evidence pack.',
          )}
        </Text>
        {sign.error ? <ErrorState error={sign.error} /> : null}
        <PagedList
          list={list}
          what={say('checkpoints')}
          empty={
            <EmptyState icon={IconSignature} title={say('No checkpoints yet')}>
              {say('The first is signed after the next import or report, or when you sign now.')}
            </EmptyState>
          }
        >
          {(items) => (
            <Table.ScrollContainer minWidth={640}>
              <Table verticalSpacing={4} fz="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th ta="end">{say('Entries')}</Table.Th>
                    <Table.Th>{say('Signed')}</Table.Th>
                    <Table.Th>{say('Why')}</Table.Th>
                    <Table.Th>{say('Root')}</Table.Th>
                    <Table.Th>{say('Key')}</Table.Th>
                    <Table.Th>{say('Signed note')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((item) => (
                    <Row key={item.size} {...item} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </PagedList>
      </Section>
    </Stack>
  );
}
