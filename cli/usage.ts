/** What every command takes, and how it ends. */

export interface GlobalOptions {
  readonly catalog?: string;
  readonly json?: boolean;
  /** File whose first line is the passphrase of an encrypted catalog. */
  readonly catalogPassphraseFile?: string;
  /** Who runs the command, where people log in. */
  readonly as?: string;
  /** File whose first line is that person's password. */
  readonly passwordFile?: string;
}

/** Exit codes: 0 done, 1 done with findings, 2 wrong usage or failed; `verify` has its own, see docs/cli.md. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Something the user can mend; printed without a stack. */
export class UsageError extends Error {}
