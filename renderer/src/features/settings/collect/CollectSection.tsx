import { Alert, Stack, Text } from '@mantine/core';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Section } from '../../../shared/Section.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { ClientSetups } from './ClientSetups.tsx';
import { InboxPanel } from './InboxPanel.tsx';
import { ReceiverPanel } from './ReceiverPanel.tsx';
import { useCollect } from './use-collect.ts';
import { WatchPanel } from './WatchPanel.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Live collection of OpenLineage events: receiver, watched folder, what came in. */
export function CollectSection() {
  const { status, configure, key, forgetKey } = useCollect();
  const { data } = status;
  return (
    <Section title={say('Live collection')}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {say(
            'Takes OpenLineage events as pipelines run, while Headwater is open. What comes in is imported every few seconds, with a ledger entry of its own. Events are taken from this computer only.',
          )}
        </Text>
        {status.error ? <ErrorState error={status.error} onRetry={() => void status.refetch()} /> : null}
        {configure.error ? (
          <ErrorState error={configure.error} onRetry={configure.reset} retryLabel={say('Dismiss')} />
        ) : null}
        {!data && !status.error ? <Loading what={say('the receiver')} bars={[160]} /> : null}
        {data ? (
          <>
            {data.inbox.problem === null ? null : (
              <Alert color="red" title={say('Nothing is collected or imported at present')}>
                {told(data.inbox.problem)}
              </Alert>
            )}
            <ReceiverPanel
              receiver={data.receiver}
              newKey={key}
              busy={configure.isPending}
              onChange={configure.mutate}
              onKeyDone={forgetKey}
            />
            {data.receiver.address === null ? null : (
              <ClientSetups
                address={data.receiver.address}
                requireKey={data.receiver.requireKey}
                newKey={key}
              />
            )}
            <WatchPanel watch={data.watch} busy={configure.isPending} onChange={configure.mutate} />
            <InboxPanel status={data} />
          </>
        ) : null}
      </Stack>
    </Section>
  );
}
