import { Badge, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { WORK_KINDS, type CaseView } from '../../../../../contract/index.ts';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { OutcomeForm } from './OutcomeForm.tsx';
import { TaskEntry } from './TaskEntry.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';

type Work = (typeof WORK_KINDS)[number];
const NAME: Record<Work, string> = {
  search: sayIn('work of a case', 'Search'),
  erase: sayIn('work of a case', 'Erase'),
  notify: say('Tell recipients'),
};
const MEANING: Record<Work, string> = {
  search: say(
    'One task for each system. Hand its statements to the owner; values of identifiers are in a file of their own.',
  ),
  erase: say(
    'The same places as the search, the end of the lineage first, so that nothing is filled again from what comes before it.',
  ),
  notify: say(
    'Everything downstream that is no place of the case: who received the data is told of what was corrected, erased or restricted (Art. 19).',
  ),
};
const WHEN: Record<Work, string> = {
  search: say('The tasks are made from the catalog when the case moves to collecting.'),
  erase: say('Nobody asked for an erasure, or collecting has not begun.'),
  notify: say('Nothing is to be told: the catalog knows no recipient, or no right of the case calls for it.'),
};

/** The work of a case by system: what to search, to erase, whom to tell, and what came of it. */
export function CaseTasks({ view }: { view: CaseView }) {
  const [work, setWork] = useState<Work>('search');
  const rows = view.work.filter((row) => row.work === work);
  const tasks = [...Map.groupBy(rows, (row) => row.task)];
  return (
    <Section
      title={say('Work')}
      aside={
        <Badge variant="default">
          {say('{done} of {total} with an outcome', { done: view[work].done, total: view[work].total })}
        </Badge>
      }
    >
      <Stack gap="sm">
        <SegmentedControl
          style={{ alignSelf: 'flex-start' }}
          aria-label={say('Kind of work')}
          value={work}
          onChange={(value) => setWork(WORK_KINDS.find((one) => one === value) ?? work)}
          data={WORK_KINDS.map((value) => ({
            value,
            label: `${NAME[value]} ${view[value].done}/${view[value].total}`,
          }))}
        />
        <Text size="sm" c="dimmed">
          {rows.length === 0 ? WHEN[work] : MEANING[work]}
        </Text>
        <AllOpen key={work} view={view} work={work} />
        {tasks.map(([task, stores]) => (
          <TaskEntry key={`${work} ${task}`} view={view} task={task} stores={stores} />
        ))}
      </Stack>
    </Section>
  );
}

/** One outcome for everything that has none yet: where one answer holds for many places. */
function AllOpen({ view, work }: { view: CaseView; work: Work }) {
  const open = view.work.filter((row) => row.work === work && row.outcome === null);
  if (open.length < 2) return null;
  return (
    <details className={classes.system}>
      <Text component="summary" size="sm">
        {say('One outcome for all {places, plural, one {# place} other {# places}} without one', {
          places: open.length,
        })}
      </Text>
      <OutcomeForm
        reference={view.reference}
        work={work}
        task={null}
        chosen={open.map(({ id }) => id)}
        total={open.length}
        onDone={() => undefined}
      />
    </details>
  );
}
