import { describe, expect, it } from 'vitest';
import { driveOf, driveWarning, type System } from './drive.ts';

const system = (parts: Partial<System>): System => ({
  platform: 'linux',
  statfs: () => ({ type: 0xef53 }),
  realpath: (path) => path,
  mountinfo: () => '',
  mounts: () => '',
  ...parts,
});

const MOUNTS = [
  '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/sda rw',
  '40 22 0:35 / /mnt/a\\040b rw,nosuid - fuse.sshfs ann@host:/x rw,user_id=0',
  '41 22 0:36 / /mnt/a\\040b/inner rw - fuse.bindfs /data rw',
  '42 22 8:1 / /media/stick rw - fuseblk /dev/sdb1 rw',
].join('\n');

describe('the drive of a file', () => {
  it.each([
    [0x6969, 'network', 'nfs'],
    [0xff534d42, 'network', 'cifs'],
    // As systems with a signed type say it.
    [-11_317_950, 'network', 'cifs'],
    [0xfe534d42, 'network', 'smb2'],
    [0x01021997, 'network', '9p'],
    [0xef53, 'local', ''],
    [0x01021994, 'local', ''],
  ])('of Linux is told by its type: %i', (type, kind, name) => {
    expect(driveOf('/x/c.headwater', system({ statfs: () => ({ type }) }))).toEqual({ kind, name });
  });

  it.each([
    ['/mnt/a b/c.headwater', 'network', 'fuse.sshfs'],
    ['/mnt/a b/inner/deep/c.headwater', 'program', 'fuse.bindfs'],
    ['/media/stick/c.headwater', 'local', ''],
    ['/elsewhere/c.headwater', 'program', 'ext4'],
  ])('that a program provides is told by its mount: %s', (path, kind, name) => {
    const fuse = system({ statfs: () => ({ type: 0x65735546 }), mountinfo: () => MOUNTS });
    expect(driveOf(path, fuse)).toEqual({ kind, name });
  });

  it.each([
    ['/Volumes/share/c.headwater', 'network', 'smbfs'],
    ['/Volumes/shared/c.headwater', 'local', ''],
    ['/Volumes/f (1)/c.headwater', 'program', 'macfuse'],
    ['/Users/ann/c.headwater', 'local', ''],
  ])('of macOS is told by what mount prints: %s', (path, kind, name) => {
    const mounts = [
      '/dev/disk3s1 on / (apfs, sealed, local)',
      '//ann@server/share on /Volumes/share (smbfs, nodev, nosuid)',
      'x on /Volumes/f (1) (macfuse, nodev)',
    ].join('\n');
    expect(driveOf(path, system({ platform: 'darwin', mounts: () => mounts }))).toEqual({ kind, name });
  });

  it.each([
    ['\\\\server\\share\\folder', 'network', 'smb'],
    ['\\\\?\\UNC\\server\\share', 'network', 'smb'],
    ['//server/share', 'network', 'smb'],
    ['\\\\wsl.localhost\\Debian\\home', 'network', 'wsl'],
    ['\\\\?\\C:\\data', 'local', ''],
    ['\\\\.\\pipe', 'local', ''],
    ['C:\\data', 'local', ''],
  ])('of Windows is told by where its path leads: %s', (real, kind, name) => {
    const windows = system({ platform: 'win32', realpath: () => real });
    expect(driveOf('Z:\\c.headwater', windows)).toEqual({ kind, name });
  });

  it('is local where nobody can tell, and said where it is not', () => {
    const silent = system({
      statfs: () => {
        throw new Error('ENOENT');
      },
    });
    expect(driveOf('/none/c.headwater', silent)).toEqual({ kind: 'local', name: '' });
    expect(driveWarning('c', { kind: 'local', name: '' })).toBeNull();
    expect(driveWarning('c', { kind: 'network', name: 'nfs' })).toMatch(/^c lies on a network drive \(nfs\)/);
  });
});
