import { Badge, Button, Group, Text } from '@mantine/core';
import type { ProcessingFinding } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { useSteward } from '../../stewardship/use-steward.ts';
import { fieldLabel } from './model/fields.ts';
import { TONE_COLOR, TONE_WORDS } from './model/words.ts';
import classes from './processing.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

interface Props {
  activity: string;
  findings: readonly ProcessingFinding[];
}

/** Of a link that finds nothing, the evidence is its row as files write it. */
const FINDS_NOTHING = 'link-finds-nothing';

/** Where the record, the data and the provisions differ; what can be settled at once has a button for it. */
export function FindingList({ activity, findings }: Props) {
  const { appendProcessing } = useSteward();
  return (
    <section aria-label={say('Findings')}>
      <Group gap="xs" mb={4}>
        <Text size="sm" fw={600}>
          {say('Findings')}
        </Text>
        <Badge size="sm" variant="default">
          {count(findings.length)}
        </Badge>
      </Group>
      {findings.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say('What is stated agrees with the data and answers the provisions.')}
        </Text>
      ) : (
        <ul className={classes.list}>
          {findings.map((finding) => {
            const { rule, tone, message, provision, evidence, fix } = finding;
            return (
              <li
                key={`${rule} ${message}`}
                className={classes.finding}
                style={{ borderInlineStartColor: `var(--mantine-color-${TONE_COLOR[tone]}-6)` }}
              >
                <Badge size="sm" variant="default" tt="none">
                  {TONE_WORDS[tone]}
                </Badge>
                <div className={classes.wrap}>
                  {told(message)}
                  {provision === '' ? null : (
                    <Text span size="xs" c="dimmed">
                      {' '}
                      {told(provision)}
                    </Text>
                  )}
                  {evidence.map((line) => (
                    <Text key={line} size="xs" c="dimmed">
                      {rule === FINDS_NOTHING ? line : told(line)}
                    </Text>
                  ))}
                  {fix ? (
                    <Button
                      size="compact-xs"
                      mt={4}
                      variant="default"
                      aria-label={say('Add to the record: {add} ({field})', {
                        add: fix.add,
                        field: fieldLabel('activity', fix.field),
                      })}
                      loading={appendProcessing.isPending && appendProcessing.variables.add === fix.add}
                      onClick={() =>
                        appendProcessing.mutate({ key: activity, field: fix.field, add: fix.add })
                      }
                    >
                      {say('Add to the record')}
                    </Button>
                  ) : null}
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {appendProcessing.error ? <ErrorState error={appendProcessing.error} /> : null}
    </section>
  );
}
