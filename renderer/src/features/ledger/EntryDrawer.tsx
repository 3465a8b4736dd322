import { ActionIcon, Badge, Code, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowsDiff, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { bytes, count, instant } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { ButtonLink } from '../../shared/links.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { actionName } from './action-names.ts';
import { EntryProof } from './EntryProof.tsx';
import { EraseContent } from './EraseContent.tsx';
import classes from './ledger.module.css';

/** Longer contents are cut for the screen: a browser takes seconds to lay out more. */
const SHOWN_CHARACTERS = 200_000;

function Payload({ payload }: { payload: unknown }) {
  const text = useMemo(() => JSON.stringify(payload, null, 2), [payload]);
  return (
    <>
      <Code block className={classes.payload} tabIndex={0} aria-label="Content of the entry">
        {text.slice(0, SHOWN_CHARACTERS)}
      </Code>
      {text.length > SHOWN_CHARACTERS ? (
        <Text size="xs" c="dimmed">
          The first {bytes(SHOWN_CHARACTERS)} of {bytes(text.length)} are shown.
        </Text>
      ) : null}
    </>
  );
}

function Details({ seq }: { seq: number }) {
  const { data, error, refetch } = useQuery(orpc.ledger.get.queryOptions({ input: { seq } }));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the entry" bars={[320]} />;
  return (
    <Stack gap="md">
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {data.label}
      </Text>
      <dl className={classes.facts}>
        <dt>When</dt>
        <dd title={data.at}>{instant(data.at, true)}</dd>
        <dt>By</dt>
        <dd>{data.actor}</dd>
        <dt>Action</dt>
        <dd>
          {actionName(data.action)} <Code>{data.action}</Code>
        </dd>
        <dt>Object</dt>
        <dd>
          {data.objectType} <Code>{data.objectId}</Code>
        </dd>
        <dt>Kind</dt>
        <dd>
          {data.changesCatalog
            ? 'Change: it made a new revision of the catalog'
            : data.action.startsWith('ledger.')
              ? 'About the ledger itself: the catalog stayed as it was'
              : 'Disclosure: the catalog stayed as it was'}
        </dd>
        <dt>Entry hash</dt>
        <dd>
          <HashText value={data.entryHash} label="entry hash" full />
        </dd>
        <dt>Previous hash</dt>
        <dd>
          <HashText value={data.prevHash} label="previous hash" full />
        </dd>
        <dt>Commitment</dt>
        <dd>
          <HashText value={data.commitment} label="commitment" full />
        </dd>
        {data.salt === null ? null : (
          <>
            <dt>Salt</dt>
            <dd>
              <HashText value={data.salt} label="salt" full />
            </dd>
          </>
        )}
      </dl>
      {data.changesCatalog ? (
        <div>
          <ButtonLink
            to="/compare"
            search={{ kind: 'revisions', a: data.seq - 1, b: data.seq }}
            size="xs"
            variant="default"
            leftSection={<IconArrowsDiff size={14} aria-hidden />}
          >
            Compare with the revision before
          </ButtonLink>
        </div>
      ) : null}
      <div>
        <Title order={3} size="h5" mb={4}>
          Content
        </Title>
        {data.erased ? (
          <Group gap="xs">
            <Badge color="orange">Erased</Badge>
            <Text size="sm">
              The content was erased on purpose. The entry and its place in the chain stay verifiable.
            </Text>
          </Group>
        ) : (
          <Payload payload={data.payload} />
        )}
        <Text size="xs" c="dimmed" mt={4}>
          The commitment is SHA-256 of the salt followed by the content in canonical JSON (RFC 8785). The
          entry hash covers the commitment, the fields above and the previous hash.
        </Text>
      </div>
      <EntryProof seq={data.seq} />
      {data.erased || data.action.startsWith('ledger.') ? null : <EraseContent seq={data.seq} />}
    </Stack>
  );
}

interface Props {
  seq: number | null;
  onClose: () => void;
  onShow: (seq: number) => void;
}

/** One entry in full, with the hashes from which anybody can recompute it. */
export function EntryDrawer({ seq, onClose, onShow }: Props) {
  const size = useQuery(orpc.system.info.queryOptions()).data?.catalog.ledgerSize ?? 0;
  const title = (
    <Group gap={4} wrap="nowrap">
      {seq === null ? 'Entry' : `Entry ${count(seq)}`}
      {seq === null ? null : (
        <>
          <ActionIcon
            aria-label="Newer entry"
            title="Newer entry"
            disabled={seq >= size}
            onClick={() => onShow(seq + 1)}
          >
            <IconChevronUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            aria-label="Older entry"
            title="Older entry"
            disabled={seq <= 1}
            onClick={() => onShow(seq - 1)}
          >
            <IconChevronDown size={16} aria-hidden />
          </ActionIcon>
        </>
      )}
    </Group>
  );
  return (
    <Drawer opened={seq !== null} onClose={onClose} position="right" size="min(680px, 92vw)" title={title}>
      {seq === null ? null : <Details seq={seq} />}
    </Drawer>
  );
}
