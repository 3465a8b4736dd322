import { Badge, Checkbox, Input, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { visibleRows, type Category, type CategoryRow } from './model/category-tree.ts';
import classes from './stewardship.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  categories: readonly Category[];
  chosen: ReadonlySet<string>;
  onToggle: (key: string) => void;
}

/** The taxonomy as a searchable tree in which any number of categories can be ticked. */
export function CategoryPicker({ categories, chosen, onToggle }: Props) {
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(['user']));
  const [active, setActive] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const labelId = useId();
  const rows = visibleRows(categories, open, search);
  const searching = search.trim() !== '';
  const activeKey = rows.some(({ category }) => category.key === active)
    ? active
    : (rows[0]?.category.key ?? null);

  function focusRow(index: number) {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    setActive(row.category.key);
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(row.category.key)}"]`)?.focus();
  }

  function setExpanded(key: string, expanded: boolean) {
    const next = new Set(open);
    if (expanded) next.add(key);
    else next.delete(key);
    setOpen(next);
  }

  function onKeyDown(event: KeyboardEvent) {
    const index = rows.findIndex(({ category }) => category.key === activeKey);
    const row = rows[index];
    if (!row) return;
    const { key } = row.category;
    const expanded = searching || open.has(key);
    const actions: Record<string, () => void> = {
      ArrowDown: () => focusRow(index + 1),
      ArrowUp: () => focusRow(index - 1),
      Home: () => focusRow(0),
      End: () => focusRow(rows.length - 1),
      ArrowRight: () => (row.hasChildren && !expanded ? setExpanded(key, true) : focusRow(index + 1)),
      ArrowLeft: () =>
        row.hasChildren && expanded && !searching
          ? setExpanded(key, false)
          : focusRow(rows.findIndex(({ category }) => category.key === row.category.parent)),
      Enter: () => onToggle(key),
      ' ': () => onToggle(key),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  return (
    <Input.Wrapper size="xs" label={say('Data categories')} labelElement="div" labelProps={{ id: labelId }}>
      <TextInput
        aria-label={say('Search data categories')}
        placeholder={say('Search by name or key')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          focusRow(0);
        }}
        mb={4}
      />
      <div
        ref={tree}
        role="tree"
        aria-multiselectable
        aria-labelledby={labelId}
        className={classes.tree}
        onKeyDown={onKeyDown}
      >
        {rows.map((row) => (
          <TreeRow
            key={row.category.key}
            row={row}
            chosen={chosen.has(row.category.key)}
            expanded={searching || open.has(row.category.key)}
            tabbable={row.category.key === activeKey}
            onFocus={() => setActive(row.category.key)}
            onToggle={() => onToggle(row.category.key)}
            onExpand={(expanded) => setExpanded(row.category.key, expanded)}
          />
        ))}
      </div>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {say('No category matches “{search}”.', { search })}
        </Text>
      )}
    </Input.Wrapper>
  );
}

interface TreeRowProps {
  row: CategoryRow;
  chosen: boolean;
  expanded: boolean;
  tabbable: boolean;
  onFocus: () => void;
  onToggle: () => void;
  onExpand: (expanded: boolean) => void;
}

function TreeRow({ row, chosen, expanded, tabbable, onFocus, onToggle, onExpand }: TreeRowProps) {
  const { category, depth, hasChildren } = row;
  const Chevron = expanded ? IconChevronDown : IconChevronRight;
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={chosen}
      aria-expanded={hasChildren ? expanded : undefined}
      tabIndex={tabbable ? 0 : -1}
      data-key={category.key}
      className={classes.treeRow}
      style={{ paddingInlineStart: `${0.375 + depth}rem` }}
      title={category.description}
      onFocus={onFocus}
      onClick={onToggle}
    >
      <span
        className={classes.chevron}
        aria-hidden
        onClick={(event) => {
          if (!hasChildren) return;
          event.stopPropagation();
          onExpand(!expanded);
        }}
      >
        {hasChildren && <Chevron size={14} />}
      </span>
      <Checkbox.Indicator checked={chosen} size="xs" mt={2} aria-hidden />
      <span className={classes.statementText}>
        {category.name}{' '}
        <Text span size="xs" c="dimmed">
          {category.key}
        </Text>
      </span>
      {category.special && (
        <Badge
          variant="outline"
          size="xs"
          color="red"
          title={say('Special category of personal data, Art. 9 GDPR')}
        >
          {say('special category')}
        </Badge>
      )}
    </div>
  );
}
