import { Button, List, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { HistoryEntry } from '../../../../contract/index.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { actionName } from '../ledger/action-names.ts';
import { RevisionLink } from './EvidenceTab.tsx';
import { formatInstant } from './model/format.ts';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { useHistory } from './use-paged.ts';
import classes from './dataset.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';
import { statedWords } from './model/stated-words.ts';

/** What changed on this dataset, newest first, each change with its ledger entry. */
export function HistoryTab({ id }: { id: number }) {
  const history = useHistory(id);
  return (
    <PagedList
      list={history}
      what={say('changes')}
      empty={
        <EmptyState title={say('No changes yet')}>
          {say('Imports and edits that touch this dataset are listed here.')}
        </EmptyState>
      }
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

/** Changes shown of one entry at first, and how many more at a time. */
const FEW = 10;
const MORE = 200;

function Entry({ entry }: { entry: HistoryEntry }) {
  const { changes } = entry;
  const [shown, setShown] = useState(FEW);
  return (
    <Paper component="li" withBorder p="sm">
      <Text size="sm" fw={600} className={classes.wrap}>
        {told(entry.label)}
      </Text>
      <Text size="xs" c="dimmed">
        {formatInstant(entry.at)} · {entry.actor} · {actionName(entry.action)} ·{' '}
        <RevisionLink revision={entry.revision} />
      </Text>
      {changes.length > 0 && (
        <List size="sm" mt={4} listStyleType="none">
          {changes.slice(0, shown).map(({ change, what }, index) => (
            <List.Item key={index} className={classes.wrap}>
              <Text span size="sm" c="dimmed">
                {change === 'added' ? `+ ${say('added')}` : `− ${say('removed')}`}
              </Text>{' '}
              {statedWords(what)}
            </List.Item>
          ))}
        </List>
      )}
      {changes.length > shown && (
        <Button size="compact-xs" variant="subtle" onClick={() => setShown(shown + MORE)}>
          {say('Show more ({shown, number} of {changes, number})', { shown, changes: changes.length })}
        </Button>
      )}
    </Paper>
  );
}
