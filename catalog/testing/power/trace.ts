/** Reads what `strace` recorded of a process: what it did to files, in order. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One call that changed files, or the bytes that a process printed. Files are numbered as the process did (`fd`). */
export type FileDeed =
  | { readonly deed: 'open'; readonly fd: number; readonly path: string; readonly flags: string }
  | { readonly deed: 'close' | 'sync'; readonly fd: number }
  /** `at` null: where the file stands. */
  | { readonly deed: 'write'; readonly fd: number; readonly at: number | null; readonly data: Buffer }
  | { readonly deed: 'copy'; readonly fd: number; readonly from: number; readonly length: number }
  | { readonly deed: 'truncate'; readonly fd: number; readonly size: number }
  | { readonly deed: 'rename'; readonly from: string; readonly to: string }
  | { readonly deed: 'remove' | 'folder'; readonly path: string };

/** Calls that the reader knows; others that change files would go unseen. */
const CALLS =
  'openat,close,write,pwrite64,writev,pwritev,ftruncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,fsync,fdatasync,copy_file_range,sendfile,ioctl';

/** What comes before the command that is to be recorded. */
export const recording = (to: string): string[] =>
  `strace -f --seccomp-bpf -xx -s 4000000 -e signal=none -e trace=${CALLS} -o`.split(' ').concat(to);

const text = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex');

/**
 * @param root of other folders' files, the opening is left out
 * @throws where a call changed files in a way that is not understood
 */
export async function* readTrace(path: string, root: string): AsyncGenerator<FileDeed> {
  const begun = new Map<string, string>();
  const within = Buffer.from(root)
    .toString('hex')
    .replaceAll(/../g, (byte) => `\\x${byte}`);
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [, process = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const unfinished = / <unfinished \.\.\.>$/.exec(rest);
    if (unfinished) {
      begun.set(process, rest.slice(0, unfinished.index));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(rest);
    const whole = resumed ? `${begun.get(process) ?? ''}${rest.slice(resumed[0].length)}` : rest;
    const call = /^(\w+)\((.*)\) += (-?\d+)(?:<[^>]*>)?(?: .*)?$/.exec(whole);
    if (call?.[1] === 'openat' && !whole.includes(within)) continue;
    if (call && Number(call[3]) >= 0) yield* deedsOf(call[1]!, call[2]!, Number(call[3]));
  }
}

function* deedsOf(name: string, args: string, result: number): Generator<FileDeed> {
  // All else within quotes is written as numbers.
  const strings = args
    .split('"')
    .filter((_, n) => n % 2 === 1)
    .map(text);
  const path = (n: number): string => strings[n]!.toString('utf8');
  const fd = Number.parseInt(args, 10);
  const last = Number(/([-\d]+)$/.exec(args)?.[1]);
  switch (name) {
    case 'openat':
      return yield { deed: 'open', fd: result, path: path(0), flags: args.slice(args.lastIndexOf('"')) };
    case 'close':
      return yield { deed: 'close', fd };
    case 'fsync':
    case 'fdatasync':
      return yield { deed: 'sync', fd };
    case 'write':
    case 'writev':
      return yield { deed: 'write', fd, at: null, data: Buffer.concat(strings).subarray(0, result) };
    case 'pwrite64':
    case 'pwritev':
      return yield { deed: 'write', fd, at: last, data: Buffer.concat(strings).subarray(0, result) };
    case 'ftruncate':
      return yield { deed: 'truncate', fd, size: last };
    case 'copy_file_range':
      if (!/^\d+, NULL, \d+, NULL,/.test(args)) throw new Error(`Not understood: ${name}(${args})`);
      return yield { deed: 'copy', fd: Number(args.split(', ')[2]), from: fd, length: result };
    case 'sendfile':
      return yield { deed: 'copy', fd, from: Number(args.split(', ')[1]), length: result };
    case 'rename':
    case 'renameat':
    case 'renameat2':
      return yield { deed: 'rename', from: path(0), to: path(1) };
    case 'unlink':
    case 'unlinkat':
    case 'rmdir':
      return yield { deed: 'remove', path: path(0) };
    case 'mkdir':
    case 'mkdirat':
      return yield { deed: 'folder', path: path(0) };
    case 'ioctl':
      if (!/FICLONE/.test(args)) return;
      return yield { deed: 'copy', fd, from: last, length: Number.MAX_SAFE_INTEGER };
    default:
      throw new Error(`Not understood: ${name}(${args.slice(0, 200)})`);
  }
}
