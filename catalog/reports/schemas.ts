/** The schemas of report data as they are published in `docs/schemas`. */
import { z } from 'zod';
import { REPORT_KINDS } from './kinds.ts';

export interface PublishedSchema {
  readonly kind: string;
  /** `audit-report-1.schema.json`. */
  readonly file: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Of every kind that has one. JSON Schema 2020-12; `x-names` says what copies for readers outside withhold. */
export function publishedSchemas(): PublishedSchema[] {
  return Object.entries(REPORT_KINDS).flatMap(([kind, { dataSchema }]): PublishedSchema[] => {
    if (dataSchema === null) return [];
    const schema = z.toJSONSchema(dataSchema, { io: 'output' });
    const named = schema.properties?.['$schema'];
    const id = typeof named === 'object' && typeof named.const === 'string' ? named.const : '';
    const [name, version] = id.split(':').slice(-2);
    if (!name || !version) throw new Error(`the schema of ${kind} does not say which it is`);
    const { $schema, ...rest } = schema;
    return [
      {
        kind,
        file: `${name.replace(/^headwater-/, '')}-${version}.schema.json`,
        schema: { $schema, $id: id, ...rest },
      },
    ];
  });
}

export function schemaText({ schema }: PublishedSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
