/** What kind of drive a file lies on, as far as the system tells. */
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * - `network`: other machines can reach the same file, and have memory of their own
 * - `program`: a program provides it (FUSE, a folder of a virtual machine's host), perhaps from another machine
 * - `local`: none of these, or nobody can tell
 */
export interface Drive {
  readonly kind: 'local' | 'network' | 'program';
  /** What the system calls it: `nfs4`, `cifs`, `fuse.sshfs`; empty where it has no name. */
  readonly name: string;
}

/** What the system is asked, to be replaced in tests. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly statfs: (path: string) => { readonly type: number };
  /** With mapped drives of Windows as what they stand for. */
  readonly realpath: (path: string) => string;
  readonly mountinfo: () => string;
  /** What `mount` of macOS prints. */
  readonly mounts: () => string;
}

const THIS_SYSTEM: System = {
  platform: process.platform,
  statfs: statfsSync,
  realpath: realpathSync.native,
  mountinfo: () => readFileSync('/proc/self/mountinfo', 'utf8'),
  mounts: () => execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2_000 }),
};

const LOCAL: Drive = { kind: 'local', name: '' };

/** Of `statfs(2)`, from linux/magic.h and the file systems' own sources. */
const LINUX: ReadonlyMap<number, Drive> = new Map([
  [0x6969, { kind: 'network', name: 'nfs' }],
  [0x517b, { kind: 'network', name: 'smb' }],
  [0xff534d42, { kind: 'network', name: 'cifs' }],
  [0xfe534d42, { kind: 'network', name: 'smb2' }],
  [0x01021997, { kind: 'network', name: '9p' }],
  [0x5346414f, { kind: 'network', name: 'afs' }],
  [0x6b414653, { kind: 'network', name: 'afs' }],
  [0x73757245, { kind: 'network', name: 'coda' }],
  [0x564c, { kind: 'network', name: 'ncp' }],
  [0x00c36400, { kind: 'network', name: 'ceph' }],
  [0x01161970, { kind: 'network', name: 'gfs2' }],
  [0x7461636f, { kind: 'network', name: 'ocfs2' }],
  [0x0bd00bd0, { kind: 'network', name: 'lustre' }],
  [0x47504653, { kind: 'network', name: 'gpfs' }],
  [0x19830326, { kind: 'network', name: 'beegfs' }],
  [0x65735546, { kind: 'program', name: 'fuse' }],
  [0x786f4256, { kind: 'program', name: 'vboxsf' }],
  [0xbacbacbc, { kind: 'program', name: 'vmhgfs' }],
] satisfies [number, Drive][]);

/** FUSE by what is behind it. */
const FUSE_OF_NETWORKS =
  /^fuse\.(sshfs|rclone|s3fs|glusterfs|davfs2?|smbnetfs|cephfs|juicefs|gcsfuse|blobfuse2?)/;
const MAC_NETWORKS = /^(nfs|smbfs|afpfs|webdav|ftp|cifs)$/;
const MAC_PROGRAMS = /fuse/;

/** Asked of the folder, so that the file need not be there. */
export function driveOf(file: string, system: System = THIS_SYSTEM): Drive {
  try {
    const folder = system.realpath(dirname(resolve(file)));
    if (system.platform === 'win32') return onWindows(folder);
    if (system.platform === 'darwin') return onMac(folder, system.mounts());
    return onLinux(folder, system);
  } catch {
    // A folder that is not there, or a system that does not say: opening the file finds out.
    return LOCAL;
  }
}

function onLinux(folder: string, system: System): Drive {
  // Some are negative numbers where the system's type is signed.
  const drive = LINUX.get(system.statfs(folder).type >>> 0) ?? LOCAL;
  if (drive.name !== 'fuse') return drive;
  const name = mountedType(folder, system.mountinfo());
  // A disk of this machine in a format that the kernel leaves to a program; the root of a container.
  if (name === 'fuseblk' || name === 'fuse.fuse-overlayfs') return LOCAL;
  return { kind: FUSE_OF_NETWORKS.test(name) ? 'network' : 'program', name: name || 'fuse' };
}

/** The type of the mount that a folder lies in, from `/proc/self/mountinfo` (proc(5)). */
function mountedType(folder: string, mountinfo: string): string {
  let found = { point: '', type: '' };
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const point = (before.split(' ')[4] ?? '').replaceAll(/\\(\d{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    // Later ones cover earlier ones.
    if (point !== '' && liesIn(folder, point) && point.length >= found.point.length)
      found = { point, type: after.split(' ')[0] ?? '' };
  }
  return found.type;
}

/** Lines such as `//ann@server/share on /Volumes/share (smbfs, nodev)`. */
function onMac(folder: string, mounts: string): Drive {
  let found = { point: '', type: '' };
  for (const line of mounts.split('\n')) {
    const [, point = '', type = ''] = / on (\/.*) \(([^,)]+)[^()]*\)$/.exec(line) ?? [];
    if (point !== '' && liesIn(folder, point) && point.length >= found.point.length) found = { point, type };
  }
  if (MAC_NETWORKS.test(found.type)) return { kind: 'network', name: found.type };
  return MAC_PROGRAMS.test(found.type) ? { kind: 'program', name: found.type } : LOCAL;
}

/** `\\server\share`, also as `\\?\UNC\server\share`; `\\?\C:` and `\\.\` are of this machine. */
function onWindows(folder: string): Drive {
  const path = folder.replaceAll('/', '\\').replace(/^\\\\\?\\UNC\\/i, '\\\\');
  if (!/^\\\\[^\\?.]/.test(path)) return LOCAL;
  const name = /^\\\\wsl(\.localhost|\$)\\/i.test(path) ? 'wsl' : 'smb';
  return { kind: 'network', name };
}

const liesIn = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

/** What the person should know of it; null where there is nothing to say. */
export function driveWarning(file: string, { kind, name }: Drive): string | null {
  if (kind === 'local') return null;
  return `${file} lies on ${kind === 'network' ? 'a network drive' : 'a drive that a program provides'}${name === '' ? '' : ` (${name})`}. One machine at a time can have it open, and what is saved is only as safe as the drive keeps its locks and its word; a local disk is safer and faster.`;
}
