/** Issues that several readers of AWS answers tell. */
import type { ImportIssue, SourceFile } from '../importer.ts';
import { objectExpected } from '../object-expected.ts';

/** An element of a list that is no object, where the API gives objects. */
export const notAnObject = (file: SourceFile, value: unknown, at: string): ImportIssue => ({
  severity: 'rejected',
  file: file.index,
  at,
  code: 'not-an-object',
  message: objectExpected(value),
});
