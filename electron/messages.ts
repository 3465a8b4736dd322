/** What main process, engine process and page say to each other; everything else goes over the contract. */

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
  | { readonly kind: 'secret'; readonly id: number; readonly bytes: Uint8Array | null }
  | { readonly kind: 'close' };

/** From engine to main. */
export type FromEngine =
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly cause: string }
  /** Asks for the paths behind tokens; answered by `paths` with the same id. */
  | { readonly kind: 'tokens'; readonly id: number; readonly tokens: readonly string[] }
  /** Asks the keychain; answered by `secret` with the same id. */
  | {
      readonly kind: 'keychain';
      readonly id: number;
      readonly action: 'protect' | 'reveal';
      readonly bytes: Uint8Array;
    };

/** Channels between preload and main; the preload is the only one that speaks them. */
export const CHANNELS = {
  hold: 'headwater:hold',
  choose: 'headwater:choose',
  save: 'headwater:save',
  menu: 'headwater:menu',
  port: 'headwater:port',
  engineFailed: 'headwater:engine-failed',
} as const;

/** As in renderer/src/shared/connection/state.ts. */
export interface EngineFailure {
  readonly cause: string;
  readonly logPath: string | null;
}
