import { Alert, Badge, Button, Checkbox, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { SampledColumn, SampledFile } from '../../../../contract/index.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count } from '../../shared/format.ts';
import { SensitivityBadge } from '../../shared/SensitivityBadge.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { decisionsOf, isOpen, preferred } from './model/decisions.ts';
import classes from './samples.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  sample: SampledFile;
  onDone: () => void;
  onAnother: () => void;
}

const STANDING: Record<string, string> = {
  'in force': say('in force already'),
  refused: say('refused before'),
};

/** What the columns of a file seem to be, with the evidence in words; ticked ones are confirmed together. */
export function SampleResult({ sample, onDone, onAnother }: Props) {
  const { file, columns, rows, more, problems, problemsTotal } = sample;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => preferred(columns));
  const { decideSample } = useSteward();
  const suggested = columns.filter(({ suggestions }) => suggestions.length > 0).length;
  const open = columns.filter(isOpen);
  const chosen = open.filter(({ name }) => ticked.has(name));
  const decide = (how: 'confirm' | 'refuse') =>
    decideSample.mutate({ file, [how]: decisionsOf(chosen) }, { onSuccess: onDone });
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {say(
          '{file}: {rows, plural, one {# row} other {# rows}} read, {columns, plural, one {# column} other {# columns}}, {suggested, number} with a suggestion.',
          { file, rows, columns: columns.length, suggested },
        )}
        {more ? ` ${say('The file has more rows or columns than are read.')}` : ''}
      </Text>
      {problemsTotal > 0 ? (
        <Alert
          variant="outline"
          color="orange"
          title={say('{rows, plural, one {# row could} other {# rows could}} not be read', {
            rows: problemsTotal,
          })}
        >
          {problems.map((problem) => (
            <Text key={problem} size="xs">
              {told(problem)}
            </Text>
          ))}
          {problems.length < problemsTotal ? (
            <Text size="xs" c="dimmed">
              {say('{shown, number} of {total, number}', {
                shown: problems.length,
                total: problemsTotal,
              })}
            </Text>
          ) : null}
        </Alert>
      ) : null}
      <Table.ScrollContainer
        minWidth={640}
        mah={420}
        scrollAreaProps={{
          viewportProps: { tabIndex: 0, role: 'group', 'aria-label': say('Columns of the file') },
        }}
      >
        <Table fz="sm" verticalSpacing={4} aria-label={say('Columns of the file')} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Column')}</Table.Th>
              <Table.Th>{say('Seems to be')}</Table.Th>
              <Table.Th>{say('Why')}</Table.Th>
              <Table.Th>{say('Shapes of values')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column) => (
              <ColumnRow
                key={column.name}
                column={column}
                inCatalog={sample.dataset !== null}
                ticked={ticked.has(column.name)}
                onTick={(on) => {
                  const next = new Set(ticked);
                  if (on) next.add(column.name);
                  else next.delete(column.name);
                  setTicked(next);
                }}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {decideSample.error ? <ErrorState error={decideSample.error} /> : null}
      <Group justify="space-between" gap="xs">
        <Button variant="subtle" onClick={onAnother}>
          {say('Another file')}
        </Button>
        <Group gap="xs">
          <Button variant="default" onClick={onDone}>
            {say('Close')}
          </Button>
          {sample.dataset ? (
            <>
              <Button
                variant="default"
                disabled={chosen.length === 0}
                loading={decideSample.isPending}
                onClick={() => decide('refuse')}
              >
                {say('Refuse {chosen, number}', { chosen: chosen.length })}
              </Button>
              <Button
                disabled={chosen.length === 0}
                loading={decideSample.isPending}
                onClick={() => decide('confirm')}
              >
                {say('Confirm {chosen, number}', { chosen: chosen.length })}
              </Button>
            </>
          ) : null}
        </Group>
      </Group>
    </Stack>
  );
}

interface RowProps {
  column: SampledColumn;
  inCatalog: boolean;
  ticked: boolean;
  onTick: (on: boolean) => void;
}

function ColumnRow({ column, inCatalog, ticked, onTick }: RowProps) {
  const { name, columnId, suggestions, shapes, values, empty, distinct } = column;
  const [best] = suggestions;
  const note =
    inCatalog && columnId === null ? say('not a column of the dataset') : STANDING[best?.standing ?? ''];
  return (
    <Table.Tr>
      <Table.Td>
        {isOpen(column) ? (
          <Checkbox
            size="xs"
            label={name}
            checked={ticked}
            onChange={(event) => onTick(event.currentTarget.checked)}
          />
        ) : (
          <Text size="sm" className={classes.name}>
            {name}
          </Text>
        )}
        {note ? (
          <Text size="xs" c="dimmed">
            {note}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>
        {best ? (
          <Stack gap={2} align="flex-start">
            <Text size="sm">{told(best.name)}</Text>
            <Group gap={4}>
              <SensitivityBadge level={best.sensitivity} size="xs" />
              {best.special ? (
                <Badge size="xs" color="red" variant="outline" tt="none">
                  {say('special category')}
                </Badge>
              ) : null}
            </Group>
            <Text size="xs" c="dimmed">
              {say('{confidence} %, {strength, select, strong {strong} other {likely}}', {
                confidence: Math.round(best.confidence * 100),
                strength: best.strength,
              })}
            </Text>
          </Stack>
        ) : (
          <Text size="sm" c="dimmed">
            {say('nothing personal')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <ul className={classes.lines}>
          {(best?.evidence ?? []).map((line) => (
            <li key={line}>{told(line)}</li>
          ))}
        </ul>
        <Text size="xs" c="dimmed">
          {say(
            '{values, plural, one {# value} other {# values}}, {distinct, number} different, {empty, number} empty',
            { values, distinct, empty },
          )}
        </Text>
      </Table.Td>
      <Table.Td>
        <ul className={classes.lines}>
          {shapes.map(({ shape, count: times }) => (
            <li key={shape}>
              <code>{shape}</code> × {count(times)}
            </li>
          ))}
        </ul>
      </Table.Td>
    </Table.Tr>
  );
}
