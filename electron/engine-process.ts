/** Starts the engine, hands pages to it, starts it anew after a crash and says so when that is in vain. */
import { MessageChannelMain, utilityProcess, type UtilityProcess, type WebContents } from 'electron';
import type { HeldPaths } from './held-paths.ts';
import { keychainAvailable, useKeychain } from './keychain.ts';
import type { Log } from './log.ts';
import { CHANNELS, type FromEngine, type OpeningFailure, type ToEngine } from './messages.ts';
import { RestartPolicy } from './restart-policy.ts';
import type { Secrets } from './secrets.ts';
import { say } from './words.ts';

const CLOSING_MS = 5_000;

export interface EngineOptions {
  /** The bundled engine entry. */
  readonly entry: string;
  readonly log: Log;
  readonly held: HeldPaths;
  readonly secrets: Secrets;
  /** The catalog could not be opened, or the process keeps crashing. */
  readonly onFailed: (failure: OpeningFailure) => void;
  readonly onOpened: (catalog: string) => void;
  /** Runs again after a crash; pages need a new connection. */
  readonly onRestarted: () => void;
}

export class EngineProcess {
  readonly #options: EngineOptions;
  readonly #policy = new RestartPolicy();
  #process: UtilityProcess | null = null;
  #catalog: string | null = null;
  #closing: Promise<void> | null = null;
  /** Catalogs asked for so far. */
  #asked = 0;
  #ended = false;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** The catalog that is open or being opened. */
  get catalog(): string | null {
    return this.#catalog;
  }

  /**
   * Leaves the present catalog, if any, and opens another; of several asked for at once the last.
   * @param create make the file when there is none; otherwise that is a failure
   */
  async open(catalog: string, create: boolean): Promise<void> {
    this.#catalog = catalog;
    const turn = ++this.#asked;
    await this.close();
    // Another was asked for while the present one was closing, or the app ends.
    if (turn === this.#asked && !this.#ended) this.#start(catalog, create);
  }

  /** Gives a page a line to the engine of its own. */
  connect(page: WebContents): void {
    if (!this.#process) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#process.postMessage({ kind: 'client' } satisfies ToEngine, [port1]);
    page.postMessage(CHANNELS.port, null, [port2]);
  }

  /** Waits until the catalog file is closed, but not for ever. */
  close(): Promise<void> {
    const closing = this.#process;
    if (!closing) return this.#closing ?? Promise.resolve();
    this.#process = null;
    this.#closing = new Promise<void>((resolve) => {
      const timer = setTimeout(() => closing.kill(), CLOSING_MS);
      closing.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      closing.postMessage({ kind: 'close' } satisfies ToEngine);
    });
    return this.#closing;
  }

  /** Closes the catalog, and opens no other that is asked for: the app ends. */
  end(): Promise<void> {
    this.#ended = true;
    return this.close();
  }

  #start(catalog: string, create: boolean): void {
    const { entry, log } = this.#options;
    const started = utilityProcess.fork(entry, [], { serviceName: 'Headwater engine', stdio: 'pipe' });
    log.note('engine starts');
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (chunk: Buffer) => log.printed(chunk.toString('utf8')));
    }
    started.on('message', (message: FromEngine) => this.#receive(started, message, catalog));
    started.on('exit', (code) => {
      log.ended();
      log.note(`engine ended, exit code ${code}`);
      this.#exited(started, code, catalog);
    });
    started.postMessage({
      kind: 'open',
      path: catalog,
      create,
      keychain: keychainAvailable(),
    } satisfies ToEngine);
    this.#process = started;
  }

  #receive(from: UtilityProcess, message: FromEngine, catalog: string): void {
    switch (message.kind) {
      case 'opened':
        this.#options.log.note('catalog opened');
        this.#options.onOpened(catalog);
        break;
      case 'failed':
        this.#options.log.note(`catalog not opened${message.problem ? `: ${message.problem}` : ''}`);
        this.#options.onFailed(message);
        break;
      case 'no-copy':
        this.#options.log.note('no safe copy could be made');
        break;
      case 'tokens':
        from.postMessage({
          kind: 'paths',
          id: message.id,
          paths: this.#pathsOf(message.tokens),
        } satisfies ToEngine);
        break;
      case 'keychain':
        from.postMessage({
          kind: 'keychain',
          id: message.id,
          bytes: useKeychain(message.action, message.bytes),
        } satisfies ToEngine);
        break;
      case 'secret':
      case 'keep':
        from.postMessage({
          kind: 'secret',
          id: message.id,
          answer: this.#options.secrets.answer(message),
        } satisfies ToEngine);
        break;
    }
  }

  #pathsOf(tokens: readonly string[]): readonly string[] | null {
    try {
      return this.#options.held.pathsOf(tokens);
    } catch {
      return null;
    }
  }

  #exited(ended: UtilityProcess, code: number, catalog: string): void {
    // Closed on purpose, or replaced by another meanwhile.
    if (this.#process !== ended) return;
    this.#process = null;
    if (!this.#policy.again(Date.now())) {
      this.#options.onFailed({
        cause: say('The catalog engine stopped several times within a minute (last exit code {code}).', {
          code,
        }),
        problem: null,
      });
      return;
    }
    this.#start(catalog, false);
    this.#options.onRestarted();
  }
}
