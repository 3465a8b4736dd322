/** What main process, engine process and page say to each other; everything else goes over the contract. */
import type { CatalogFileProblem } from '../catalog/store/errors.ts';

/** From main to engine. A `client` comes with one port, over which it is served. */
export type ToEngine =
  | {
      readonly kind: 'open';
      readonly path: string;
      readonly create: boolean;
      /** The system has a keychain that can be used. */
      readonly keychain: boolean;
    }
  | { readonly kind: 'client' }
  | { readonly kind: 'paths'; readonly id: number; readonly paths: readonly string[] | null }
  /** Answers `keychain`; null: it could not be protected or revealed. */
  | { readonly kind: 'keychain'; readonly id: number; readonly bytes: Uint8Array | null }
  /** Answers `secret` and `keep`. */
  | { readonly kind: 'secret'; readonly id: number; readonly answer: SecretAnswer }
  | { readonly kind: 'close' };

/** `done`: what is kept under the name, null for nothing. `none`: this system has no keychain that seals. */
export type SecretAnswer =
  | { readonly state: 'done'; readonly text: string | null }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'none' };

/** Why a catalog was not opened. */
export interface OpeningFailure {
  /** In the engine's words. */
  readonly cause: string;
  /** What is wrong with the file; null: something else. */
  readonly problem: CatalogFileProblem | null;
}

/** From engine to main. */
export type FromEngine =
  | { readonly kind: 'opened' }
  | ({ readonly kind: 'failed' } & OpeningFailure)
  /** No safe copy could be made, in words of our own. */
  | { readonly kind: 'no-copy' }
  /** Asks for the paths behind tokens; answered by `paths` with the same id. */
  | { readonly kind: 'tokens'; readonly id: number; readonly tokens: readonly string[] }
  /** Has the keychain protect or reveal bytes; answered by `keychain` with the same id. */
  | {
      readonly kind: 'keychain';
      readonly id: number;
      readonly action: 'protect' | 'reveal';
      readonly bytes: Uint8Array;
    }
  /** Reads what is sealed under a name; without a name, asks whether anything can be sealed. */
  | { readonly kind: 'secret'; readonly id: number; readonly name: string | null }
  | { readonly kind: 'keep'; readonly id: number; readonly name: string; readonly text: string };

/** Channels between preload and main; the preload is the only one that speaks them. */
export const CHANNELS = {
  hold: 'headwater:hold',
  choose: 'headwater:choose',
  save: 'headwater:save',
  menu: 'headwater:menu',
  port: 'headwater:port',
  engineFailed: 'headwater:engine-failed',
  commands: 'headwater:commands',
  notify: 'headwater:notify',
  look: 'headwater:look',
  speak: 'headwater:speak',
  progress: 'headwater:progress',
  sources: 'headwater:sources',
} as const;

/** As in renderer/src/shared/connection/state.ts. */
export interface EngineFailure {
  readonly cause: string;
  readonly logPath: string | null;
}
