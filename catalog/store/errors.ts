/**
 * Why a file cannot be opened as a catalog.
 *
 * - `missing`: nothing at that path
 * - `not-a-catalog`: some other file, or a database of something else
 * - `damaged`: a catalog whose content is not whole
 * - `newer`: written by a later version of Headwater
 * - `locked`: encrypted, or in use by a process that does not share
 */
export type CatalogFileProblem = 'missing' | 'not-a-catalog' | 'damaged' | 'newer' | 'locked';

export class CatalogFileError extends Error {
  readonly problem: CatalogFileProblem;
  constructor(problem: CatalogFileProblem, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'CatalogFileError';
    this.problem = problem;
  }
}
