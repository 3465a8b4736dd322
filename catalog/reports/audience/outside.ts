/** A report for its audience: as it is for people inside; names withheld for readers outside. */
import { z } from 'zod';
import {
  formsAgain,
  safeStem,
  type DocumentSource,
  type PlannedFile,
  type ReportModel,
} from '../report-model.ts';
import { NameMatcher } from './matcher.ts';
import type { KnownName } from './names.ts';
import type { SchemaNode } from './outside-data.ts';
import { outsideDocument } from './outside-document.ts';
import { Withholder } from './withholder.ts';

/** The schema of data as JSON Schema; the marks of `naming` are in it as `x-names`. */
export function jsonSchemaOf(schema: z.ZodType): SchemaNode {
  return z.toJSONSchema(schema, { io: 'output' }) as SchemaNode;
}

/**
 * The files of documents with names withheld. A file of another sort is made for people inside and has no such
 * form: it is left out, and the copy says so.
 */
export function outsideModel(
  { files }: ReportModel,
  names: readonly KnownName[],
  schema: z.ZodType | undefined,
  resourcesDir: string,
): ReportModel {
  const matcher = new NameMatcher(names);
  const node = schema ? jsonSchemaOf(schema) : null;
  const leftOut = files.filter(({ of }) => of === undefined).length;
  const sources = new Set(files.flatMap(({ of }): DocumentSource[] => (of ? [of] : [])));
  return {
    files: [...sources].flatMap((source): PlannedFile[] => {
      const { document, stem } = source;
      const withholder = new Withholder(matcher);
      const safe = safeStem(withholder.text(stem), 'report');
      const copy = outsideDocument(document, withholder, node, leftOut);
      return formsAgain(files, source, { document: copy, stem: `${safe}-outside` }, resourcesDir);
    }),
  };
}
