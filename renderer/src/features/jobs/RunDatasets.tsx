import { Table, Text } from '@mantine/core';
import type { RunDataset } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { Section } from '../../shared/Section.tsx';
import { JsonTree } from '../dataset/JsonTree.tsx';
import { formatBytes, formatNumber } from '../dataset/model/format.ts';
import { DatasetLink } from './pieces.tsx';
import classes from './jobs.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** What one run read or wrote: in which version, how much, and what it says besides. */
export function RunDatasets({
  title,
  facetsLabel,
  datasets,
}: {
  title: string;
  facetsLabel: string;
  datasets: readonly RunDataset[];
}) {
  const facets = datasets.flatMap(({ dataset, facets: own }, index) =>
    own.map(({ key, value }) => ({
      path: `${index}/${key}`,
      key: say('{facet} of {dataset}', { facet: key, dataset: dataset.name }),
      value,
    })),
  );
  return (
    <Section title={`${title} ${count(datasets.length)}`}>
      {datasets.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say('No event of the run names a dataset here.')}
        </Text>
      ) : (
        <div
          className={classes.scrollX}
          tabIndex={0}
          role="region"
          aria-label={say('{title}, scrolls sideways', { title })}
        >
          <Table verticalSpacing={4} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('Dataset')}</Table.Th>
                <Table.Th>{say('Version')}</Table.Th>
                <Table.Th ta="end">{say('Rows')}</Table.Th>
                <Table.Th ta="end">{say('Size')}</Table.Th>
                <Table.Th ta="end">{say('Files')}</Table.Th>
                <Table.Th>{say('Read in')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {datasets.map((one, index) => (
                <Table.Tr key={`${one.dataset.id} ${index}`}>
                  <Table.Td className={classes.wrap}>
                    <DatasetLink dataset={one.dataset} />
                  </Table.Td>
                  <Table.Td className={classes.wrap}>{one.version ?? '–'}</Table.Td>
                  <Table.Td ta="end">{formatNumber(one.rowCount)}</Table.Td>
                  <Table.Td ta="end">{formatBytes(one.byteCount)}</Table.Td>
                  <Table.Td ta="end">{formatNumber(one.fileCount)}</Table.Td>
                  <Table.Td className={classes.wrap}>
                    {one.file}, {told(one.at)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {facets.length > 0 && <JsonTree label={facetsLabel} values={facets} />}
    </Section>
  );
}
