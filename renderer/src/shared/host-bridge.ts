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

/** A command as the native menu shows it. */
export interface MenuCommand {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** The group in the language of the app. */
  readonly groupName: string;
  /** The first combination, as `keys.ts` writes it. */
  readonly keys: string | null;
  readonly enabled: boolean;
}

/** What the system tells a person who looks elsewhere. Without personal data: it may stand on a locked screen. */
export interface SystemNotice {
  readonly title: string;
  readonly body: string;
  /** The command that a click on it runs. */
  readonly command: string;
}

export interface HeadwaterHost {
  readonly kind: 'electron';
  /** Turns dropped or picked files and folders into tokens. */
  hold(files: File[]): Promise<HeldSource[]>;
  /** Asks where to save, then writes. False when the dialog is dismissed. */
  save(name: string, bytes: Uint8Array): Promise<boolean>;
  /** A menu item or a system event: the id of a command. */
  onMenu(listener: (command: string) => void): void;
  /** Files that were dropped on the app's icon. */
  onSources(listener: (held: HeldSource[]) => void): void;
  /** The commands of the present page, for the native menu. */
  setCommands(commands: readonly MenuCommand[]): Promise<void>;
  /** Answers whether it was shown: not while the window has the focus. */
  notify(notice: SystemNotice): Promise<boolean>;
  /** Menus and dialogs of the system follow the page. */
  look(theme: 'system' | 'light' | 'dark'): Promise<void>;
  /** Menus and dialogs of the system are in the language of the page: `de-AT`. */
  speak(locale: string): Promise<void>;
  /** On the app's icon, 0 to 1; null: nothing is under way. */
  progress(share: number | null): Promise<void>;
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
