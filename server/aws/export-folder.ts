/**
 * The folder that a collection writes, laid out as `docs/export-glue.sh` does: one file for each call,
 * named `<operation>[.<name> …].json`, so that there is one importer for both.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf } from '../../catalog/importers/glue/file-names.ts';

export class ExportFolderError extends Error {}

export class ExportFolder {
  readonly path: string;
  files = 0;
  bytes = 0;

  private constructor(path: string) {
    this.path = path;
  }

  /** @throws ExportFolderError when the folder holds something already */
  static async make(path: string): Promise<ExportFolder> {
    await mkdir(join(path, 'scripts'), { recursive: true, mode: 0o700 });
    const there = (await readdir(path)).filter((name) => name !== 'scripts');
    if (there.length > 0)
      throw new ExportFolderError(
        `The folder ${path} is not empty. Name a new one, so that two exports do not mix.`,
      );
    return new ExportFolder(path);
  }

  /** Writes one answer. */
  async write(operation: string, names: readonly string[], value: unknown): Promise<void> {
    const text = `${JSON.stringify(value, null, 1)}\n`;
    await writeFile(this.#fileOf(operation, names), text, { mode: 0o600 });
    this.#count(Buffer.byteLength(text));
  }

  /** Writes a script; `name` with its ending. */
  async writeScript(name: string, content: Uint8Array): Promise<void> {
    await writeFile(join(this.path, 'scripts', fileNameOf(name)), content, { mode: 0o600 });
    this.#count(content.length);
  }

  /** Writes a listing page by page, as the one answer that the AWS CLI makes of the pages. */
  list(operation: string, names: readonly string[], key: string): Listing {
    return new Listing(this.#fileOf(operation, names), key, (bytes) => this.#count(bytes));
  }

  #fileOf(operation: string, names: readonly string[]): string {
    return join(this.path, `${[operation, ...names].map(fileNameOf).join('.')}.json`);
  }

  #count(bytes: number): void {
    this.files++;
    this.bytes += bytes;
  }
}

/** A listing on its way into its file. Nothing is written before the first page. */
class Listing {
  readonly #path: string;
  readonly #key: string;
  readonly #done: (bytes: number) => void;
  #stream: ReturnType<typeof createWriteStream> | null = null;
  #items = 0;

  constructor(path: string, key: string, done: (bytes: number) => void) {
    this.#path = path;
    this.#key = key;
    this.#done = done;
  }

  async page(items: readonly unknown[]): Promise<void> {
    this.#stream ??= await this.#open();
    for (const item of items) {
      if (this.#stream.errored) throw this.#stream.errored;
      const before = this.#items++ === 0 ? '\n' : ',\n';
      if (!this.#stream.write(before + JSON.stringify(item))) await once(this.#stream, 'drain');
    }
  }

  /** `next`: the token of the page that is missing, if the listing was cut. */
  async end(next: string | undefined): Promise<void> {
    const stream = this.#stream;
    if (!stream) return;
    if (stream.errored) throw stream.errored;
    stream.end(next === undefined ? '\n]}\n' : `\n], "NextToken": ${JSON.stringify(next)}}\n`);
    await once(stream, 'close');
    this.#done(stream.bytesWritten);
  }

  async #open(): Promise<ReturnType<typeof createWriteStream>> {
    const stream = createWriteStream(this.#path, { mode: 0o600 });
    // It may fail while the network is waited for; whoever writes next is told.
    stream.on('error', () => {});
    await once(stream, 'open');
    stream.write(`{${JSON.stringify(this.#key)}: [`);
    return stream;
  }
}
