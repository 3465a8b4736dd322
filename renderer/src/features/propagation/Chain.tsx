import { Button, Text } from '@mantine/core';
import type { PropagatedTag, PropagationHop, PropagationPlace } from '../../../../contract/index.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { contextOf, fullNameOf } from '../../shared/names.ts';
import { useSteward } from '../stewardship/use-steward.ts';
import { hopText, placeText, ruleOf, tagText, targetOf } from './model/words.ts';
import classes from './propagation.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly tag: PropagatedTag;
  readonly hops: readonly PropagationHop[];
}

/** The way on which a tag came: each place, and between them what passes and why. Any hop can be closed for the tag. */
export function Chain({ tag, hops }: Props) {
  const { block } = useSteward();
  const [first] = hops;
  if (!first) return <Text size="sm">{say('It is stated there itself.')}</Text>;
  const hold = ({ from, to }: PropagationHop) =>
    block.mutate({ block: { ...ruleOf(tag), from: targetOf(from), to: targetOf(to) } });
  return (
    <ol className={classes.chain} aria-label={say('Way of {tag}', { tag: tagText(tag) })}>
      <li>
        <Place place={first.from} note={say('has {tag}', { tag: tagText(tag) })} />
      </li>
      {hops.map((hop, at) => (
        <li key={at}>
          <div className={hop.passes === 'value' ? classes.hop : `${classes.hop} ${classes.lowered}`}>
            <Text size="xs" flex={1} className={classes.wrap}>
              {hopText(hop)}
            </Text>
            <Button
              size="compact-xs"
              variant="default"
              loading={block.isPending}
              onClick={() => hold(hop)}
              title={say('{tag} is not to pass from {from} to {to}', {
                tag: tagText(tag),
                from: placeText(hop.from),
                to: placeText(hop.to),
              })}
            >
              {say('Block here')}
            </Button>
          </div>
          <Place place={hop.to} />
        </li>
      ))}
    </ol>
  );
}

function Place({ place, note }: { readonly place: PropagationPlace; readonly note?: string }) {
  const { dataset, column } = place;
  return (
    <div className={classes.place}>
      <AnchorLink
        to="/dataset/$id"
        params={{ id: String(dataset.id) }}
        search={column ? { tab: 'columns' } : {}}
        size="sm"
        title={fullNameOf(dataset)}
      >
        {placeText(place)}
      </AnchorLink>
      <Text size="xs" c="dimmed">
        {[note, contextOf(dataset)].filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}
