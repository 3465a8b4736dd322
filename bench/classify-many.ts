/** Classifying many columns by name, type and description, against cutting and looking up their words. */
import { fileURLToPath } from 'node:url';
import { loadClassifier } from '../catalog/privacy/classify/classify.ts';
import { WORDS, tables } from './synthetic-columns.ts';

function timed(work: () => number): { seconds: number; value: number } {
  const started = performance.now();
  const value = work();
  return { seconds: (performance.now() - started) / 1000, value };
}

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
  const rate = (seconds: number) =>
    `${seconds.toFixed(2)} s, ${Math.round(columns / seconds).toLocaleString('en')} columns/s`;
  process.stdout.write(`${columns} columns, ${run.value} suggestions\n`);
  process.stdout.write(
    `floor: ${rate(floor.seconds)} (${floor.value} words)\nclassify: ${rate(run.seconds)}\n`,
  );
  process.stdout.write(
    `  ratio ${(run.seconds / floor.seconds).toFixed(1)} to the floor; peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`,
  );
}
