import { Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { LineageView } from '../../../../../contract/index.ts';
import { plural } from '../../../shared/format.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { useExplorer } from '../explorer/explorer.ts';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { copyTable, PictureGrid } from './PictureGrid.tsx';
import { pictureTable, type Part, type PictureRow } from './picture-rows.ts';
import classes from './table.module.css';
import { say } from '../../../shared/language/say.ts';

const NOUNS: Readonly<Record<Part, string>> = { nodes: 'node', edges: 'edge', columns: 'column edge' };
const NOTHING: Readonly<Record<Part, string>> = {
  nodes: 'The picture is empty.',
  edges: 'The picture has no edges.',
  columns: 'The picture shows no column edges. Open columns, or trace one.',
};

/** What the picture leaves out, in words. */
function leftOut({ totals }: LineageView): string[] {
  const { shown, wanted, hidden, filtered } = totals;
  return [
    wanted > shown ? `${(wanted - shown).toLocaleString()} beyond its limit` : null,
    hidden > 0 ? `${hidden.toLocaleString()} hidden by hand` : null,
    filtered > 0 ? `${filtered.toLocaleString()} hidden by the filter` : null,
  ].filter((part) => part !== null);
}

/** One part of what the picture shows, with the same filters, groups and hidden nodes. */
export function PictureTables({ part }: { readonly part: Part }) {
  const { index, update } = useExplorer();
  const table = useMemo(() => index && pictureTable(index, part), [index, part]);
  if (!table) return <Loading what={say('the table')} bars={[240]} />;
  const left = index ? leftOut(index.view) : [];
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
          {say('{plural} in the picture', { plural: plural(table.rows.length, NOUNS[part]) })}
          {left.length > 0 ? `; not in it: ${left.join(', ')}` : ''}
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
        <PictureGrid
          key={part}
          table={table}
          label={say('{value}s in the picture', { value: NOUNS[part] })}
          onGo={go}
        />
      )}
    </>
  );
}
