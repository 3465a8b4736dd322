import { Tabs, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { SheetFileOutcome } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  outcome: SheetFileOutcome;
  /** Conflicts are overwritten. */
  force: boolean;
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Sheet {
  readonly id: string;
  readonly name: string;
  readonly headers: readonly string[];
  readonly total: number;
  readonly lines: readonly Line[];
}

const shown = (text: string) => (text === '' ? say('(empty)') : text);

function sheetsOf({ changes, conflicts, problems, notes }: SheetFileOutcome, force: boolean): Sheet[] {
  const of = (row: { name: string; column: string | null }) =>
    row.column === null ? row.name : `${row.name}: ${row.column}`;
  const all: Sheet[] = [
    {
      ...{
        id: 'changes',
        name: say('Changes'),
        total: changes.total,
        headers: [sayIn('which row', 'Of'), say('Column'), say('Before'), say('After')],
      },
      lines: changes.items.map(({ row, header, before, after }) => ({
        line: row.line,
        cells: [of(row), header, shown(before), shown(after)],
      })),
    },
    {
      ...{ id: 'conflicts', name: force ? say('Overwritten') : say('Changed since'), total: conflicts.total },
      headers: [
        sayIn('which row', 'Of'),
        say('Column'),
        say('At the export'),
        say('Now'),
        say('In the file'),
      ],
      lines: conflicts.items.map(({ row, header, base, now, wished }) => ({
        line: row.line,
        cells: [of(row), header, shown(base), shown(now), shown(wished)],
      })),
    },
    {
      ...{
        id: 'problems',
        name: say('Not used'),
        total: problems.total,
        headers: [say('Column'), say('Why')],
      },
      lines: problems.items.map(({ line, header, message }) => ({
        line,
        cells: [header ?? '', told(message)],
      })),
    },
    {
      ...{ id: 'notes', name: say('Notes'), total: notes.total, headers: [say('Note')] },
      lines: notes.items.map(({ line, message }) => ({ line, cells: [told(message)] })),
    },
  ];
  return all.filter(({ total }) => total > 0);
}

/** Everything that a file would do and what of it cannot be done, with the lines of the file. */
export function FileDifference({ outcome, force }: Props) {
  const sheets = sheetsOf(outcome, force);
  const [tab, setTab] = useState<string | null>(null);
  const present = sheets.find(({ id }) => id === tab) ?? sheets[0];
  if (!present) return null;
  return (
    <Tabs value={present.id} onChange={setTab} keepMounted={false}>
      <Tabs.List>
        {sheets.map(({ id, name, total }) => (
          <Tabs.Tab key={id} value={id}>
            {name} ({count(total)})
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {sheets.map((sheet) => (
        <Tabs.Panel key={sheet.id} value={sheet.id} pt="xs">
          <Lines sheet={sheet} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Lines({ sheet: { name, headers, lines, total } }: { readonly sheet: Sheet }) {
  const columns = useMemo((): GridColumn<Line>[] => {
    const text = (at: number): GridColumn<Line> => ({
      id: String(at),
      header: headers[at],
      width: 'minmax(6rem, 1fr)',
      render: ({ cells }) => <span title={cells[at]}>{cells[at]}</span>,
    });
    return [
      {
        id: 'line',
        header: say('Row'),
        width: '4.5rem',
        align: 'end',
        render: ({ line }) => (line === 0 ? '' : count(line)),
      },
      ...headers.map((_, at) => text(at)),
    ];
  }, [headers]);
  return (
    <div style={{ display: 'flex', flexDirection: 'column', height: 'min(20rem, 40vh)' }}>
      <RowGrid
        label={name}
        columns={columns}
        rowCount={lines.length}
        rowAt={(index) => lines[index]}
        rowHeight={28}
      />
      {lines.length < total && (
        <Text size="xs" c="dimmed">
          {say('{lines, number} of {total, number} are listed.', { lines: lines.length, total })}
        </Text>
      )}
    </div>
  );
}
