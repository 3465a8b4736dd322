import { Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { addDrop } from '../../features/imports/drop.ts';
import { useClaimedDrop } from '../../shared/drop-claim.ts';
import { carriesFiles } from '../../shared/picked-files.ts';
import classes from './Shell.module.css';
import { say } from '../../shared/language/say.ts';

/** Files may be dropped on any page; they wait on the Import page for a preview, unless the page claims them. */
export function DropAnywhere() {
  const [over, setOver] = useState(false);
  const navigate = useNavigate();
  const claim = useClaimedDrop();
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer || !carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (claim) return claim.onDrop(event.dataTransfer);
      addDrop(event.dataTransfer);
      void navigate({ to: '/import' });
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [navigate, claim]);
  if (!over) return null;
  return (
    <div className={classes.drop} role="status">
      <div className={classes.dropBox}>
        <Title order={2} size="h3">
          {claim?.title ?? say('Drop to import')}
        </Title>
        <Text c="dimmed">
          {claim?.detail ??
            say('OpenLineage events, dbt artifacts or AWS Glue exports. A preview comes first.')}
        </Text>
      </div>
    </div>
  );
}
