import { Badge } from '@mantine/core';
import type { InboxGroup } from '../../../../contract/index.ts';
import { RowGrid, type GridSelection } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { SensitivityBadge } from '../../shared/SensitivityBadge.tsx';
import { certainty, KIND_NOUNS, sizeText } from './model/words.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const COLUMNS: readonly GridColumn<InboxGroup>[] = [
  {
    id: 'what',
    header: say('Question'),
    width: 'minmax(11rem, 4fr)',
    render: ({ title, category }) => (
      <span title={category ? `${told(title)} (${category.key})` : told(title)}>
        {told(title)}
        {category?.special ? (
          <Badge component="span" size="xs" color="red" variant="outline" tt="none" ms={6}>
            {say('special category')}
          </Badge>
        ) : null}
      </span>
    ),
  },
  { id: 'kind', header: say('Kind'), width: '5.5rem', from: 700, render: ({ kind }) => KIND_NOUNS[kind] },
  {
    id: 'level',
    header: say('Sensitivity'),
    width: '8.5rem',
    from: 860,
    render: ({ category }) => (category ? <SensitivityBadge level={category.sensitivity} size="xs" /> : null),
  },
  {
    id: 'size',
    header: say('Where'),
    width: 'minmax(11rem, 2fr)',
    render: (group) => <span title={sizeText(group)}>{sizeText(group)}</span>,
  },
  {
    id: 'certainty',
    header: say('Certainty'),
    width: '6.5rem',
    align: 'end',
    render: ({ confidence }) => certainty(confidence),
  },
];

interface Props {
  readonly groups: readonly InboxGroup[];
  readonly ticked: ReadonlySet<string>;
  readonly onTicked: (keys: ReadonlySet<string>) => void;
  readonly letters: Readonly<Record<string, (group: InboxGroup | undefined) => void>>;
  readonly onActive: (index: number) => void;
  readonly listKey: string;
}

/** The groups; several can be ticked and decided together. */
export function GroupsGrid({ groups, ticked, onTicked, letters, onActive, listKey }: Props) {
  const keyAt = (index: number): string => groups[index]?.key ?? '';
  const selection: GridSelection = {
    has: (index) => ticked.has(keyAt(index)),
    count: ticked.size,
    onToggle: (index) => {
      const next = new Set(ticked);
      if (!next.delete(keyAt(index))) next.add(keyAt(index));
      onTicked(next);
    },
    onRange: (from, to) => {
      const range = groups.slice(Math.min(from, to), Math.max(from, to) + 1);
      onTicked(new Set([...ticked, ...range.map(({ key }) => key)]));
    },
    onAll: () => onTicked(new Set(groups.map(({ key }) => key))),
    onClear: () => onTicked(new Set()),
  };
  return (
    <RowGrid
      label={say('Groups of questions')}
      columns={COLUMNS}
      rowCount={groups.length}
      rowAt={(index) => groups[index]}
      letters={letters}
      onActive={onActive}
      selection={selection}
      listKey={listKey}
      minWidth="28rem"
    />
  );
}
