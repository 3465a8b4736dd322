import {
  Checkbox,
  Group,
  NumberInput,
  Popover,
  ScrollArea,
  SegmentedControl,
  Stack,
  Text,
} from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { LineageFilter, LineageView } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { kindName, sensitivityName } from '../../../shared/words.ts';
import { useExplorer } from '../explorer/explorer.ts';
import { levelName } from '../model/verification.ts';
import { isFiltering, NO_FILTER } from '../state/view-state.ts';
import classes from './toolbar.module.css';
import { ToolButton } from './ToolButton.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';

type Field = 'systems' | 'kinds' | 'sensitivities' | 'categories' | 'tags' | 'owners' | 'verification';
type Facets = LineageView['facets'];

const FIELDS: readonly { readonly field: Field; readonly title: string }[] = [
  { field: 'systems', title: say('System') },
  { field: 'kinds', title: say('Kind') },
  { field: 'verification', title: say('Verification') },
  { field: 'sensitivities', title: say('Sensitivity') },
  { field: 'categories', title: say('Category') },
  { field: 'tags', title: say('Tag') },
  { field: 'owners', title: say('Owner') },
];

/** How a value is called; sources' own words stay as they are. */
function nameOf(field: Field, value: string): string {
  if (field === 'kinds') return kindName(value);
  if (field === 'sensitivities') return value === 'none' ? say('Not set') : sensitivityName(value);
  if (field === 'verification') return levelName(value);
  return field === 'owners' && value === '' ? say('Nobody') : value;
}

interface FieldProps {
  readonly field: Field;
  readonly title: string;
  readonly values: Facets[Field];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

function FieldValues({ field, title, values, chosen, onChange }: FieldProps) {
  // What was chosen stays in the list, though nothing in the picture has it now.
  const gone = chosen.filter((value) => !values.some((one) => one.value === value));
  const all = [...values, ...gone.map((value) => ({ value, count: 0 }))];
  if (all.length === 0) return null;
  return (
    <fieldset className={classes.field}>
      <legend>{title}</legend>
      {all.map(({ value, count: datasets }) => (
        <Checkbox
          key={value}
          size="xs"
          label={`${nameOf(field, value)} (${count(datasets)})`}
          checked={chosen.includes(value)}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked ? [...chosen, value] : chosen.filter((other) => other !== value),
            )
          }
        />
      ))}
    </fieldset>
  );
}

function Freshness({
  filter,
  facets,
  change,
}: {
  readonly filter: LineageFilter;
  readonly facets: Facets;
  readonly change: (changes: Partial<LineageFilter>) => void;
}) {
  return (
    <fieldset className={classes.field}>
      <legend>{say('Health')}</legend>
      <Checkbox
        size="xs"
        label={say('Failing: a test, or the last run that wrote it ({datasets, number})', {
          datasets: facets.failing,
        })}
        checked={filter.failing}
        onChange={(event) => change({ failing: event.currentTarget.checked })}
      />
      <Group gap={6}>
        <Checkbox
          size="xs"
          label={say('Not seen in a run for')}
          disabled={facets.observed === 0 && filter.staleDays === null}
          checked={filter.staleDays !== null}
          onChange={(event) => change({ staleDays: event.currentTarget.checked ? 30 : null })}
        />
        <NumberInput
          size="xs"
          w={70}
          min={0}
          max={36_500}
          allowDecimal={false}
          aria-label={say('Days without a run')}
          disabled={filter.staleDays === null}
          value={filter.staleDays ?? 30}
          onChange={(days) => (typeof days === 'number' ? change({ staleDays: days }) : undefined)}
        />
        <Text size="xs">{sayIn('not seen in a run for', 'days')}</Text>
      </Group>
      {facets.observed === 0 ? (
        <Text size="xs" c="dimmed">
          {say('No run was observed for anything in this picture.')}
        </Text>
      ) : null}
    </fieldset>
  );
}

/** Narrows the picture by what is known of its datasets. */
export function FilterMenu() {
  const { view, state, update } = useExplorer();
  const { filter, hideOthers } = state;
  const active = isFiltering(state);
  const change = (changes: Partial<LineageFilter>) =>
    update((now) => ({ ...now, filter: { ...now.filter, ...changes } }));
  return (
    <Popover position="bottom-start" shadow="md" width={380} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ToolButton
          variant={active ? 'filled' : 'default'}
          leftSection={<IconFilter size={14} aria-hidden="true" />}
        >
          {say('Filter')}
        </ToolButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Group justify="space-between">
            <SegmentedControl
              size="xs"
              aria-label={say('What does not match')}
              data={[
                { value: 'dim', label: say('Dim the others') },
                { value: 'hide', label: say('Hide the others') },
              ]}
              value={hideOthers ? 'hide' : 'dim'}
              onChange={(how) => update((now) => ({ ...now, hideOthers: how === 'hide' }))}
            />
            <ToolButton disabled={!active} onClick={() => update((now) => ({ ...now, filter: NO_FILTER }))}>
              {say('Clear')}
            </ToolButton>
          </Group>
          {view ? (
            <ScrollArea.Autosize mah="min(60vh, 480px)" type="auto">
              <Freshness filter={filter} facets={view.facets} change={change} />
              {FIELDS.map(({ field, title }) => (
                <FieldValues
                  key={field}
                  field={field}
                  title={title}
                  values={view.facets[field]}
                  chosen={filter[field]}
                  onChange={(chosen) => change({ [field]: chosen })}
                />
              ))}
            </ScrollArea.Autosize>
          ) : null}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
