import { Loader, VisuallyHidden } from '@mantine/core';
import { percentDone } from '../../features/imports/progress-words.ts';
import { isBusy, useImportJob } from '../../features/imports/job.ts';
import { BadgeLink } from '../../shared/links.tsx';
import { say } from '../../shared/language/say.ts';

/** A long import stays in sight from every page. */
export function JobChip() {
  const job = useImportJob();
  if (!isBusy(job)) return null;
  const done = percentDone(job);
  const words =
    job.purpose === 'preview'
      ? done === null
        ? say('Previewing')
        : say('Previewing {percent} %', { percent: done })
      : done === null
        ? say('Importing')
        : say('Importing {percent} %', { percent: done });
  return (
    <BadgeLink to="/import" tt="none" leftSection={<Loader size={10} />} style={{ flex: 'none' }}>
      {words}
      <VisuallyHidden>{say(', show the import')}</VisuallyHidden>
    </BadgeLink>
  );
}
