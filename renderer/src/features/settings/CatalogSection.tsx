import { Alert, Code, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { bytes, count } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { AnchorLink } from '../../shared/links.tsx';
import { Section } from '../../shared/Section.tsx';
import { Loading } from '../../shared/Loading.tsx';
import classes from './settings.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** Where the data lies and what state it is in. */
export function CatalogSection() {
  const { data, error, refetch } = useQuery(orpc.system.info.queryOptions());
  return (
    <Section title={say('Catalog file')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading what={say('the catalog')} bars={[120]} /> : null}
      {data ? (
        <>
          <dl className={classes.facts}>
            <dt>{say('File')}</dt>
            <dd>
              <Code>{data.catalog.path}</Code>
            </dd>
            <dt>{say('Size')}</dt>
            <dd>{bytes(data.catalog.bytes)}</dd>
            <dt>{say('Revision')}</dt>
            <dd>{count(data.catalog.revision)}</dd>
            <dt>{say('Ledger')}</dt>
            <dd>
              <AnchorLink to="/ledger" size="sm">
                {say('{entries, plural, one {# entry} other {# entries}}', {
                  entries: data.catalog.ledgerSize,
                })}
              </AnchorLink>
            </dd>
            {data.catalog.ledgerHead === null ? null : (
              <>
                <dt>{say('Ledger head')}</dt>
                <dd>
                  <HashText value={data.catalog.ledgerHead} label={say('ledger head')} full />
                </dd>
              </>
            )}
          </dl>
          {data.catalog.driveWarning !== null && (
            <Alert
              color="yellow"
              variant="light"
              mt="sm"
              title={
                data.catalog.drive === 'network'
                  ? say('On a network drive')
                  : say('On a drive that a program provides')
              }
            >
              {told(data.catalog.driveWarning)}
            </Alert>
          )}
          <Text size="xs" c="dimmed" mt="xs">
            {say('The whole catalog is this one file. To keep a copy, close Headwater and copy it.')}
          </Text>
        </>
      ) : null}
    </Section>
  );
}
