/**
 * `npm run bench -- classify [columns]`: columns classified a second, by name, type and description. The
 * floor is what no classifier can do without: cutting every name at its separators and looking every
 * word up in one table. The ratio matters; seconds depend on the machine.
 */
import { classifyMany } from './classify-many.ts';

classifyMany(Number(process.argv[2] ?? 100_000));
