/**
 * SQL that dbt writes beside its manifest, one file a node: what it compiled in `target/compiled`, what it
 * sent to the warehouse in `target/run`. It counts where the manifest holds no compiled SQL, as a manifest
 * of `dbt parse` does not. Files lie under `<package>/<original_file_path>`; of several nodes in one
 * source file, each lies in a folder of that file's name.
 */
import { SourceError, type ImportContext, type RecognisedFile, type SourceFile } from '../importer.ts';
import { decodeText } from '../source-file.ts';
import { many } from './issue-words.ts';
import { text, type JsonRecord } from './values.ts';

export type CompiledRole = 'compiled_sql' | 'run_sql';

/** Bytes that are read of a file; the SQL of a model is not analysed beyond a million characters. */
const LONGEST = 4 * 1024 * 1024;

/** `…/compiled/<package>/…/name.sql`: the folder before `compiled`, which one it is, the path in it. */
const COMPILED = /^(|.*\/)(compiled|run)\/([^/]+\/.+\.sql)$/is;

/** Role of a file by where it lies, or null. */
export function compiledRole(path: string): CompiledRole | null {
  const folder = COMPILED.exec(path)?.[2]?.toLowerCase();
  return folder === undefined ? null : folder === 'run' ? 'run_sql' : 'compiled_sql';
}

export const isCompiledRole = (role: string): role is CompiledRole =>
  role === 'compiled_sql' || role === 'run_sql';

/** The files of one import. */
export class CompiledFiles {
  /** By the folder that `compiled` or `run` lies in, then by the path from there. */
  readonly #homes = new Map<string, Map<string, SourceFile>>();
  /** Of these, the outermost of each file. */
  readonly #outermost = new Set<string>();
  readonly #files: SourceFile[] = [];

  constructor(files: readonly RecognisedFile[]) {
    for (const { file, role } of files) {
      if (!isCompiledRole(role)) continue;
      this.#files.push(file);
      // Folders above, packages and folders of models may be called so too; the manifest's place decides.
      const homes = homesOf(file.path);
      for (const { folder, path } of homes) {
        const found = this.#homes.get(folder) ?? new Map<string, SourceFile>();
        found.set(path, file);
        this.#homes.set(folder, found);
      }
      if (homes[0]) this.#outermost.add(homes[0].folder);
    }
  }

  /** The files beside this manifest; where it is the only one, those of the import. */
  of(manifest: SourceFile, only: boolean): ProjectSql {
    const folder = manifest.path.slice(0, manifest.path.lastIndexOf('/') + 1);
    const [single] = only && this.#outermost.size === 1 ? this.#outermost : [];
    const found = [folder, `${folder}target/`, single].find(
      (one) => one !== undefined && this.#homes.has(one),
    );
    return new ProjectSql(found === undefined ? null : (this.#homes.get(found) ?? null));
  }

  /** Says that nothing is there to read the files with. */
  reportAlone(context: ImportContext): void {
    const [first] = this.#files;
    if (!first) return;
    const message = `${many(this.#files.length, 'file of compiled SQL is', 'files of compiled SQL are')} read together with the manifest.json of the project, which is not in this import.`;
    context.issue({ severity: 'rejected', file: first.index, code: 'no-manifest', message });
  }
}

function homesOf(path: string): { readonly folder: string; readonly path: string }[] {
  const parts = path.split('/');
  return parts.flatMap((part, at) => {
    const name = part.toLowerCase();
    if (name !== 'compiled' && name !== 'run') return [];
    const folder = parts
      .slice(0, at)
      .map((one) => `${one}/`)
      .join('');
    return [{ folder, path: `${name}/${parts.slice(at + 1).join('/')}` }];
  });
}

/** SQL of one project's nodes. */
export class ProjectSql {
  readonly #files: ReadonlyMap<string, SourceFile> | null;

  constructor(files: ReadonlyMap<string, SourceFile> | null) {
    this.#files = files;
  }

  /** The SQL of a node and the file that holds it; null where there is none that can be read. */
  async of(node: JsonRecord): Promise<{ readonly file: SourceFile; readonly sql: string } | null> {
    const file = this.#find(node);
    if (!file) return null;
    try {
      const sql = await beginning(file);
      return sql.trim() === '' ? null : { file, sql };
    } catch (error) {
      if (error instanceof SourceError) return null;
      throw error;
    }
  }

  #find(node: JsonRecord): SourceFile | null {
    const [owner, original] = [text(node['package_name']), text(node['original_file_path'])];
    if (!this.#files || owner === undefined || original === undefined) return null;
    const source = slashes(original);
    const own = slashes(text(node['path']) ?? '');
    const names = [text(node['name']), text(node['alias'])].flatMap((name) => name ?? []);
    const nested = [own, ...names.map((name) => `${name}.sql`)].filter((name) => name !== '');
    // In a file of several nodes (a snapshot's), the node's own path comes first.
    const below = [...nested.map((name) => `${source}/${name}`), source];
    for (const folder of ['compiled', 'run']) {
      for (const path of below) {
        const file = this.#files.get(`${folder}/${owner}/${path}`);
        if (file) return file;
      }
    }
    return null;
  }
}

/** Windows writes its own separators. */
const slashes = (path: string): string => path.replaceAll('\\', '/');

async function beginning(file: SourceFile): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.chunks()) {
    parts.push(chunk);
    length += chunk.length;
    if (length > LONGEST) break;
  }
  return decodeText(Buffer.concat(parts, length));
}
