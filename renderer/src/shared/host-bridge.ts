/**
 * What the Electron preload puts on `window.headwaterHost`. Paths stay in the main process: the
 * renderer only ever sees tokens.
 */
import type { EngineFailure } from './connection/state.ts';

/** Something chosen for import: a file, a folder, or a batch of uploads. */
export interface HeldSource {
  readonly token: string;
  /** Name for people; never a full path. */
  readonly label: string;
  readonly bytes: number;
}

export interface HeadwaterHost {
  readonly kind: 'electron';
  /** Turns dropped or picked files and folders into tokens. */
  hold(files: File[]): Promise<HeldSource[]>;
  /** Asks where to save, then writes. Resolves also when the dialog is dismissed. */
  save(name: string, bytes: Uint8Array): Promise<void>;
  /** A menu item or a system event: the id of a command. */
  onMenu(listener: (command: string) => void): void;
  /** The engine could not start, or stopped for good. */
  onEngineFailed?(listener: (failure: EngineFailure) => void): void;
  /** The system's own dialog; an empty list when dismissed. */
  choose?(what: 'files' | 'folder'): Promise<HeldSource[]>;
}

declare global {
  interface Window {
    readonly headwaterHost?: HeadwaterHost;
  }
}
