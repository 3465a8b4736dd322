import { IconMinus } from '@tabler/icons-react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { stubOf } from '../model/geometry.ts';
import type { Direction } from '../state/view-state.ts';
import classes from './DatasetNode.module.css';
import { useGraphActions } from './graph-actions.ts';
import { locale } from '../../../shared/language/language.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly node: LineageNode;
  readonly direction: Direction;
  readonly tabStop: boolean;
}

const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 0 });

const showMore = (direction: Direction, neighbours: number, name: string): string =>
  direction === 'upstream'
    ? say('Show {neighbours, number} more upstream of {name}', { neighbours, name })
    : say('Show {neighbours, number} more downstream of {name}', { neighbours, name });

const closeOpened = (direction: Direction, name: string): string =>
  direction === 'upstream'
    ? say('Close what was opened upstream of {name}', { name })
    : say('Close what was opened downstream of {name}', { name });

/** "+12" beside a node: one step further, with Shift everything beyond; "−" closes the step again. */
export function StubButton({ node, direction, tabStop }: Props) {
  const actions = useGraphActions();
  const stub = stubOf(node, direction);
  if (!stub) return null;
  const step = { id: node.id, direction };
  const label =
    stub.kind === 'expand' ? showMore(direction, stub.count, node.title) : closeOpened(direction, node.title);
  return (
    <button
      type="button"
      className={`${classes.stub} nopan nodrag`}
      data-side={direction}
      tabIndex={tabStop ? 0 : -1}
      aria-label={label}
      title={stub.kind === 'expand' ? say('{label}\nShift-click: everything beyond', { label }) : label}
      onClick={(event) => {
        event.stopPropagation();
        if (stub.kind === 'expand') actions.expand({ ...step, all: event.shiftKey });
        else actions.collapse(step);
      }}
    >
      {stub.kind === 'expand' ? `+${compact.format(stub.count)}` : <IconMinus size={14} aria-hidden="true" />}
    </button>
  );
}
