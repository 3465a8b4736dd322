/** Files and folders that a person dropped or picked, as a flat list with paths below what was chosen. */

export interface PickedFile {
  readonly file: File;
  /** Path within the choice, with `/`: `target/manifest.json`. */
  readonly path: string;
}

export interface Picked {
  readonly files: readonly PickedFile[];
  /** Files left out since there were more than `MAX_FILES`, or folders nested deeper than `MAX_DEPTH`. */
  readonly leftOut: boolean;
}

const MAX_FILES = 20_000;
export const MAX_DEPTH = 64;

/** Turns the result of a file or folder input into picked files. */
export function pickedFromInput(files: readonly File[]): Picked {
  const all = files.map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return { files: all.slice(0, MAX_FILES), leftOut: all.length > MAX_FILES };
}

/** True when the drag carries files at all, and not a selection of text. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/**
 * Reads a drop, folders included. Must be called while the event is handled: the browser empties the
 * transfer right after.
 */
export function pickedFromDrop(transfer: DataTransfer): Promise<Picked> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return Promise.resolve(pickedFromInput([...transfer.files]));
  return walk(entries);
}

async function walk(roots: readonly FileSystemEntry[]): Promise<Picked> {
  const files: PickedFile[] = [];
  let leftOut = false;
  const waiting = roots.map((entry) => ({ entry, depth: 0 }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { entry, depth } = next;
    if (files.length >= MAX_FILES || depth > MAX_DEPTH) {
      leftOut = true;
      continue;
    }
    if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      files.push({ file, path: entry.fullPath.replace(/^\/+/, '') });
    } else if (isDirectory(entry)) {
      for (const child of await readAll(entry)) waiting.push({ entry: child, depth: depth + 1 });
    }
  }
  return { files, leftOut };
}

/** A directory reader answers in portions (100 in Chromium) until it answers with none. */
async function readAll(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || all.length > MAX_FILES) return all;
    all.push(...some);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
