import { ActionIcon, Checkbox, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconPencil } from '@tabler/icons-react';
import type { Column } from '../../../../contract/index.ts';
import { SensitivityBadge } from '../../shared/SensitivityBadge.tsx';
import type { GridSelection } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { TagPills } from '../stewardship/TagPills.tsx';
import { UpDown } from '../../shared/UpDown.tsx';
import { sourceName } from '../../shared/words.ts';
import type { NameOf } from '../stewardship/model/tag-plan.ts';
import { say } from '../../shared/language/say.ts';

interface Options {
  selection: GridSelection;
  nameOf: NameOf;
  onTags: (column: Column) => void;
  onDescribe: (column: Column) => void;
}

const INDENT_REM = 1;
/** Deeper fields stand under each other; the full path is in the title. */
const MAX_INDENT = 12;

function Name({ column }: { column: Column }) {
  const { path, depth, retired, referencedOnly } = column;
  return (
    <span
      style={{ paddingInlineStart: `${Math.min(depth, MAX_INDENT) * INDENT_REM}rem` }}
      title={path.join('.')}
    >
      <Text span size="sm" td={retired ? 'line-through' : undefined}>
        {path.at(-1)}
      </Text>
      {retired && (
        <Text span size="xs" c="dimmed">
          {' '}
          {say('retired')}
        </Text>
      )}
      {referencedOnly && (
        <Text span size="xs" c="dimmed" title={say('Lineage mentions this column, but no schema lists it.')}>
          {' '}
          {say('lineage only')}
        </Text>
      )}
    </span>
  );
}

function Tests({ tests }: { tests: Column['tests'] }) {
  const { pass, fail, other } = tests;
  if (pass + fail + other === 0) return null;
  const text = [
    pass > 0 && say('{tests, number} passed', { tests: pass }),
    fail > 0 && say('{tests, number} failed', { tests: fail }),
    other > 0 && say('{tests, number} other', { tests: other }),
  ]
    .filter(Boolean)
    .join(', ');
  const Icon = fail > 0 ? IconAlertTriangle : pass > 0 ? IconCircleCheck : IconCircleDashed;
  return (
    <Group gap={4} wrap="nowrap" title={text}>
      <Icon size={14} aria-hidden style={{ flex: 'none' }} />
      <Text span size="xs" truncate>
        {text}
      </Text>
    </Group>
  );
}

/** The whole text, and in words who says so. */
function descriptionTip({ description, descriptionOrigin: origin }: Column): string | undefined {
  if (!description) return undefined;
  if (!origin) return description;
  const from =
    origin === 'steward' ? say('Written by a steward') : say('From {source}', { source: sourceName(origin) });
  return `${description}\n${from}`;
}

/** The columns of the table of columns. */
export function columnColumns({ selection, nameOf, onTags, onDescribe }: Options): GridColumn<Column>[] {
  return [
    {
      id: 'select',
      header: <VisuallyHidden>{say('Selected')}</VisuallyHidden>,
      width: '2.25rem',
      render: ({ path }, index) => (
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={say('Select {name}', { name: path.join('.') })}
          checked={selection.has(index)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => selection.onToggle(index)}
        />
      ),
    },
    {
      id: 'name',
      header: say('Column'),
      width: 'minmax(12rem, 3fr)',
      render: (column) => <Name column={column} />,
    },
    {
      id: 'type',
      header: say('Type'),
      width: 'minmax(6rem, 1fr)',
      render: ({ dataType }) => <span title={dataType ?? undefined}>{dataType}</span>,
    },
    {
      id: 'sensitivity',
      header: say('Sensitivity'),
      width: '8.25rem',
      render: ({ sensitivity }) => sensitivity && <SensitivityBadge level={sensitivity} />,
    },
    {
      id: 'tags',
      header: say('Tags'),
      width: 'minmax(9rem, 2fr)',
      render: (column) => (
        <Group gap={4} wrap="nowrap">
          <EditIcon
            label={say('Edit tags of {name}', { name: column.path.join('.') })}
            onClick={() => onTags(column)}
          />
          <TagPills tags={column.tags} nameOf={nameOf} max={2} />
        </Group>
      ),
    },
    {
      id: 'description',
      header: say('Description'),
      width: 'minmax(11rem, 4fr)',
      render: (column) => (
        <Group gap={4} wrap="nowrap">
          <EditIcon
            label={say('Edit description of {name}', { name: column.path.join('.') })}
            onClick={() => onDescribe(column)}
          />
          <Text span size="sm" truncate title={descriptionTip(column)}>
            {column.description}
            {column.descriptionOrigin === 'steward' && (
              <Text span size="xs" c="dimmed">
                {' '}
                {`· ${say('by a steward')}`}
              </Text>
            )}
          </Text>
        </Group>
      ),
    },
    { id: 'tests', header: say('Tests'), width: '7.5rem', render: ({ tests }) => <Tests tests={tests} /> },
    {
      id: 'lineage',
      header: say('Lineage'),
      width: '5.5rem',
      align: 'end',
      render: ({ upstream, downstream }) => <UpDown upstream={upstream} downstream={downstream} />,
    },
  ];
}

/** Reached with the mouse; the keyboard uses the letter of the active row. */
function EditIcon({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon
      size="sm"
      variant="subtle"
      color="gray"
      tabIndex={-1}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      <IconPencil size={14} aria-hidden />
    </ActionIcon>
  );
}
