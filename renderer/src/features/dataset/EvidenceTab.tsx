import { Stack, Table, Text, Title } from '@mantine/core';
import type { DatasetDetail, Evidence } from '../../../../contract/index.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { HashText } from '../../shared/HashText.tsx';
import { AnchorLink } from '../../shared/links.tsx';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { useEvidence } from './use-paged.ts';
import classes from './dataset.module.css';
import { sourceName } from '../../shared/words.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';
import { Say } from '../../shared/language/Say.tsx';
import { statedWords } from './model/stated-words.ts';

/** Every source statement on which what is shown rests, with the file and the place that said so. */
export function EvidenceTab({ dataset }: { dataset: DatasetDetail }) {
  const evidence = useEvidence(dataset.id);
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h6">
          {say('Why do we believe this?')}
        </Title>
        <Text size="sm" c="dimmed">
          {say(
            'Each line is one source’s statement. The SHA-256 identifies the very file that was imported: calculate it for your copy, and if both agree, your copy says the same.',
          )}
        </Text>
      </div>
      <Identities sources={dataset.sources} />
      <PagedList
        list={evidence}
        what={say('statements')}
        empty={
          <EmptyState title={say('No source states this dataset')}>
            {say('It is known only from what stewards wrote or from references that others make to it.')}
          </EmptyState>
        }
      >
        {(items) => <EvidenceTable items={items} />}
      </PagedList>
    </Stack>
  );
}

function Identities({ sources }: Pick<DatasetDetail, 'sources'>) {
  if (sources.length === 0) return null;
  return (
    <section aria-label={say('Identities')}>
      <Title order={3} size="xs">
        {say('Names in the sources’ own terms')}
      </Title>
      <ul className={classes.wrap}>
        {sources.map(({ importer, id, namespace, name, current }) => (
          <li key={JSON.stringify([importer, id, namespace, name])}>
            <Text span size="sm">
              {sourceName(importer)}: {id}
            </Text>{' '}
            <Text span size="xs" c="dimmed">
              {namespace} / {name}
              {!current && ` · ${say('no longer stated')}`}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function EvidenceTable({ items }: { items: readonly Evidence[] }) {
  return (
    <div
      className={classes.scrollX}
      tabIndex={0}
      role="region"
      aria-label={say('Evidence, scrolls sideways')}
    >
      <Table striped verticalSpacing={4} fz="sm" miw="60rem">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Statement')}</Table.Th>
            <Table.Th>{say('Source')}</Table.Th>
            <Table.Th w="32%">{say('First said in')}</Table.Th>
            <Table.Th>{say('Last said in')}</Table.Th>
            <Table.Th>{say('Held from')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, index) => (
            <Table.Tr key={index}>
              <Table.Td className={classes.wrap}>{statedWords(item.said)}</Table.Td>
              <Table.Td className={classes.nowrap} title={item.scope}>
                {sourceName(item.importer)}
              </Table.Td>
              <Table.Td>
                <Place file={item.file} sha256={item.sha256} at={item.at} />
              </Table.Td>
              <Table.Td>
                {item.lastFile && item.lastSha256 ? (
                  <Place file={item.lastFile} sha256={item.lastSha256} at={item.lastAt ?? ''} />
                ) : (
                  <Text size="xs" c="dimmed">
                    {say('as first')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                {item.untilRevision === null ? (
                  <RevisionLink revision={item.sinceRevision} />
                ) : (
                  <Say
                    text="{since} to {until}"
                    values={{
                      since: <RevisionLink revision={item.sinceRevision} />,
                      until: <RevisionLink revision={item.untilRevision} />,
                    }}
                  />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** A change of the catalog, as a link to its ledger entry. */
export function RevisionLink({ revision }: { revision: number }) {
  if (revision === 0) return <Text span>{say('revision 0')}</Text>;
  return (
    <AnchorLink to="/ledger" search={{ seq: revision }} size="sm">
      {say('revision {revision, number}', { revision })}
    </AnchorLink>
  );
}

function Place({ file, sha256, at }: { file: string; sha256: string; at: string }) {
  return (
    <div className={classes.wrap}>
      <Text size="sm">{file}</Text>
      <Text size="xs" c="dimmed">
        {told(at)}
      </Text>
      <HashText value={sha256} label={say('SHA-256 of {file}', { file })} />
    </div>
  );
}
