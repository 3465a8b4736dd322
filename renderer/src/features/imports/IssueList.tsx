import { Badge, Button, Chip, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportIssue } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { orSay } from '../../shared/say-error.ts';
import classes from './imports.module.css';
import { saveIssues } from './save-issues.ts';
import { placeWords } from './places.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const COLUMNS: readonly GridColumn<ImportIssue>[] = [
  {
    id: 'severity',
    header: say('Severity'),
    width: '7.5rem',
    render: ({ severity }) =>
      severity === 'rejected' ? (
        <Badge color="red" size="sm" tt="none" leftSection={<IconBan size={11} aria-hidden />}>
          {say('Rejected')}
        </Badge>
      ) : (
        <Badge color="orange" size="sm" tt="none" leftSection={<IconAlertTriangle size={11} aria-hidden />}>
          {say('Warning')}
        </Badge>
      ),
  },
  {
    id: 'message',
    header: say('What happened'),
    width: 'minmax(16rem, 3fr)',
    render: ({ message }) => (
      <span className={classes.twoLines} title={told(message)}>
        {told(message)}
      </span>
    ),
  },
  {
    id: 'place',
    header: say('Where'),
    width: 'minmax(10rem, 2fr)',
    render: ({ file, at }) => {
      const place = placeWords(file, at);
      return (
        <span className={classes.twoLines} title={place}>
          {place}
        </span>
      );
    },
  },
];

/** Issues with their number per code; a code narrows the list. */
export function IssueList({
  issues,
  total,
  importId,
}: {
  issues: readonly ImportIssue[];
  total: number;
  /** Of an import that was kept: all of its issues can be had as a file. */
  importId?: number;
}) {
  const [code, setCode] = useState<string | null>(null);
  const [text, setText] = useState('');
  if (issues.length === 0)
    return <Text size="sm">{say('No issues: everything in the files was used.')}</Text>;
  const codes = [...Map.groupBy(issues, (issue) => issue.code)].sort(([, a], [, b]) => b.length - a.length);
  const wanted = text.trim().toLowerCase();
  const shown = issues.filter(
    (issue) =>
      (code === null || issue.code === code) &&
      (wanted === '' ||
        `${told(issue.message)} ${placeWords(issue.file, issue.at)}`.toLowerCase().includes(wanted)),
  );
  return (
    <Stack gap="xs">
      <Group gap={6} role="group" aria-label={say('Narrow by code')}>
        {codes.map(([name, members]) => (
          <Chip
            key={name}
            size="xs"
            variant="outline"
            checked={code === name}
            onChange={(on) => setCode(on ? name : null)}
          >
            {told(name)} ({count(members.length)})
          </Chip>
        ))}
      </Group>
      <Group gap="xs">
        <TextInput
          size="xs"
          aria-label={say('Search the issues')}
          placeholder={say('Search')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {importId === undefined ? null : (
          <Button size="xs" variant="default" onClick={() => orSay(saveIssues(importId))}>
            {say('Save as CSV')}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {total > issues.length
          ? say(
              '{shown, number} of {total, number} issues; the first {listed, number} are listed and counted by code',
              { shown: shown.length, total, listed: issues.length },
            )
          : say('{shown, number} of {total, plural, one {# issue} other {# issues}}', {
              shown: shown.length,
              total,
            })}
      </Text>
      <div className={classes.gridBox} style={{ height: Math.min(360, 36 + shown.length * 46) }}>
        <RowGrid
          label={say('Issues')}
          columns={COLUMNS}
          rowCount={shown.length}
          rowAt={(index) => shown[index]}
          rowHeight={46}
          listKey={`${code ?? ''} ${wanted}`}
          minWidth="38rem"
        />
      </div>
    </Stack>
  );
}
