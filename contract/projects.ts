import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, idSchema, mutationResultSchema, pageInput } from './common.ts';

export const sourceProjectSchema = z.object({
  name: z.string(),
  adapter: z.string().nullable(),
  toolVersion: z.string().nullable(),
  generatedAt: z.string().nullable(),
  /** Null: the tables stand under `dbt://<project>`. */
  namespace: z.string().nullable(),
  /** `given` with an import, `set` here, found in the `catalog`, known from the `adapter`; `project`: by nobody. */
  basis: z.enum(['given', 'set', 'catalog', 'adapter', 'project']),
  /** Where the tables stood before, oldest first. */
  former: z.array(z.string()),
  /** Namespaces of the catalog that it may be, likeliest first. */
  guesses: z.array(z.string()),
  packages: z.array(z.object({ name: z.string(), nodes: z.number() })),
  /** Number of nodes that the project disables. */
  disabled: z.number(),
  importId: idSchema.nullable(),
});
export type SourceProject = z.infer<typeof sourceProjectSchema>;

const base = oc.errors(commonErrors);

/** Projects whose files do not name their database server (dbt). */
export const projectsContract = {
  list: base.output(z.array(sourceProjectSchema)),
  /** Counts from the project's next import on; `null` forgets. */
  setNamespace: base
    .input(z.object({ project: z.string().min(1), namespace: z.string().trim().max(1024).nullable() }))
    .output(mutationResultSchema),
  /** Nodes that a project disables: no lineage, but known. */
  disabled: base.input(pageInput.extend({ project: z.string() })).output(
    z.object({
      total: z.number(),
      items: z.array(
        z.object({
          sourceId: z.string(),
          type: z.string(),
          reason: z.string(),
          path: z.string().nullable(),
          at: z.string(),
        }),
      ),
    }),
  ),
};
