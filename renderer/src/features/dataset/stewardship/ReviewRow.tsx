import { Button, Text } from '@mantine/core';
import type { Effective, Target } from '../../../../../contract/index.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { useSteward } from '../../stewardship/use-steward.ts';
import { RevisionLink } from '../EvidenceTab.tsx';
import classes from './stewardship-tab.module.css';
import { say, sayIn } from '../../../shared/language/say.ts';
import { Say } from '../../../shared/language/Say.tsx';

const STATE: Record<Effective['review']['state'], string> = {
  reviewed: say('Reviewed as it is'),
  changed: say('Changed since its review'),
  open: say('Not reviewed'),
};

/** Whether a person has looked at it as it is now. */
export function ReviewRow({ target, review }: { target: Target; review: Effective['review'] }) {
  const steward = useSteward();
  const { state, by, since } = review;
  const reviewed = state === 'reviewed';
  return (
    <div className={classes.line}>
      <dt title={say('A review holds until a source, a rule or the lineage says something else.')}>
        {sayIn('a look by a person', 'Review')}
      </dt>
      <dd>
        <div>
          <Text size="sm">{STATE[state]}</Text>
          {since === null ? null : (
            <Text size="xs" c="dimmed" component="div">
              {by === null ? (
                <Say text="At {revision}" values={{ revision: <RevisionLink revision={since} /> }} />
              ) : (
                <Say
                  text="By {person}, at {revision}"
                  values={{ person: by, revision: <RevisionLink revision={since} /> }}
                />
              )}
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
          {reviewed ? say('Take back') : state === 'changed' ? say('Review again') : say('Mark as reviewed')}
        </Button>
      </dd>
    </div>
  );
}
