import { ActionIcon, Button, Checkbox, Group, NumberInput, Popover, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import {
  choices,
  defaultLayout,
  MAX_WIDTH,
  MIN_WIDTH,
  placedBefore,
  toggled,
  withWidth,
} from './model/layout.ts';
import type { Layout, Scope } from './model/layout.ts';
import type { SheetField } from '../../../../contract/index.ts';
import classes from './grid.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  scope: Scope;
  layout: Layout;
  fields: readonly SheetField[];
  onLayout: (layout: Layout) => void;
}

/** Which columns are shown, in which order, how wide. */
export function ColumnsMenu({ scope, layout, fields, onLayout }: Props) {
  const list = choices(scope, layout, fields);
  const movable = list.filter(({ shown, fixed }) => shown && !fixed).map(({ header }) => header);
  function move(header: string, by: 1 | -1) {
    const other = movable[movable.indexOf(header) + by];
    if (other === undefined) return;
    onLayout(by < 0 ? placedBefore(layout, header, other) : placedBefore(layout, other, header));
  }
  return (
    <Popover position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconColumns3 size={14} aria-hidden />}>
          {say('Columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('Columns')}>
        <div className={classes.columns} tabIndex={0} role="group" aria-label={say('Columns of the grid')}>
          {list.map(({ header, label, shown, fixed }) => (
            <div key={header} className={classes.columnLine}>
              <Checkbox
                size="xs"
                label={label}
                checked={shown}
                disabled={fixed}
                onChange={() => onLayout(toggled(layout, header))}
              />
              {shown && (
                <>
                  <NumberInput
                    size="xs"
                    w="4.5rem"
                    hideControls
                    aria-label={say('Width of {label}', { label })}
                    min={MIN_WIDTH}
                    max={MAX_WIDTH}
                    step={20}
                    value={layout.find((one) => one.header === header)?.width ?? MIN_WIDTH}
                    onChange={(width) =>
                      typeof width === 'number' && onLayout(withWidth(layout, header, width))
                    }
                  />
                  {!fixed && (
                    <>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        size={24}
                        aria-label={say('Move {label} up', { label })}
                        onClick={() => move(header, -1)}
                      >
                        <IconArrowUp size={14} aria-hidden />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        size={24}
                        aria-label={say('Move {label} down', { label })}
                        onClick={() => move(header, 1)}
                      >
                        <IconArrowDown size={14} aria-hidden />
                      </ActionIcon>
                    </>
                  )}
                </>
              )}
            </div>
          ))}
        </div>
        <Group justify="space-between" mt="xs" wrap="nowrap">
          <Text size="xs" c="dimmed">
            {say('Heads can be dragged, and their edges.')}
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={() => onLayout(defaultLayout(scope))}>
            {say('As shipped')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
