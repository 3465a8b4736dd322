import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ActivityRow } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { ButtonLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { textIn } from './model/draft.ts';
import { groupTitle } from './model/fields.ts';
import { ROLE_WORDS, SCREENING_COLOR, SCREENING_WORDS, STATUS_WORDS } from './model/words.ts';
import { Beside } from './Beside.tsx';
import { FindingList } from './FindingList.tsx';
import { LinkedList } from './LinkedList.tsx';
import { ProcessingHistory } from './ProcessingHistory.tsx';
import classes from './processing.module.css';
import { say, sayIn } from '../../../shared/language/say.ts';

interface Props {
  row: ActivityRow;
  /** With the part of the form to begin with. */
  onEdit: (group?: string) => void;
  onRemove: () => void;
}

/** One activity: findings, what is stated beside what is known, its datasets, and what happened to it. */
export function ActivityPanel({ row, onEdit, onRemove }: Props) {
  const shown = useQuery(orpc.processing.show.queryOptions({ input: { key: row.key } }));
  if (shown.error) return <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />;
  if (!shown.data) return <Loading what={say('the activity')} bars={[24, 80, 160]} />;
  const { key, name, role, stated, findings, screening, derived } = shown.data;
  const description = textIn(stated['description']);
  return (
    <>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={2} size="h4" className={classes.wrap}>
          {name}
        </Title>
        <Group gap={4}>
          <Button size="compact-sm" variant="default" onClick={() => onEdit()}>
            {say('Edit')}
          </Button>
          <ButtonLink
            size="compact-sm"
            variant="default"
            to="/privacy"
            search={{ view: 'records', activity: key }}
          >
            {sayIn('processing', 'Record')}
          </ButtonLink>
          <Button size="compact-sm" variant="default" onClick={onRemove}>
            {say('Remove')}
          </Button>
        </Group>
      </Group>
      <Group gap={6}>
        <Badge variant="default" tt="none">
          {ROLE_WORDS[role]}
        </Badge>
        <Badge variant="default" tt="none">
          {STATUS_WORDS[row.status]}
        </Badge>
        <Badge
          variant="outline"
          tt="none"
          color={SCREENING_COLOR[screening.conclusion]}
          c="var(--mantine-color-text)"
        >
          {SCREENING_WORDS[screening.conclusion]}
        </Badge>
      </Group>
      {description === '' ? null : (
        <Text size="sm" className={classes.wrap} style={{ whiteSpace: 'pre-line' }}>
          {description}
        </Text>
      )}
      <FindingList activity={key} findings={findings} />
      <Beside view={shown.data} />
      <LinkedList
        activity={key}
        links={derived.links}
        onEdit={() => onEdit(groupTitle('activity', 'links'))}
      />
      <ProcessingHistory register="activity" entryKey={key} />
    </>
  );
}
