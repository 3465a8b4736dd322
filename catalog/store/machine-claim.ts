/**
 * One machine at a time: SQLite's write-ahead log needs memory that all who have the file open share, which two machines
 * do not have. Whoever opens a catalog on a drive that others may reach says so in a folder beside it,
 * `<catalog>.in-use`, with a file for each process that gives a sign of life from time to time. Processes of one machine
 * share the folder; it is made and taken over by renaming, which one machine alone can do.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { CatalogFileError } from './errors.ts';
import { driveOf, type Drive } from './drive.ts';

/** Who shares memory: a running system, in whatever containers. */
export interface Machine {
  readonly id: string;
  /** As people know it. */
  readonly name: string;
}

export interface ClaimOptions {
  readonly drive?: Drive;
  readonly machine?: Machine;
}

const SIGN_MS = 15_000;
/** Without a sign for so long, a machine does not have it any more. */
const STALE_MS = 120_000;
const ATTEMPTS = 20;

export const inUsePath = (catalog: string): string => `${catalog}.in-use`;

export function thisMachine(): Machine {
  const name = hostname();
  try {
    return { id: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), name };
  } catch {
    return { id: name, name };
  }
}

let claims = 0;

/** What this process holds of a catalog, until it is released. */
export class MachineClaim {
  readonly #entry: string;
  readonly #folder: string;
  readonly #timer: NodeJS.Timeout;
  #signed = Date.now();
  #lost = false;

  private constructor(folder: string, entry: string) {
    this.#folder = folder;
    this.#entry = join(folder, entry);
    this.#timer = setInterval(() => this.#trySigning(), SIGN_MS).unref();
  }

