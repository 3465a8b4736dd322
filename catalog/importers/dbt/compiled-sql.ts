/**
 * The SQL of a project's models and snapshots, kept packed between the pass over the manifest and the
 * analysis, which goes by dependency and not by the manifest's order.
 */
import { pack, unpack } from '../../sql/packed.ts';
import type { ArtifactEntry } from './artifact.ts';
import type { ProjectSql } from './compiled-files.ts';
import { text } from './values.ts';

/** Longest SQL that is kept, in UTF-16 units; longer ones are not analysed. */
const LONGEST = 1024 * 1024;

/** SQL of a node and where it stands (`file` null: in the manifest), or why there is none. */
export type CompiledSql =
  | { readonly at: string; readonly file: number | null; readonly sql: () => string }
  | { readonly missing: 'no-compiled-code' | 'python-model' | 'too-large' };

/** Reads the compiled SQL of a node (`compiled_code`, before manifest v7 `compiled_sql`), else its file. */
export async function compiledSql({ value, at }: ArtifactEntry, files: ProjectSql): Promise<CompiledSql> {
  const language = text(value['language'])?.toLowerCase();
  if (language === 'python') return { missing: 'python-model' };
  for (const key of ['compiled_code', 'compiled_sql'] as const) {
    const sql = text(value[key]);
    if (sql === undefined) continue;
    return kept(sql, `${at}.${key}`, null);
  }
  const beside = await files.of(value);
  return beside ? kept(beside.sql, 'line 1', beside.file.index) : { missing: 'no-compiled-code' };
}

function kept(sql: string, at: string, file: number | null): CompiledSql {
  if (sql.length > LONGEST) return { missing: 'too-large' };
  const packed = pack(sql);
  return { at, file, sql: () => unpack(packed) };
}
