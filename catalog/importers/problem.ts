/** What was chosen or found but cannot be read, in words. */
export interface Problem {
  /** As `path` of a source file. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}
