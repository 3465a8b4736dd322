import { Anchor, Drawer, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PropagatedTag, PropagationPlace } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { Explained } from './Explained.tsx';
import { placeText, tagText, targetOf } from './model/words.ts';
import classes from './propagation.module.css';
import { say } from '../../shared/language/say.ts';

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
    <section aria-label={say('Tags from lineage')}>
      <Text size="sm" c="dimmed">
        {noteText(n, m)}{' '}
        <Anchor component="button" type="button" size="sm" underline="always" onClick={() => setOpen(true)}>
          {say('Why?')}
        </Anchor>
      </Text>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="right"
        size="lg"
        title={say('Tags from lineage')}
      >
        {rows.map((row) => (
          <Line key={`${placeText(row.place)} ${tagText(row.tag)}`} row={row} />
        ))}
        {left > 0 ? (
          <Text size="sm">
            {say('and {tags, plural, one {# more tag} other {# more tags}}.', { tags: left })}
          </Text>
        ) : null}
      </Drawer>
    </section>
  );
}

function noteText(tags: number, reviews: number): string {
  if (tags === 0) return say('{reviews} to review.', { reviews });
  return reviews === 0
    ? say('{tags, plural, one {# tag} other {# tags}} carried here along lineage.', { tags })
    : say('{tags, plural, one {# tag} other {# tags}} carried here along lineage, {reviews} to review.', {
        tags,
        reviews,
      });
}

interface Row {
  readonly place: PropagationPlace;
  readonly tag: PropagatedTag;
  readonly strength: 'carried' | 'review';
  readonly stored: boolean;
}

function lineText({ tag, place, strength, stored }: Row): string {
  const what = { tag: tagText(tag), place: placeText(place) };
  if (strength === 'review') return say('{tag} on {place}, for review', what);
  return stored ? say('{tag} on {place}, stored', what) : say('{tag} on {place}, not stored yet', what);
}

/** The way is asked for once the line is opened. */
function Line({ row }: { readonly row: Row }) {
  const { tag, place } = row;
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <Text component="summary" size="sm" className={classes.wrap}>
        {lineText(row)}
      </Text>
      {open ? <Explained target={targetOf(place)} tag={tag} /> : null}
    </details>
  );
}
