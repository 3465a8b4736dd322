/** How much the loopback host takes, of whom and for how long. Times in milliseconds. */
export interface Limits {
  /** Until the headers of a request are there: slower senders hold a connection for nothing. */
  readonly headersMs: number;
  /** Of a whole request. Long, as uploads may be large; a silent one ends by `silentMs`. */
  readonly requestMs: number;
  /** Without a byte in either direction. */
  readonly silentMs: number;
  /** Between two requests of a connection. */
  readonly idleMs: number;
  readonly connections: number;
  /** Bytes of all headers of a request. */
  readonly headerBytes: number;
  /** Requests a minute with a session. A folder is sent file by file. */
  readonly requests: number;
  /** Requests a minute of those who have none. */
  readonly strangers: number;
  /** Open WebSockets: windows of the app. */
  readonly sockets: number;
  /** Bytes of one message. */
  readonly messageBytes: number;
  /** Messages a minute on one WebSocket. */
  readonly messages: number;
  /** Between two questions whether the other end of a WebSocket is still there. */
  readonly pingMs: number;
}

export const LIMITS: Limits = {
  headersMs: 10_000,
  requestMs: 30 * 60_000,
  silentMs: 60_000,
  idleMs: 30_000,
  connections: 256,
  headerBytes: 16 * 1024,
  requests: 60_000,
  strangers: 600,
  sockets: 32,
  messageBytes: 64 * 1024 * 1024,
  messages: 12_000,
  pingMs: 30_000,
};
