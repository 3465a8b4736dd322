import { Button, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Report } from '../../../../contract/index.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { client } from '../../shared/api.ts';
import { host } from '../../shared/host.ts';
import { bytes as size } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { FileChecks } from './reports/FileChecks.tsx';
import { PackReport } from '../ledger/PackReport.tsx';
import { fromBase64, sha256 } from '../../shared/base64.ts';
import classes from './privacy.module.css';
import { say } from '../../shared/language/say.ts';

type File = Report['files'][number];

/** Has the file made again, compares it with the record, and saves it. */
async function download({ report, file }: { report: Report; file: File }): Promise<'compared' | 'saved'> {
  const { name, mediaType, base64 } = await client.reports.file({ id: report.id, name: file.name });
  const bytes = fromBase64(base64);
  const digest = await sha256(bytes);
  if (digest !== null && digest !== file.sha256) {
    throw new Error(
      say('The file made now has SHA-256 {made}, the record says {recorded}. It was not saved.', {
        made: digest,
        recorded: file.sha256,
      }),
    );
  }
  await host.save(name, mediaType, bytes);
  return digest === null ? 'saved' : 'compared';
}

/** `read`: with a link to the page on which the report is read. The files of a report with size and SHA-256, each to download, and the entry that records them. */
export function ReportFiles({ report, read = true }: { report: Report; read?: boolean }) {
  const save = useMutation({ mutationFn: download });
  const last = save.data && save.variables ? save.variables.file.name : null;
  return (
    <div>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('File')}</Table.Th>
            <Table.Th ta="end">{say('Size')}</Table.Th>
            <Table.Th>{say('SHA-256')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{say('Download')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.files.map((file) => (
            <Table.Tr key={file.name}>
              <Table.Td className={classes.wrap}>{file.name}</Table.Td>
              <Table.Td ta="end">{size(file.bytes)}</Table.Td>
              <Table.Td>
                <HashText value={file.sha256} label={say('SHA-256 of {name}', { name: file.name })} />
              </Table.Td>
              <Table.Td ta="end">
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconDownload size={14} aria-hidden />}
                  aria-label={say('Download {name}', { name: file.name })}
                  loading={save.isPending && save.variables.file.name === file.name}
                  onClick={() => save.mutate({ report, file })}
                >
                  {say('Download')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <FileChecks report={report} />
      <Text size="xs" c="dimmed" mt={4}>
        {say(
          'A download is made again from revision {revision, number} and compared with the recorded SHA-256.',
          { revision: report.revision },
        )}{' '}
        <AnchorLink to="/ledger" search={{ seq: report.ledgerSeq }} size="xs" underline="always">
          {say('Ledger entry {ledgerSeq, number}', { ledgerSeq: report.ledgerSeq })}
        </AnchorLink>{' '}
        {read && (
          <AnchorLink to="/reports/$id" params={{ id: String(report.id) }} size="xs" underline="always">
            {say('Read it in the app')}
          </AnchorLink>
        )}
      </Text>
      <Text size="sm" role="status">
        {last &&
          (save.data === 'compared'
            ? say('{name}: the SHA-256 agrees with the record.', { name: last })
            : say('{name} was saved.', { name: last }))}
      </Text>
      {save.error && <ErrorState error={save.error} />}
      <PackReport report={report} />
    </div>
  );
}
