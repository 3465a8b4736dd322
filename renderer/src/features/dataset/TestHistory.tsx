import { Popover, ScrollArea, Table, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { DatasetDetail } from '../../../../contract/index.ts';
import { formatInstant, formatNumber } from './model/format.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

type History = DatasetDetail['testHistory'][number];
type Result = History['results'][number];

/** One bar a result, oldest first. A failure is tall as well as red. */
const BAR = { width: 3, gap: 1, height: 16 };

const isBad = ({ status }: Result): boolean => /^(fail|error)/i.test(status);
const isGood = ({ status }: Result): boolean => /^(pass|success|ok)/i.test(status);

function Strip({ results }: { results: readonly Result[] }) {
  const step = BAR.width + BAR.gap;
  return (
    <svg width={results.length * step} height={BAR.height} aria-hidden style={{ display: 'block' }}>
      {results.toReversed().map((result, at) => {
        const height = BAR.height * (isBad(result) ? 1 : isGood(result) ? 0.4 : 0.7);
        return (
          <rect
            key={`${result.at} ${result.status} ${at}`}
            x={at * step}
            y={BAR.height - height}
            width={BAR.width}
            height={height}
            fill={isBad(result) ? 'var(--mantine-color-red-filled)' : 'currentColor'}
            opacity={isBad(result) ? 1 : 0.55}
          />
        );
      })}
    </svg>
  );
}

/** What came of a test over time: a strip of its latest results, and the list behind it. */
export function TestHistory({ test, history }: { test: string; history: History | undefined }) {
  const [open, setOpen] = useState(false);
  if (!history) return '–';
  const { results, total } = history;
  const failed = results.filter(isBad).length;
  const values = { shown: results.length, results: total };
  const all = say('{results, plural, one {# result} other {# results}}', { results: total });
  const cut = results.length < total;
  const shown = cut
    ? say('the last {shown, number} of {results, plural, one {# result} other {# results}}', values)
    : all;
  return (
    <Popover opened={open} onChange={setOpen} withArrow withinPortal trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          mih={24}
          miw={24}
          onClick={() => setOpen(!open)}
          aria-label={say('History of {test}: {shown}, {failed, number} failed', { test, shown, failed })}
          title={say('{shown}, {failed, number} failed', { shown, failed })}
        >
          <Strip results={results} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('History of {test}', { test })}>
        <Text size="sm" fw={600}>
          {cut
            ? say('The last {shown, number} of {results, plural, one {# result} other {# results}}', values)
            : all}
        </Text>
        <ScrollArea.Autosize
          mah={280}
          viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': say('Results') }}
        >
          <Table verticalSpacing={2} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('When')}</Table.Th>
                <Table.Th>{say('Outcome')}</Table.Th>
                <Table.Th ta="end">{say('Failures')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {results.map((result, at) => (
                <Table.Tr key={`${result.at} ${result.status} ${at}`}>
                  <Table.Td>{formatInstant(result.at)}</Table.Td>
                  <Table.Td fw={isBad(result) ? 600 : undefined}>{told(result.status)}</Table.Td>
                  <Table.Td ta="end">{formatNumber(result.failures)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
