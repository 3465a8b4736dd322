import { List, Paper, Stack, Text } from '@mantine/core';
import type { HistoryEntry } from '../../../../contract/index.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { RevisionLink } from './EvidenceTab.tsx';
import { formatInstant } from './model/format.ts';
import { PagedList } from './PagedList.tsx';
import { useHistory } from './use-paged.ts';
import classes from './dataset.module.css';

/** What changed on this dataset, newest first, each change with its ledger entry. */
export function HistoryTab({ id }: { id: number }) {
  const history = useHistory(id);
  return (
    <PagedList
      list={history}
      what="changes"
      empty={<EmptyState title="No changes yet">Imports and edits that touch this dataset are listed here.</EmptyState>}
    >
      {(items) => (
        <Stack gap="xs" component="ol" className={classes.plainList}>
          {items.map((entry) => (
            <Entry key={entry.revision} entry={entry} />
          ))}
        </Stack>
      )}
    </PagedList>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  return (
    <Paper component="li" withBorder p="sm">
      <Text size="sm" fw={600} className={classes.wrap}>
        {entry.label}
      </Text>
      <Text size="xs" c="dimmed">
        {formatInstant(entry.at)} · {entry.actor} · {entry.action} · <RevisionLink revision={entry.revision} />
      </Text>
      {entry.changes.length > 0 && (
        <List size="sm" mt={4} listStyleType="none">
          {entry.changes.map(({ change, what }, index) => (
            <List.Item key={index} className={classes.wrap}>
              <Text span size="sm" c="dimmed">
                {change === 'added' ? '+ added' : '− removed'}
              </Text>{' '}
              {what}
            </List.Item>
          ))}
        </List>
      )}
    </Paper>
  );
}
