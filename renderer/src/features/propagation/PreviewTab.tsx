import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { PropagatedTag } from '../../../../contract/index.ts';
import { DerivedList } from './DerivedList.tsx';
import { say } from '../../shared/language/say.ts';

const SHOWS = [
  { value: 'new', label: say('Would be added') },
  { value: 'retracted', label: say('Would be taken back') },
  { value: 'carried', label: say('Everything carried') },
] as const;
type Show = (typeof SHOWS)[number]['value'];

const EMPTY: Readonly<Record<Show, { title: string; text: string }>> = {
  new: {
    title: say('Nothing to add'),
    text: say('Every tag that lineage carries on is stored, stated or refused.'),
  },
  retracted: {
    title: say('Nothing to take back'),
    text: say('Every stored tag still follows from its cause.'),
  },
  carried: {
    title: say('Lineage carries no tag'),
    text: say(
      'Tags are carried along column lineage from columns that have them. Switches are on the overview.',
    ),
  },
};

/** What applying would add and take back, each with its way. */
export function PreviewTab({ tag }: { readonly tag: PropagatedTag | null }) {
  const [show, setShow] = useState<Show>('new');
  return (
    <>
      <SegmentedControl
        w="fit-content"
        aria-label={say('What is listed')}
        data={SHOWS.map((one) => ({ ...one }))}
        value={show}
        onChange={(next) => setShow(SHOWS.find(({ value }) => value === next)?.value ?? 'new')}
      />
      <DerivedList key={show} show={show} tag={tag} empty={EMPTY[show]} />
    </>
  );
}
