import { ActionIcon, Badge, Code, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowsDiff, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { bytes, instant } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { ButtonLink } from '../../shared/links.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { actionName, objectName } from './action-names.ts';
import { EntryProof } from './EntryProof.tsx';
import { EraseContent } from './EraseContent.tsx';
import classes from './ledger.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** Longer contents are cut for the screen: a browser takes seconds to lay out more. */
const SHOWN_CHARACTERS = 200_000;

function Payload({ payload }: { payload: unknown }) {
  const text = useMemo(() => JSON.stringify(payload, null, 2), [payload]);
  return (
    <>
      <Code block className={classes.payload} tabIndex={0} aria-label={say('Content of the entry')}>
        {text.slice(0, SHOWN_CHARACTERS)}
      </Code>
      {text.length > SHOWN_CHARACTERS ? (
        <Text size="xs" c="dimmed">
          {say('The first {shown} of {whole} are shown.', {
            shown: bytes(SHOWN_CHARACTERS),
            whole: bytes(text.length),
          })}
        </Text>
      ) : null}
    </>
  );
}

function Details({ seq }: { seq: number }) {
  const { data, error, refetch } = useQuery(orpc.ledger.get.queryOptions({ input: { seq } }));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('the entry')} bars={[320]} />;
  return (
    <Stack gap="md">
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {told(data.label)}
      </Text>
      <dl className={classes.facts}>
        <dt>{say('When')}</dt>
        <dd title={data.at}>{instant(data.at, true)}</dd>
        <dt>{say('By')}</dt>
        <dd>{data.actor}</dd>
        <dt>{say('Action')}</dt>
        <dd>
          {actionName(data.action)} <Code>{data.action}</Code>
        </dd>
        <dt>{say('Object')}</dt>
        <dd>
          {objectName(data.objectType)} <Code>{data.objectId}</Code>
        </dd>
        <dt>{say('Kind')}</dt>
        <dd>
          {data.changesCatalog
            ? say('Change: it made a new revision of the catalog')
            : data.action.startsWith('ledger.')
              ? say('About the ledger itself: the catalog stayed as it was')
              : say('Disclosure: the catalog stayed as it was')}
        </dd>
        <dt>{say('Entry hash')}</dt>
        <dd>
          <HashText value={data.entryHash} label={say('entry hash')} full />
        </dd>
        <dt>{say('Previous hash')}</dt>
        <dd>
          <HashText value={data.prevHash} label={say('previous hash')} full />
        </dd>
        <dt>{say('Commitment')}</dt>
        <dd>
          <HashText value={data.commitment} label={say('commitment')} full />
        </dd>
        {data.salt === null ? null : (
          <>
            <dt>{say('Salt')}</dt>
            <dd>
              <HashText value={data.salt} label={say('salt')} full />
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
            {say('Compare with the revision before')}
          </ButtonLink>
        </div>
      ) : null}
      <div>
        <Title order={3} size="h5" mb={4}>
          {say('Content')}
        </Title>
        {data.erased ? (
          <Group gap="xs">
            <Badge color="orange">{say('Erased')}</Badge>
            <Text size="sm">
              {say(
                'The content was erased on purpose. The entry and its place in the chain stay verifiable.',
              )}
            </Text>
          </Group>
        ) : (
          <Payload payload={data.payload} />
        )}
        <Text size="xs" c="dimmed" mt={4}>
          {say(
            'The commitment is SHA-256 of the salt followed by the content in canonical JSON (RFC 8785). The entry hash covers the commitment, the fields above and the previous hash.',
          )}
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
      {seq === null ? say('Entry') : say('Entry {seq, number}', { seq })}
      {seq === null ? null : (
        <>
          <ActionIcon
            aria-label={say('Newer entry')}
            title={say('Newer entry')}
            disabled={seq >= size}
            onClick={() => onShow(seq + 1)}
          >
            <IconChevronUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            aria-label={say('Older entry')}
            title={say('Older entry')}
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
