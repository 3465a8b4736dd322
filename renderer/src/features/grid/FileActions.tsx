import { Button, FileButton, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../shared/api.ts';
import { host } from '../../shared/host.ts';
import { fromBase64 } from '../../shared/base64.ts';
import { sayError } from '../../shared/say-error.ts';
import { sheetSearch, type GridSearch } from './model/search-params.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  search: GridSearch;
  /** Headers of the columns that are shown. */
  headers: readonly string[];
  onFile: (file: File) => void;
}

interface Wish {
  readonly format: 'csv' | 'xlsx';
  readonly headers?: string[];
}

/** The sheet as a file, and a file back into it. */
export function FileActions({ search, headers, onFile }: Props) {
  const save = useMutation({
    mutationFn: async (wish: Wish) => {
      const { name, mediaType, base64, rows } = await client.sheet.exportFile({
        ...sheetSearch(search),
        ...wish,
      });
      if (!(await host.save(name, mediaType, fromBase64(base64)))) return null;
      return say('{rows, plural, one {# row} other {# rows}} written to {file}.', { rows, file: name });
    },
    onSuccess: (message) => {
      if (message !== null) notifications.show({ message });
    },
    onError: sayError,
  });
  const shown = { headers: [...headers] };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            loading={save.isPending}
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            {say('Export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{say('Every row that is listed')}</Menu.Label>
          <Menu.Item onClick={() => save.mutate({ format: 'xlsx' })}>{say('Excel, all columns')}</Menu.Item>
          <Menu.Item onClick={() => save.mutate({ format: 'xlsx', ...shown })}>
            {say('Excel, columns shown')}
          </Menu.Item>
          <Menu.Item onClick={() => save.mutate({ format: 'csv' })}>{say('CSV, all columns')}</Menu.Item>
          <Menu.Item onClick={() => save.mutate({ format: 'csv', ...shown })}>
            {say('CSV, columns shown')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FileButton accept=".csv,.tsv,.txt,.xlsx" onChange={(file) => file && onFile(file)}>
        {(props) => (
          <Button
            {...props}
            size="compact-sm"
            variant="default"
            leftSection={<IconUpload size={14} aria-hidden />}
          >
            {say('Import')}
          </Button>
        )}
      </FileButton>
    </>
  );
}
