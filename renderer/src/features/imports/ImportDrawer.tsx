import { Drawer, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { instant } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { ChangesTable } from './ChangesTable.tsx';
import { FilesTable } from './FilesTable.tsx';
import { IssueList } from './IssueList.tsx';
import { LeftOutList } from './LeftOutList.tsx';
import { UndoSection } from './UndoSection.tsx';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** The contract's largest page; the list says how many there are beyond it. */
const ISSUES = 500;

function Details({ id }: { id: number }) {
  const { data, error, refetch } = useQuery(orpc.imports.get.queryOptions({ input: { id, limit: ISSUES } }));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('the import')} bars={[300]} />;
  return (
    <Stack gap="lg">
      <div>
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {told(data.label)}
        </Text>
        <Text size="sm" c="dimmed">
          {say(
            '{at} by {actor} · {records, plural, one {# record} other {# records}} used, {rejected, number} rejected, {warnings, plural, one {# warning} other {# warnings}}',
            {
              at: instant(data.at, true),
              actor: told(data.actor),
              records: data.accepted,
              rejected: data.rejected,
              warnings: data.warnings,
            },
          )}
        </Text>
        <AnchorLink to="/ledger" search={{ seq: data.revision }} size="sm">
          {say('Ledger entry {seq, number}', { seq: data.revision })}
        </AnchorLink>
      </div>
      <UndoSection key={`${data.id} ${data.undoneIn}`} entry={data} />
      {data.leftOut === 0 ? null : (
        <div>
          <Title order={3} size="h5" mb={4}>
            {say('Left out')}
          </Title>
          <LeftOutList parts={data.leftOutParts} items={data.leftOutItems} total={data.leftOut} />
        </div>
      )}
      <div>
        <Title order={3} size="h5" mb={4}>
          {say('Changes')}
        </Title>
        <ChangesTable changes={data.changes} />
      </div>
      <div>
        <Title order={3} size="h5" mb={4}>
          {say('Files')}
        </Title>
        <FilesTable files={data.sources} />
      </div>
      <div>
        <Title order={3} size="h5" mb={4}>
          {say('Issues')}
        </Title>
        <IssueList issues={data.issues} total={data.issuesTotal} importId={id} />
      </div>
    </Stack>
  );
}

/** One import in full. */
export function ImportDrawer({ id, onClose }: { id: number | null; onClose: () => void }) {
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="min(760px, 92vw)"
      title={id === null ? sayIn('noun', 'Import') : say('Import {id}', { id })}
    >
      {id === null ? null : <Details id={id} />}
    </Drawer>
  );
}
