/** Classifying many columns by name, type and description, against cutting and looking up their words. */
import { fileURLToPath } from 'node:url';
import { loadClassifier } from '../catalog/privacy/classify/classify.ts';
import { WORDS, tables } from './synthetic-columns.ts';
import { timed } from './timed.ts';

/** The floor is what no classifier can do without: cutting every name at its separators, and a look into one table. */
export function classifyMany(columns: number): void {
  const classifier = loadClassifier(fileURLToPath(new URL('../resources', import.meta.url)));
  const known = new Map(WORDS.map((word, at) => [word, at]));

  const floor = timed(() => {
    let found = 0;
    for (const table of tables(columns)) {
      for (const { path } of table.columns) {
        for (const word of path[0]!
          .replace(/([a-z])([A-Z])/g, '$1 $2')
          .toLowerCase()
          .split(/[^a-z0-9]+/)) {
          if (known.has(word)) found++;
        }
      }
    }
    return found;
  });
  const run = timed(() => {
    let suggested = 0;
    for (const table of tables(columns)) {
      for (const column of classifier.classifyTable(table).columns) suggested += column.suggestions.length;
    }
    return suggested;
  });
  const rate = (time: number) =>
    `${(time / 1000).toFixed(2)} s of the processor, ${Math.round((columns * 1000) / time).toLocaleString('en')} columns/s`;
  process.stdout.write(`${columns} columns, ${run.value} suggestions\n`);
  process.stdout.write(`floor: ${rate(floor.ms)} (${floor.value} words)\nclassify: ${rate(run.ms)}\n`);
  process.stdout.write(
    `  ratio ${(run.ms / floor.ms).toFixed(1)} to the floor; peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`,
  );
}
