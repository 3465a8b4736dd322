/**
 * The way out to the terminal: everything that commands say passes here, where control characters in names from
 * sources are replaced, so that they do nothing there. Plain text, aligned, no colours needed to understand it.
 */
import { StringDecoder } from 'node:string_decoder';
import { Writable } from 'node:stream';
import { counted } from '../catalog/counted.ts';

/** One JSON document. */
export function printJson(value: unknown): void {
  // JSON escapes the control characters of ASCII but lets DEL and those beyond stand.
  const text = JSON.stringify(value, null, 2).replace(/[\u007f-\u009f]/g, escaped);
  process.stdout.write(`${text}\n`);
}

const escaped = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Each is one line, whatever names in it hold: none begins a line that says something else. */
export function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${oneLine(line)}\n`);
}

/** A text of several lines: a letter, a template, a law as JSON. */
export function printText(text: string): void {
  process.stdout.write(`${clean(text)}\n`);
}

/** What is said beside the answer: errors, warnings, what became of a file. On standard error. */
export function remark(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${clean(line)}\n`);
}

/** The same without an end of the line: a question that is answered behind it, progress. */
export function remarkHere(text: string): void {
  process.stderr.write(clean(text));
}

/** Whether standard output is what somebody reads to the end: records, not words about what was done. */
let handing = false;

/**
 * A reader that closes early (`| head`, `| grep -q`) is no failure: what is still said is lost, and the command ends as it
 * would have. What is handed out would be worked out for nobody: it ends there.
 */
export function bearReadersThatLeave(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      if (handing && stream === process.stdout) process.exit(0);
    });
}

/** Standard output for what could as well be a file: byte for byte, and clean where a terminal shows it. */
export function dataOut(): Writable {
  handing = true;
  if (!process.stdout.isTTY) return process.stdout;
  const decoder = new StringDecoder('utf8');
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      process.stdout.write(clean(decoder.write(chunk)), done);
    },
  });
}

/** Rows under headers, columns as wide as their content; nothing is cut, and a row stays one line. */
export function printTable(headers: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [headers, ...rows].map((row) => row.map(oneLine));
  const widths = headers.map((_, column) =>
    all.reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0),
  );
  for (const row of all)
    print(
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!))).join('  '),
    );
}

const oneLine = (text: string): string => clean(text).replace(/\s*[\n\t]\s*/g, ' ');

/** Control characters in names from sources must not reach the terminal. */
export function clean(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** "3 cases", "showing 50 of 1204 cases". */
export function shownOf(shown: number, total: number, one: string, many = `${one}s`): string {
  const all = counted(total, one, many);
  return shown === total ? all : `showing ${shown} of ${all}`;
}
