import { Badge, Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Ref } from 'react';
import type { DifferenceRow, ImportPart } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { changedName, changeKind, partWords, valueWords } from './change-kinds.ts';
import { addLeftOut, isNamedBy, useLeftOut } from './difference-choice.ts';
import classes from './imports.module.css';
import { recordName } from './record-names.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  row: DifferenceRow;
  previewId: string;
  /** What the parts are left out of; null where nothing can be. */
  subject: string | null;
  ref: Ref<HTMLElement>;
}

/** One change in full, and what can be left out because of it. */
export function ChangeDetail({ row, previewId, subject, ref }: Props) {
  const { name, color } = changeKind(row.change);
  const lines: readonly (readonly [term: string, text: string | null])[] = [
    [say('Dataset'), row.dataset === '' ? null : row.dataset],
    [say('Namespace'), row.namespace === '' ? null : row.namespace],
    [say('Name'), row.name === row.dataset ? null : changedName(row)],
    [say('Before'), valueWords(row, row.before)],
    [say('After'), valueWords(row, row.after)],
    [say('Note'), told(row.note)],
    [say('Said by'), row.scope],
  ];
  return (
    <section ref={ref} tabIndex={-1} aria-label={say('The chosen change')} className={classes.detail}>
      <Group gap="xs" mb={4}>
        <Badge size="sm" tt="none" variant="light" color={color}>
          {name}
        </Badge>
        <Text size="sm" fw={600}>
          {recordName(row.type)}
        </Text>
      </Group>
      <dl className={classes.facts}>
        {lines.map(([term, text]) =>
          text === null || text === '' ? null : (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
      {subject === null ? null : <LeaveOut row={row} previewId={previewId} subject={subject} />}
    </section>
  );
}

function LeaveOut({ row, previewId, subject }: { row: DifferenceRow; previewId: string; subject: string }) {
  const chosen = useLeftOut(subject);
  const leave = useMutation({
    mutationFn: async (part: ImportPart) => {
      const { leavable } = await client.imports.differenceCounts({
        previewId,
        changes: part.changes ?? [],
        types: part.types ?? [],
        dataset: { namespace: row.namespace, dataset: row.dataset },
      });
      addLeftOut(subject, { part, count: leavable });
    },
  });
  if (row.leftOut) return <Text size="sm">{say('A rule leaves it out of every import.')}</Text>;
  if (row.derived) {
    return (
      <Text size="sm" c="dimmed">
        {say('It follows from other changes or only notes something, so it cannot be left out by itself.')}
      </Text>
    );
  }
  if (chosen.some(({ part }) => isNamedBy(row, part)))
    return <Text size="sm">{say('It is left out of this import.')}</Text>;
  const place = { namespace: row.namespace, dataset: row.dataset };
  const parts: ImportPart[] = [{ changes: [row.change], types: [row.type], ...place }, place];
  return (
    <>
      <Group gap="xs">
        {parts.map((part) => (
          <Button
            key={partWords(part)}
            size="compact-xs"
            variant="default"
            className={classes.shrink}
            loading={leave.isPending}
            onClick={() => leave.mutate(part)}
          >
            {say('Leave out: {part}', { part: partWords(part) })}
          </Button>
        ))}
      </Group>
      {leave.error ? (
        <ErrorState error={leave.error} onRetry={leave.reset} retryLabel={say('Dismiss')} />
      ) : null}
    </>
  );
}
