/** Kinds of sources, one importer each, with the name that people know. `contract/common.ts` lists the keys once more. */
export const SOURCE_NAMES = { openlineage: 'OpenLineage', dbt: 'dbt', glue: 'AWS Glue' } as const;

export type SourceKind = keyof typeof SOURCE_NAMES;

export const SOURCE_KINDS = Object.keys(SOURCE_NAMES) as readonly SourceKind[];
