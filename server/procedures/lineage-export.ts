import { exportPicture, FILE_TYPES } from '../../catalog/export/lineage/export-picture.ts';
import { os } from './context.ts';
import { viewedAt } from './moments.ts';

/** Names of files hold letters, digits, dot, dash and underscore only. */
function fileName(title: string, ending: string): string {
  const clean = title
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  return `${clean || 'lineage'}.${ending}`;
}

export const lineageExport = os.lineage.export.handler(async ({ context, input, errors, signal }) => {
  const { format, theme, paper, ...request } = input;
  const refuse = (reason: string) => errors.INVALID({ data: { reason } });
  const catalog = await viewedAt(context.catalog, input.at, refuse);
  const options = { theme, paper, ...(signal ? { signal } : {}) };
  const file = await exportPicture(catalog, request, format, options);
  if (!file) throw errors.NOT_FOUND({ message: 'There is no such dataset' });
  const [ending, mediaType] = FILE_TYPES[format];
  return {
    name: fileName(file.title, ending),
    mediaType,
    base64: Buffer.from(file.bytes).toString('base64'),
    covers: [...file.covers],
    remarks: [...file.remarks],
    incomplete: file.incomplete,
  };
});
