/**
 * Several accounts and regions in one import. A folder that is named after a region or an account, or
 * that holds the answer of `sts get-caller-identity`, is an export of its own with all below it.
 */
import type { ImportContext, RecognisedFile } from '../importer.ts';
import type { Account } from './account.ts';
import type { GlueExport } from './export.ts';
import type { ItemShelf } from './item-shelf.ts';
import { readExport } from './read-export.ts';

export interface AccountExport {
  readonly account: Account;
  readonly source: GlueExport;
}

interface Group {
  /** Folder that all its files lie in; '' for those that lie in none. */
  readonly root: string;
  readonly files: RecognisedFile[];
}

const REGION = /(?:^|[^a-z\d])((?:[a-z]{2}|us-gov|us-iso[a-z]?)-(?:[a-z]{4,10}-){1,2}\d)(?=$|[^a-z\d])/;
const ACCOUNT = /(?:^|\D)(\d{12})(?=$|\D)/;

/** Reads all files and tells whose they are. Exports of one account and region are one. `shelf`: open as long as they are used. */
export async function readExports(
  files: readonly RecognisedFile[],
  context: ImportContext,
  shelf: ItemShelf,
): Promise<AccountExport[]> {
  const progress = { bytes: 0 };
  const read: { readonly root: string; readonly source: GlueExport }[] = [];
  for (const group of groupsOf(files)) {
    const source = await readExport(group.files, context, progress, shelf);
    source.votes.folder(REGION.exec(group.root.toLowerCase())?.[1], ACCOUNT.exec(group.root)?.[1]);
    read.push({ root: group.root, source });
  }
  for (const { root, source } of read) {
    const above = read
      .filter((one) => one.root !== root && isBelow(root, one.root))
      .sort((a, b) => b.root.length - a.root.length);
    for (const one of above) source.votes.inherit(one.source.votes);
  }
  return united(
    read.map(({ source }) => source).filter((source) => !source.isNothing()),
    context,
  );
}

/** Exports of the same account and region put together; one that leaves it open goes to the only other. */
function united(sources: readonly GlueExport[], context: ImportContext): AccountExport[] {
  const silent: ImportContext = { ...context, issue: () => undefined };
  const keyed = sources.map((source) => {
    const { account, region } = source.votes.decide(silent);
    return { source, key: `${region}:${account}` };
  });
  const known = [...new Set(keyed.map(({ key }) => key).filter((key) => !key.includes('unknown')))];
  const [only] = known;
  const keyOf = (key: string): string =>
    only !== undefined && known.length === 1 && isCompatible(key, only) ? only : key;
  const exports: AccountExport[] = [];
  for (const all of Map.groupBy(keyed, ({ key }) => keyOf(key)).values()) {
    // One that knows its account speaks for those that do not.
    const [first, ...others] = all.toSorted(
      (a, b) => (keyOf(a.key) === a.key ? 0 : 1) - (keyOf(b.key) === b.key ? 0 : 1),
    );
    if (!first) continue;
    for (const { source } of others) first.source.absorb(source);
    exports.push({ account: first.source.votes.decide(context), source: first.source });
  }
  return exports;
}

/** Whether what is known of one key agrees with the other. */
function isCompatible(partial: string, full: string): boolean {
  const wanted = full.split(':');
  return partial.split(':').every((part, at) => part === 'unknown' || part === wanted[at]);
}

/** Files by the deepest folder that marks an export. */
function groupsOf(files: readonly RecognisedFile[]): Group[] {
  const roots = new Set<string>();
  for (const { file, role } of files) {
    const folders = foldersOf(file.path);
    for (const folder of folders) if (marksExport(folder)) roots.add(folder);
    if (role === 'get-caller-identity') roots.add(folders.at(-1) ?? '');
  }
  const groups = new Map<string, Group>();
  for (const recognised of files) {
    const root = foldersOf(recognised.file.path).findLast((folder) => roots.has(folder)) ?? '';
    const group = groups.get(root) ?? { root, files: [] };
    groups.set(root, group);
    group.files.push(recognised);
  }
  return [...groups.values()];
}

const isBelow = (folder: string, root: string): boolean => root === '' || folder.startsWith(`${root}/`);

/** `a/b/c.json` → `['a', 'a/b']`. */
function foldersOf(path: string): string[] {
  const out: string[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) out.push(path.slice(0, at));
  return out;
}

function marksExport(folder: string): boolean {
  const name = folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
  return REGION.test(name) || ACCOUNT.test(name);
}
