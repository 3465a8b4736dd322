import { Code, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { bytes, count, plural } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { AnchorLink } from '../../shared/links.tsx';
import { Section } from '../../shared/Section.tsx';
import { Loading } from '../../shared/Loading.tsx';
import classes from './settings.module.css';

/** Where the data lies and what state it is in. */
export function CatalogSection() {
  const { data, error, refetch } = useQuery(orpc.system.info.queryOptions());
  return (
    <Section title="Catalog file">
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading what="the catalog" bars={[120]} /> : null}
      {data ? (
        <>
          <dl className={classes.facts}>
            <dt>File</dt>
            <dd>
              <Code>{data.catalog.path}</Code>
            </dd>
            <dt>Size</dt>
            <dd>{bytes(data.catalog.bytes)}</dd>
            <dt>Revision</dt>
            <dd>{count(data.catalog.revision)}</dd>
            <dt>Ledger</dt>
            <dd>
              <AnchorLink to="/ledger" size="sm">
                {plural(data.catalog.ledgerSize, 'entry', 'entries')}
              </AnchorLink>
            </dd>
            {data.catalog.ledgerHead === null ? null : (
              <>
                <dt>Ledger head</dt>
                <dd>
                  <HashText value={data.catalog.ledgerHead} label="ledger head" full />
                </dd>
              </>
            )}
          </dl>
          <Text size="xs" c="dimmed" mt="xs">
            The whole catalog is this one file. To keep a copy, close Headwater and copy it.
          </Text>
        </>
      ) : null}
    </Section>
  );
}
