/**
 * Reads what a file of the watched folder has gained since it was read last.
 *
 * Clients append one event a line, or write one file an event, over as many lines as they like. A line is
 * read once its newline is there; what has none (a line being written, a torn one, a pretty-printed
 * event) is looked at when the file has been quiet for a while.
 */
import { hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { firstInk, isBlank } from '../importers/openlineage/line-cutter.ts';
import type { Inbox, Received } from './inbox.ts';
import { NOT_JSON, split, splitLine, type SplitEvent } from './split.ts';
import { storeProgress, type Progress } from './watched-files.ts';

export interface FollowedFile {
  readonly handle: FileHandle;
  readonly size: number;
  /** Nobody has written to it for a while. */
  readonly quiet: boolean;
  readonly before: Progress;
}

const CHUNK = 4 * 1024 * 1024;
/** Longest line, and largest document. Bytes. */
const MAX_EVENT = 64 * 1024 * 1024;
const MAX_EVENTS_STORED = 500;
const HEAD = 1024;
/** Lines that are looked at to tell whether the file is written by lines. */
const MAX_LOOKED_AT = 20;
const NEWLINE = 0x0a;
const OPEN_BRACKET = 0x5b;

const TOO_LONG = `It is longer than ${MAX_EVENT / 1024 / 1024} MB; it was left out.`;

/** Reads on and stores events with the place reached. Answers that place. */
export async function followFile(inbox: Inbox, file: FollowedFile): Promise<Progress> {
  return new Follower(inbox, file).run();
}

/** A digest of the first bytes, by which a file that was written anew is told from one that grew. */
export async function headOf(handle: FileHandle, bytes: number): Promise<string> {
  return hash('sha256', await readAt(handle, 0, bytes), 'hex');
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

class Follower {
  readonly #inbox: Inbox;
  readonly #file: FollowedFile;
  #progress: Progress;
  #readTo: number;
  #lines: number;
  /** Within a line that is left out; also one that an earlier look began with. */
  #skipping: boolean;
  #found: Received[] = [];
  #foundBytes = 0;

  constructor(inbox: Inbox, file: FollowedFile) {
    this.#inbox = inbox;
    this.#file = file;
    this.#progress = file.before;
    this.#readTo = file.before.readTo;
    this.#lines = file.before.lines;
    this.#skipping = file.before.skipping === 1;
  }

  async run(): Promise<Progress> {
    const head = await readAt(
      this.#file.handle,
      this.#readTo,
      Math.min(CHUNK, this.#file.size - this.#readTo),
    );
    if (head.length === 0) return this.#progress;
    if (this.#skipping || writtenByLines(head)) await this.#byLines();
    else if (this.#file.quiet) await this.#asDocument();
    await this.#store();
    return this.#progress;
  }

  async #byLines(): Promise<void> {
    let carry: Buffer[] = [];
    let carried = 0;
    let at = this.#readTo;
    while (at < this.#file.size && !this.#inbox.full) {
      const chunk = await readAt(this.#file.handle, at, Math.min(CHUNK, this.#file.size - at));
      if (chunk.length === 0) break;
      at += chunk.length;
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
        const piece = chunk.subarray(from, end);
        if (!this.#skipping) this.#line(carried > 0 ? Buffer.concat([...carry, piece]) : piece);
        this.#skipping = false;
        this.#lines++;
        this.#readTo = at - chunk.length + end + 1;
        from = end + 1;
        carry = [];
        carried = 0;
        if (this.#found.length >= MAX_EVENTS_STORED || this.#foundBytes >= CHUNK) await this.#store();
      }
      if (!this.#skipping) {
        carry.push(chunk.subarray(from));
        carried += chunk.length - from;
        if (carried <= MAX_EVENT) continue;
        this.#keep({ at: `line ${this.#lines + 1}`, bytes: carry[0]!, rejected: reject(TOO_LONG) });
        this.#skipping = true;
        carry = [];
        carried = 0;
      }
      this.#readTo = at;
    }
    if (this.#file.quiet && carried > 0 && at === this.#file.size) this.#tail(Buffer.concat(carry));
  }

  /** A last line without newline counts when it is whole; otherwise it may yet be written to its end. */
  #tail(bytes: Buffer): void {
    const event = isBlank(bytes) ? null : splitLine(bytes, `line ${this.#lines + 1}`);
    if (!event) return;
    this.#keep(event);
    // The line's number goes up with its newline, when that comes.
    this.#readTo += bytes.length;
  }

  #line(bytes: Buffer): void {
    if (isBlank(bytes)) return;
    const at = `line ${this.#lines + 1}`;
    this.#keep(splitLine(withoutReturn(bytes), at) ?? { at, bytes, rejected: reject(NOT_JSON) });
  }

  /** One event over many lines, an array, or several events one after the other. */
  async #asDocument(): Promise<void> {
    const length = this.#file.size - this.#readTo;
    const first = this.#readTo === 0;
    const bytes = await readAt(this.#file.handle, this.#readTo, Math.min(length, MAX_EVENT));
    if (length > MAX_EVENT) this.#keep({ at: '', bytes, rejected: reject(TOO_LONG) });
    else {
      const { layout, events } = await split(bytes);
      // Something was begun and is not finished; it is kept for when it is.
      if (events.length === 1 && events[0]?.rejected?.malformed === true) return;
      for (const event of events) {
        const alone = first ? '' : `line ${this.#lines + 1}`;
        this.#keep({ ...event, at: layout === 'one' ? alone : event.at });
      }
    }
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) this.#lines++;
    this.#readTo = this.#file.size;
  }

  #keep({ at, bytes, rejected }: SplitEvent): void {
    this.#found.push({
      source: this.#file.before.path,
      place: at,
      client: '',
      body: bytes,
      ...(rejected ? { rejected: rejected.message } : {}),
    });
    this.#foundBytes += bytes.length;
  }

  /** Events and place together: after a crash neither is there without the other. */
  async #store(): Promise<void> {
    if (this.#readTo === this.#progress.readTo && this.#found.length === 0) return;
    const headBytes = Math.min(HEAD, this.#readTo);
    const progress: Progress = {
      ...this.#file.before,
      readTo: this.#readTo,
      lines: this.#lines,
      headBytes,
      headSha256: await headOf(this.#file.handle, headBytes),
      skipping: this.#skipping ? 1 : 0,
    };
    const events = this.#found;
    this.#found = [];
    this.#foundBytes = 0;
    await this.#inbox.append(events, (db) => storeProgress(db, progress));
    this.#progress = progress;
  }
}

const reject = (message: string) => ({ message, malformed: true });

/** Whether one of the first whole lines is an event of its own. */
function writtenByLines(head: Buffer): boolean {
  let from = 0;
  let seen = 0;
  while (seen < MAX_LOOKED_AT) {
    const newline = head.indexOf(NEWLINE, from);
    const line = head.subarray(from, newline < 0 ? undefined : newline);
    if (!isBlank(line)) {
      seen++;
      const event = splitLine(line, '');
      if (event && !event.rejected) return newline >= 0;
    }
    // A line that goes on beyond what was looked at; unless it is an array, it is one event.
    if (newline < 0) return head.length >= CHUNK && line[firstInk(line)] !== OPEN_BRACKET;
    from = newline + 1;
  }
  return false;
}

function withoutReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
}
