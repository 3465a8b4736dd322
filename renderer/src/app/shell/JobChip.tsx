import { Badge, Loader, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { percentDone } from '../../features/imports/progress-words.ts';
import { isBusy, useImportJob } from '../../features/imports/job.ts';

/** A long import stays in sight from every page. */
export function JobChip() {
  const job = useImportJob();
  if (!isBusy(job)) return null;
  const done = percentDone(job);
  const verb = job.purpose === 'preview' ? 'Previewing' : 'Importing';
  return (
    <Badge component={Link} to="/import" tt="none" leftSection={<Loader size={10} />} style={{ cursor: 'pointer', flex: 'none' }}>
      {verb} {done === null ? '' : `${done} %`}
      <VisuallyHidden>, show the import</VisuallyHidden>
    </Badge>
  );
}
