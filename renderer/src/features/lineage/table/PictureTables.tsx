import { Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { LineageView } from '../../../../../contract/index.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { useExplorer } from '../explorer/explorer.ts';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { copyTable, PictureGrid } from './PictureGrid.tsx';
import { pictureTable, type Part, type PictureRow } from './picture-rows.ts';
import classes from './table.module.css';
import { say } from '../../../shared/language/say.ts';

const COUNTED: Readonly<Record<Part, (rows: number) => string>> = {
  nodes: (nodes) => say('{nodes, plural, one {# node} other {# nodes}} in the picture', { nodes }),
  edges: (edges) => say('{edges, plural, one {# edge} other {# edges}} in the picture', { edges }),
  columns: (edges) =>
    say('{edges, plural, one {# column edge} other {# column edges}} in the picture', { edges }),
};
const LABELS: Readonly<Record<Part, string>> = {
  nodes: say('nodes in the picture'),
  edges: say('edges in the picture'),
  columns: say('column edges in the picture'),
};
const NOTHING: Readonly<Record<Part, string>> = {
  nodes: say('The picture is empty.'),
  edges: say('The picture has no edges.'),
  columns: say('The picture shows no column edges. Open columns, or trace one.'),
};

/** What the picture leaves out, in words. */
function leftOut({ totals }: LineageView): string[] {
  const { shown, wanted, hidden, filtered } = totals;
  return [
    wanted > shown ? say('{datasets, number} beyond its limit', { datasets: wanted - shown }) : null,
    hidden > 0 ? say('{datasets, number} hidden by hand', { datasets: hidden }) : null,
    filtered > 0 ? say('{datasets, number} hidden by the filter', { datasets: filtered }) : null,
  ].filter((part) => part !== null);
}

/** One part of what the picture shows, with the same filters, groups and hidden nodes. */
export function PictureTables({ part }: { readonly part: Part }) {
  const { index, update } = useExplorer();
  const table = useMemo(() => index && pictureTable(index, part), [index, part]);
  if (!table) return <Loading what={say('the table')} bars={[240]} />;
  const left = index ? leftOut(index.view) : [];
  const counted = COUNTED[part](table.rows.length);
  const go = ({ leadsTo }: PictureRow) =>
    update((now) => ({
      ...now,
      tab: 'graph',
      selection: 'node' in leadsTo ? { on: 'node', id: leadsTo.node } : { on: 'edge', ...leadsTo },
    }));
  return (
    <>
      <div className={classes.bar}>
        <Text size="sm" role="status">
          {left.length > 0
            ? say('{counted}; not in it: {left}', { counted, left: left.join(', ') })
            : counted}
        </Text>
        <span className={classes.space} />
        <ToolButton
          disabled={table.rows.length === 0}
          leftSection={<IconCopy size={14} aria-hidden="true" />}
          onClick={() => void copyTable(table)}
        >
          {say('Copy as TSV')}
        </ToolButton>
      </div>
      {table.rows.length === 0 ? (
        <Text p="md" size="sm">
          {NOTHING[part]}
        </Text>
      ) : (
        <PictureGrid key={part} table={table} label={LABELS[part]} onGo={go} />
      )}
    </>
  );
}
