import { VisuallyHidden } from '@mantine/core';
import type { NodeColumn } from '../model/nodes.ts';
import { levelWord } from '../model/words.ts';
import classes from './DatasetNode.module.css';
import { useGraphActions } from './graph-actions.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly column: NodeColumn;
  readonly nodeId: number;
}

const LIT_WORDS = {
  none: '',
  self: say('traced column'),
  direct: say('on the path, value flows'),
  indirect: say('on the path, influence only'),
} as const;

/**
 * One column of an open node. A click lights its whole path; another click puts it out. The keyboard
 * finds the same columns in the details panel: a hundred stops in every node would be a trap.
 */
export function ColumnRow({ column, nodeId }: Props) {
  const actions = useGraphActions();
  // The whole key is in the tooltip; its last part is what tells categories apart.
  const level = column.sensitivity && levelWord(column.sensitivity);
  const mark = column.category?.split('.').at(-1) ?? level;
  const facts = [column.dataType, column.category, level, LIT_WORDS[column.lit]].filter(Boolean);
  return (
    <button
      type="button"
      className={`${classes.row} nopan nodrag`}
      data-lit={column.lit}
      tabIndex={-1}
      aria-pressed={column.lit === 'self'}
      title={[column.name, ...facts].join('\n')}
      onClick={(event) => {
        event.stopPropagation();
        actions.trace(column.id, nodeId);
      }}
    >
      <span className={classes.columnName}>{column.name}</span>{' '}
      {mark ? <span className={classes.mark}>{mark}</span> : null}{' '}
      <span className={classes.columnType}>{column.dataType}</span>
      <VisuallyHidden>{LIT_WORDS[column.lit]}</VisuallyHidden>
    </button>
  );
}
