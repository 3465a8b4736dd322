import { Button, Text } from '@mantine/core';
import type { Effective, Target } from '../../../../../contract/index.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { useSteward } from '../../stewardship/use-steward.tsx';
import { RevisionLink } from '../EvidenceTab.tsx';
import classes from './stewardship-tab.module.css';
import { say } from '../../../shared/language/say.ts';

const STATE: Record<Effective['review']['state'], string> = {
  reviewed: 'Reviewed as it is',
  changed: 'Changed since its review',
  open: 'Not reviewed',
};

/** Whether a person has looked at it as it is now. */
export function ReviewRow({ target, review }: { target: Target; review: Effective['review'] }) {
  const steward = useSteward();
  const { state, by, since } = review;
  const reviewed = state === 'reviewed';
  return (
    <div className={classes.line}>
      <dt title={say('A review holds until a source, a rule or the lineage says something else.')}>
        {say('Review')}
      </dt>
      <dd>
        <div>
          <Text size="sm">{STATE[state]}</Text>
          {since === null ? null : (
            <Text size="xs" c="dimmed" component="div">
              {by === null ? 'At' : `By ${by}, at`} <RevisionLink revision={since} />
            </Text>
          )}
          {steward.review.error ? <ErrorState error={steward.review.error} /> : null}
        </div>
        <Button
          size="compact-xs"
          variant={reviewed ? 'default' : 'filled'}
          loading={steward.review.isPending}
          onClick={() => steward.review.mutate({ targets: [target], reviewed: !reviewed })}
        >
          {reviewed ? 'Take back' : state === 'changed' ? 'Review again' : 'Mark as reviewed'}
        </Button>
      </dd>
    </div>
  );
}
