/**
 * The shared sample corpus beside the repository. A clone without it skips the comparisons with the
 * oracles and says so; the repository's own fixtures are always tested.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));

/** Absolute path of the corpus, or null where it is not there. */
export const samplesRoot: string | null = existsSync(root) ? root : null;

/** Title suffix for suites that need the corpus. */
export const samplesNote = samplesRoot ? '' : ' (skipped: the sample corpus is not beside this clone)';
