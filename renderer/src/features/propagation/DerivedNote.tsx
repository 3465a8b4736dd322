import { Anchor, Drawer, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../shared/api.ts';
import { plural } from '../../shared/format.ts';
import { Chain } from './Chain.tsx';
import { Explained } from './Explained.tsx';
import { placeText, tagText, targetOf } from './model/words.ts';
import classes from './propagation.module.css';

/** Tags of one page; beyond it, the page of tags along lineage lists them all. */
const SHOWN = 100;

/** On the page of a dataset: that columns have tags from lineage, and why. Nothing where none has. */
export function DerivedNote({ datasetId }: { readonly datasetId: number }) {
  const [open, setOpen] = useState(false);
  const input = { datasetId, limit: SHOWN } as const;
  const carried = useQuery(orpc.propagation.tags.queryOptions({ input: { ...input, show: 'carried' } })).data;
  const reviews = useQuery(orpc.propagation.tags.queryOptions({ input: { ...input, show: 'review' } })).data;
  const [n, m] = [carried?.total ?? 0, reviews?.total ?? 0];
  if (n + m === 0) return null;
  const rows = [...(carried?.items ?? []), ...(reviews?.items ?? [])];
  const left = n + m - rows.length;
  return (
    <section aria-label="Tags from lineage">
      <Text size="sm" c="dimmed">
        {[n > 0 ? `${plural(n, 'tag')} carried here along lineage` : '', m > 0 ? `${m} to review` : '']
          .filter((part) => part !== '')
          .join(', ')}
        .{' '}
        <Anchor component="button" type="button" size="sm" onClick={() => setOpen(true)}>
          Why?
        </Anchor>
      </Text>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="right"
        size="lg"
        title="Tags from lineage"
      >
        {rows.map((row) => (
          <details key={`${placeText(row.place)} ${tagText(row.tag)}`}>
            <Text component="summary" size="sm" className={classes.wrap}>
              {tagText(row.tag)} on {placeText(row.place)}
              {row.strength === 'review' ? ', for review' : row.stored ? ', stored' : ', not stored yet'}
            </Text>
            <Way row={row} />
          </details>
        ))}
        {left > 0 ? <Text size="sm">and {plural(left, 'more tag')}.</Text> : null}
      </Drawer>
    </section>
  );
}

type Row = Parameters<typeof targetOf>[0] extends infer Place
  ? { readonly place: Place; readonly tag: Parameters<typeof Chain>[0]['tag'] }
  : never;

function Way({ row }: { readonly row: Row }) {
  return <Explained target={targetOf(row.place)} tag={row.tag} />;
}
