/** What an import is asked for. */
import type { ImporterKind, SourceFile } from '../importers/importer.ts';
import type { Difference, Part } from './difference/difference.ts';
import type { PersonalNames } from './difference/personal-names.ts';
import type { Expectation } from './expectation.ts';
import type { ImportProgress } from './outcome.ts';

/** Content that is not in files: what was received, already recognised. */
export interface GivenSource {
  readonly file: SourceFile;
  readonly sha256: string;
  readonly importer: ImporterKind;
  readonly role: string;
}

export interface ImportRequest {
  /** Absolute paths of files and folders that the user chose. */
  readonly paths: readonly string[];
  /** Read instead of `paths`; `label` is what the ledger calls it. */
  readonly given?: { readonly sources: readonly GivenSource[]; readonly label: string };
  readonly kind: 'auto' | ImporterKind;
  readonly namespace?: string;
  /** Derive column lineage from SQL where the source holds it. Default: true. */
  readonly columnLineage?: boolean;
  /** Parts that are left out, beside those that are always left out. */
  readonly leaveOut?: readonly Part[];
  /** Filled with everything that the import does. */
  readonly difference?: Difference;
  readonly personal?: PersonalNames;
  /** What a preview was of; the import is refused when the catalog or the files are others now. */
  readonly expect?: Expectation;
  readonly dryRun: boolean;
  readonly actor: string;
  readonly toolVersion: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}
