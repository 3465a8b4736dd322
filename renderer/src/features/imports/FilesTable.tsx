import { Text } from '@mantine/core';
import type { ImportOutcome } from '../../../../contract/index.ts';
import { bytes } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { sourceName } from '../../shared/words.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import classes from './imports.module.css';
import { pathWords } from './places.ts';
import { say } from '../../shared/language/say.ts';

type File = ImportOutcome['files'][number];

const COLUMNS: readonly GridColumn<File>[] = [
  {
    id: 'path',
    header: say('File'),
    width: 'minmax(14rem, 3fr)',
    render: ({ path }) => <span title={pathWords(path)}>{pathWords(path)}</span>,
  },
  {
    id: 'role',
    header: say('Recognised as'),
    width: 'minmax(10rem, 2fr)',
    render: ({ importer, role }) =>
      importer === null ? (
        <Text span size="sm" c="dimmed">
          {say('Not recognised')}
        </Text>
      ) : (
        `${sourceName(importer)}${role === null ? '' : `: ${role}`}`
      ),
  },
  { id: 'bytes', header: say('Size'), width: '6rem', align: 'end', render: (file) => bytes(file.bytes) },
  {
    id: 'sha256',
    header: say('SHA-256'),
    width: '11rem',
    render: ({ sha256 }) => <HashText value={sha256} label={say('SHA-256')} />,
  },
];

/** The files of an import, what each was recognised as, and its digest. */
export function FilesTable({ files }: { files: readonly File[] }) {
  if (files.length === 0) return <Text size="sm">{say('No files.')}</Text>;
  return (
    <div className={classes.gridBox} style={{ height: Math.min(320, 36 + files.length * 32) }}>
      <RowGrid
        label={say('Files')}
        columns={COLUMNS}
        rowCount={files.length}
        rowAt={(index) => files[index]}
        minWidth="40rem"
      />
    </div>
  );
}
