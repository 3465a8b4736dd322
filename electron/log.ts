/**
 * The log file: what happened to the app and its engine, for a report of a fault. Never what is in a catalog.
 *
 * What the main process notes are its own words and numbers. What the engine prints may quote anything, so only
 * what cannot is kept of it: names and codes of errors, and the places in our own code.
 */
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const MAX_BYTES = 1_000_000;
/** Older files beside the present one. */
const OLDER = 3;

/** V8 and Node end with these when memory is at an end; they quote nothing. */
const LAST_WORDS =
  /^(?:FATAL ERROR: .*)?(?:JavaScript heap out of memory|Reached heap limit Allocation failed)/;
const FRAME =
  /^\s+at (?:(.+?) \()?(?:.*?[\\/])??((?:dist|node_modules)[\\/][^()]*?|node:[\w/]+):(\d+):(\d+)\)?$/;
const FRAME_ELSEWHERE = /^\s+at /;
const HEADLINE = /^(?:Uncaught )?(?:\w+:)?\s*([A-Z]\w*(?:Error|Exception))\b(?: \[([A-Z][A-Z0-9_]*)\])?/;
const CODE = /^\s*code: '([A-Z][A-Z0-9_]*)',?$/;
const WARNING = /^\(node:\d+\) (?:\[(\w+)\] )?(\w*Warning)/;

/** What may be kept of a line that the engine printed; null: nothing. */
export function harmless(line: string): string | null {
  const frame = FRAME.exec(line);
  if (frame) return `    at ${placeName(frame[1])}${frame[2]}:${frame[3]}:${frame[4]}`;
  if (FRAME_ELSEWHERE.test(line)) return '    at elsewhere';
  const warning = WARNING.exec(line);
  if (warning) return [warning[2], warning[1]].filter(Boolean).join(' ');
  if (LAST_WORDS.test(line)) return 'JavaScript heap out of memory';
  const headline = HEADLINE.exec(line);
  if (headline) return [headline[1], headline[2]].filter(Boolean).join(' ');
  const code = CODE.exec(line);
  return code ? `code ${code[1]}` : null;
}

/** Names of functions are ours; computed ones could be anything. */
const placeName = (name: string | undefined): string =>
  name !== undefined && /^(?:async )?(?:new )?[\w$#.<>]+$/.test(name) ? `${name} ` : '';

export class Log {
  readonly path: string;
  readonly #maxBytes: number;
  readonly #now: () => Date;
  #partial = '';
  #leftOut = 0;

  constructor(path: string, maxBytes = MAX_BYTES, now: () => Date = () => new Date()) {
    this.path = path;
    this.#maxBytes = maxBytes;
    this.#now = now;
  }

  /** Notes something in words of our own: no paths, no names, nothing from a catalog. */
  note(words: string): void {
    this.#flushLeftOut();
    this.#write(words);
  }

  /** Takes what the engine printed, as it comes; a line may come in parts. */
  printed(text: string): void {
    const lines = (this.#partial + text).split(/\r?\n/);
    this.#partial = (lines.pop() ?? '').slice(-10_000);
    for (const line of lines) {
      const kept = harmless(line);
      if (kept !== null) {
        this.#flushLeftOut();
        this.#write(kept);
      } else if (line.trim() !== '') this.#leftOut++;
    }
  }

  /** The engine prints no more. */
  ended(): void {
    if (this.#partial !== '') this.printed('\n');
    this.#flushLeftOut();
  }

  #flushLeftOut(): void {
    if (this.#leftOut === 0) return;
    this.#write(`(${this.#leftOut} printed lines are left out: they may quote what is in the catalog)`);
    this.#leftOut = 0;
  }

  /** A log that cannot be written must not end the app. */
  #write(words: string): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      this.#rotate();
      appendFileSync(this.path, `${this.#now().toISOString()} ${words}\n`, { mode: 0o600 });
    } catch {
      // Nowhere to say so.
    }
  }

  #rotate(): void {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    if (size < this.#maxBytes) return;
    rmSync(`${this.path}.${OLDER}`, { force: true });
    for (let n = OLDER - 1; n >= 1; n--) {
      if (statSync(`${this.path}.${n}`, { throwIfNoEntry: false }))
        renameSync(`${this.path}.${n}`, `${this.path}.${n + 1}`);
    }
    renameSync(this.path, `${this.path}.1`);
  }
}
