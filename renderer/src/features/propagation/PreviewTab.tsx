import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { PropagatedTag } from '../../../../contract/index.ts';
import { DerivedList } from './DerivedList.tsx';

const SHOWS = [
  { value: 'new', label: 'Would be added' },
  { value: 'retracted', label: 'Would be taken back' },
  { value: 'carried', label: 'Everything carried' },
] as const;
type Show = (typeof SHOWS)[number]['value'];

const EMPTY: Readonly<Record<Show, { title: string; text: string }>> = {
  new: { title: 'Nothing to add', text: 'Every tag that lineage carries on is stored, stated or refused.' },
  retracted: { title: 'Nothing to take back', text: 'Every stored tag still follows from its cause.' },
  carried: {
    title: 'Lineage carries no tag',
    text: 'Tags are carried along column lineage from columns that have them. Switches are on the overview.',
  },
};

/** What applying would add and take back, each with its way. */
export function PreviewTab({ tag }: { readonly tag: PropagatedTag | null }) {
  const [show, setShow] = useState<Show>('new');
  return (
    <>
      <SegmentedControl
        w="fit-content"
        aria-label="What is listed"
        data={SHOWS.map((one) => ({ ...one }))}
        value={show}
        onChange={(next) => setShow(SHOWS.find(({ value }) => value === next)?.value ?? 'new')}
      />
      <DerivedList key={show} show={show} tag={tag} empty={EMPTY[show]} />
    </>
  );
}
