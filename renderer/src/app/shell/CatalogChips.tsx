import { Badge, Tooltip } from '@mantine/core';
import { IconDatabase, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useAwsJob } from '../../features/imports/aws-job.ts';
import { orpc } from '../../shared/api.ts';
import { BadgeLink } from '../../shared/links.tsx';
import classes from './Shell.module.css';
import { say } from '../../shared/language/say.ts';

const OFFLINE = say(
  'Headwater works without a network. It sends nothing and fetches nothing: no telemetry, no updates, no fonts or maps from elsewhere. The window’s security policy blocks every address outside of this computer. Only “Collect from AWS”, on the import page, connects to anything, and it asks first.',
);

const CONNECTED = say(
  'A collection from AWS is under way, because you started it on the import page. It can be cancelled there.',
);

/** Which catalog is open, its revision, and that nothing leaves the machine. */
export function CatalogChips() {
  const { data } = useQuery(orpc.system.info.queryOptions());
  const connected = useAwsJob().step === 'running';
  return (
    <div className={classes.chips}>
      {data ? (
        <>
          <Tooltip label={say('Catalog file: {path}', { path: data.catalog.path })}>
            <BadgeLink
              to="/settings"
              color="gray"
              tt="none"
              leftSection={<IconDatabase size={12} aria-hidden />}
              className={classes.catalogName}
            >
              {data.catalog.name}
            </BadgeLink>
          </Tooltip>
          <Tooltip
            label={say(
              'Revision: the number of the newest ledger entry that changed the catalog. Each change makes the next.',
            )}
          >
            <BadgeLink to="/ledger" color="gray" tt="none" style={{ flex: 'none' }}>
              {say('Revision {revision, number}', { revision: data.catalog.revision })}
            </BadgeLink>
          </Tooltip>
        </>
      ) : null}
      <Tooltip label={connected ? CONNECTED : OFFLINE}>
        <Badge
          tabIndex={0}
          color={connected ? 'orange' : 'teal'}
          tt="none"
          leftSection={
            connected ? (
              <IconPlugConnected size={12} aria-hidden />
            ) : (
              <IconPlugConnectedX size={12} aria-hidden />
            )
          }
          style={{ flex: 'none' }}
        >
          {connected ? say('Connected to AWS') : say('Offline')}
        </Badge>
      </Tooltip>
    </div>
  );
}