  /**
   * On a local disk nothing is claimed, but what another machine claimed through the network holds there, too.
   * @returns null where there is nothing to hold
   * @throws CatalogFileError `locked` while another machine has it, `read-only` or `disk` where nothing can be written
   */
  static take(catalog: string, options: ClaimOptions = {}): MachineClaim | null {
    const machine = options.machine ?? thisMachine();
    const { kind } = options.drive ?? driveOf(catalog);
    refuseElsewhere(catalog, machine);
    if (kind === 'local') return null;
    const folder = inUsePath(catalog);
    removeDead(folder, machine);
    const entry = `${shortId(machine)}.${process.pid}-${claims++}`;
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (madeFolder(folder, entry, machine) || joined(folder, entry, machine)) {
          refuseElsewhere(catalog, machine, () => rmSync(join(folder, entry), { force: true }));
          return new MachineClaim(folder, entry);
        }
        refuseElsewhere(catalog, machine);
      }
    } catch (error) {
      throw inWords(error);
    }
    throw new CatalogFileError('locked', 'others open and close it all the time; try again');
  }

  /** @throws CatalogFileError where another machine has it by now, or the drive does not answer */
  mustHold(): void {
    // A machine that slept gave no signs, and another may have it now. Clocks may be set either way.
    if (!this.#lost && Math.abs(Date.now() - this.#signed) < STALE_MS / 2) return;
    try {
      if (!this.#lost) this.#sign();
    } catch (cause) {
      throw new CatalogFileError('disk', 'the drive does not answer; nothing was changed', { cause });
    }
    if (this.#lost)
      throw new CatalogFileError(
        'locked',
        'this machine gave no sign of life for too long, and another may have it open; nothing was changed, open it again',
      );
  }

  release(): void {
    clearInterval(this.#timer);
    try {
      rmSync(this.#entry, { force: true });
      // Not while other processes of this machine have theirs in it.
      rmdirSync(this.#folder);
    } catch {
      // Others have it, or the drive is gone: without signs of life it counts for nothing.
    }
  }

  #trySigning(): void {
    try {
      if (!this.#lost) this.#sign();
    } catch {
      // The next one tries again, and so does whoever writes.
    }
  }

  #sign(): void {
    try {
      sign(this.#entry);
      this.#signed = Date.now();
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      this.#lost = true;
    }
  }
}

/**
 * @param before what is done before it is refused
 * @throws CatalogFileError `locked` while another machine has it
 */
export function refuseElsewhere(catalog: string, machine = thisMachine(), before = (): void => {}): void {
  const folder = inUsePath(catalog);
  const others = entriesIn(folder).filter(({ id }) => id !== shortId(machine));
  if (others.length === 0) return;
  const now = timeOfDrive(folder);
  const live = others.find(({ at }) => Math.abs(now - at) < STALE_MS);
  if (live) {
    before();
    const wait = Math.ceil((STALE_MS - Math.abs(now - live.at)) / 1000);
    throw new CatalogFileError(
      'locked',
      `it is open on the machine ${live.machine}; one machine at a time can have it. Close it there, or, if that machine was switched off, try again in ${wait} seconds`,
    );
  }
  takeAway(folder, others);
}

/** What processes of this machine left that were killed. A process may be hidden: only where it is silent, too. */
function removeDead(folder: string, machine: Machine): void {
  const own = entriesIn(folder).filter(({ id }) => id === shortId(machine));
  if (own.length === 0) return;
  const now = timeOfDrive(folder);
  for (const { name, at } of own)
    if (Math.abs(now - at) >= STALE_MS && !lives(Number(/\.(\d+)-/.exec(name)?.[1])))
      rmSync(join(folder, name), { force: true });
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

interface Entry {
  readonly name: string;
  readonly id: string;
  readonly machine: string;
  /** Its last sign, by the clock of the drive. */
  readonly at: number;
}

function entriesIn(folder: string): Entry[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const path = join(folder, name);
    const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return at === undefined ? [] : [{ name, id: name.split('.')[0]!, machine: nameIn(path), at }];
  });
}

function nameIn(path: string): string {
  try {
    return readFileSync(path, 'utf8').split('\n')[0]!.trim().slice(0, 200) || '(no name)';
  } catch {
    return '(no name)';
  }
}

/** The folder with the first entry in it, at once; it takes the place of none, or of an empty one. */
function madeFolder(folder: string, entry: string, machine: Machine): boolean {
  const own = `${folder}.${randomBytes(6).toString('hex')}`;
  mkdirSync(own);
  try {
    writeFileSync(join(own, entry), contentOf(machine));
    renameSync(own, folder);
    return true;
  } catch (error) {
    // Windows has EPERM for a folder that is there.
    if (!['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES'].includes(codeOf(error))) throw error;
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) throw error;
    return false;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function joined(folder: string, entry: string, machine: Machine): boolean {
  try {
    writeFileSync(join(folder, entry), contentOf(machine), { flag: 'wx' });
    return true;
  } catch (error) {
    // The last of the others left just now.
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** What machines left that gave no sign for long. One that gives a sign just then has its folder back. */
function takeAway(folder: string, stale: readonly Entry[]): void {
  const away = `${folder}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(folder, away);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw inWords(error);
  }
  const unchanged = entriesIn(away).every(({ name, at }) =>
    stale.some((entry) => entry.name === name && entry.at === at),
  );
  if (unchanged) return rmSync(away, { recursive: true, force: true });
  renameSync(away, folder);
  throw new CatalogFileError('locked', 'another machine opens it just now; one at a time can have it');
}

/** Clocks of machines differ; signs are compared by the one of the drive. */
function timeOfDrive(folder: string): number {
  const probe = `${folder}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(probe, '');
    return statSync(probe).mtimeMs;
  } catch {
    return Date.now();
  } finally {
    rmSync(probe, { force: true });
  }
}

const contentOf = ({ name }: Machine): string =>
  `${name}\nHeadwater has this catalog open, process ${process.pid}.\n`;
const shortId = ({ id }: Machine): string => createHash('sha256').update(id).digest('hex').slice(0, 16);
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

function inWords(error: unknown): unknown {
  if (error instanceof CatalogFileError) return error;
  const code = codeOf(error);
  if (['EROFS', 'EACCES', 'EPERM'].includes(code))
    return new CatalogFileError('read-only', 'the file or its folder is read-only', { cause: error });
  if (['ENOSPC', 'EDQUOT', 'EIO'].includes(code))
    return new CatalogFileError('disk', 'the disk is full or failing; nothing was changed', { cause: error });
  return error;
}

/** A byte is written, so that the drive itself says when. */
function sign(entry: string): void {
  const file = openSync(entry, 'r+');
  try {
    const { size } = statSync(entry);
    writeSync(file, '\n', size - 1);
  } finally {
    closeSync(file);
  }
}
