import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { jsonRows, type JsonRow } from './model/json-rows.ts';
import classes from './dataset.module.css';

interface Props {
  label: string;
  values: readonly { readonly path: string; readonly key: string; readonly value: unknown }[];
}

/** JSON values as a tree to open step by step. Everything is text; nothing in it is ever run or loaded. */
export function JsonTree({ label, values }: Props) {
  const tree = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);
  const rows = jsonRows(values, open);
  const current = Math.min(active, rows.length - 1);

  function setExpanded({ path }: JsonRow, expanded: boolean) {
    const next = new Set(open);
    if (expanded) next.add(path);
    else next.delete(path);
    setOpen(next);
  }

  function focusRow(index: number) {
    const to = Math.min(rows.length - 1, Math.max(0, index));
    setActive(to);
    tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[to]?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const row = rows[current];
    if (!row) return;
    const isOpen = open.has(row.path);
    const actions: Record<string, () => void> = {
      ArrowDown: () => focusRow(current + 1),
      ArrowUp: () => focusRow(current - 1),
      Home: () => focusRow(0),
      End: () => focusRow(rows.length - 1),
      ArrowRight: () => (row.expandable && !isOpen ? setExpanded(row, true) : focusRow(current + 1)),
      ArrowLeft: () =>
        row.expandable && isOpen
          ? setExpanded(row, false)
          : focusRow(rows.findLastIndex(({ depth }, index) => index < current && depth < row.depth)),
      Enter: () => row.expandable && setExpanded(row, !isOpen),
    };
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  }

  return (
    <div ref={tree} role="tree" aria-label={label} className={classes.json} onKeyDown={onKeyDown}>
      {rows.map((row, index) => (
        <JsonLine
          key={row.path}
          row={row}
          expanded={open.has(row.path)}
          tabbable={index === current}
          onFocus={() => setActive(index)}
          onToggle={() => row.expandable && setExpanded(row, !open.has(row.path))}
        />
      ))}
    </div>
  );
}

interface LineProps {
  row: JsonRow;
  expanded: boolean;
  tabbable: boolean;
  onFocus: () => void;
  onToggle: () => void;
}

/** Further indenting would push deep values out of sight. */
const MAX_INDENT = 16;

function JsonLine({ row, expanded, tabbable, onFocus, onToggle }: LineProps) {
  const Chevron = expanded ? IconChevronDown : IconChevronRight;
  return (
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={row.expandable ? expanded : undefined}
      aria-selected={tabbable}
      tabIndex={tabbable ? 0 : -1}
      className={classes.jsonRow}
      style={{ paddingInlineStart: `${Math.min(row.depth, MAX_INDENT)}rem` }}
      onFocus={onFocus}
      onClick={onToggle}
    >
      <span className={classes.toggle} aria-hidden>
        {row.expandable && <Chevron size={12} />}
      </span>
      {row.kind !== 'note' && <span className={classes.jsonKey}>{row.key}:</span>}
      <span className={classes.jsonText}>{row.kind === 'string' ? `"${row.text}"` : row.text}</span>
    </div>
  );
}
