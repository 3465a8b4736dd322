/**
 * Members of a zip archive as source files. Bounded: an archive that would unpack to more than the
 * limits is refused as a whole, so that a small file cannot fill memory or disk.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { SourceFile } from '../importers/importer.ts';
import { sourceFile } from '../importers/source-file.ts';

const MAX_ARCHIVE_BYTES = 512 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
const MAX_MEMBERS = 20_000;

export type ZipMember =
  | { readonly sha256: string; readonly make: (index: number) => SourceFile }
  | { readonly problem: { readonly path: string; readonly code: string; readonly message: string } };

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
}

/** `shown`: the archive's name; members are named beneath it. */
export async function* zipMembers(path: string, shown: string): AsyncIterable<ZipMember> {
  const bytes = await readFile(path);
  if (bytes.length > MAX_ARCHIVE_BYTES) {
    yield problem(
      shown,
      'too-large',
      `The archive is larger than ${MAX_ARCHIVE_BYTES} bytes; unpack it and import the folder.`,
    );
    return;
  }
  let unpacked = 0;
  let members = 0;
  let refused = '';
  let content: Record<string, Uint8Array>;
  try {
    content = unzipSync(bytes, {
      filter: (member) => {
        if (refused || member.name.endsWith('/')) return false;
        members++;
        unpacked += member.originalSize;
        if (members > MAX_MEMBERS) refused = `it holds more than ${MAX_MEMBERS} files`;
        else if (unpacked > MAX_UNPACKED_BYTES)
          refused = `it would unpack to more than ${MAX_UNPACKED_BYTES} bytes`;
        return refused === '';
      },
    });
  } catch (error) {
    yield problem(
      shown,
      'broken-archive',
      `The archive is damaged: ${error instanceof Error ? error.message : String(error)}.`,
    );
    return;
  }
  if (refused) {
    yield problem(
      shown,
      'too-large',
      `The archive was not read: ${refused}. Unpack it and import the folder.`,
    );
    return;
  }
  for (const name of Object.keys(content).sort()) {
    const data = content[name]!;
    yield {
      sha256: createHash('sha256').update(data).digest('hex'),
      make: (index) =>
        sourceFile({
          index,
          path: `${shown}/${tidy(name)}`,
          size: data.length,
          open: async function* () {
            yield data;
          },
        }),
    };
  }
}

/** Member names are only ever shown, never opened; still, `..` and drive letters would mislead. */
function tidy(name: string): string {
  return name
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

function problem(path: string, code: string, message: string): ZipMember {
  return { problem: { path, code, message } };
}
