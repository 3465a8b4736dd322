/**
 * What the product may cost as a whole. Sizes and copies are looked at by tests (tools/package.test.ts,
 * e2e/budgets.spec.ts), all of it by `npm run bench -- product`. A budget is a tenth to a half above what was measured: it
 * is there to be noticed, and is raised only by whoever can say what for.
 *
 * No budget is a time: times depend on the machine. Starts are held against a floor of the same run.
 */
export interface Budget {
  readonly what: string;
  /** `times`: as often as the floor. */
  readonly unit: 'bytes' | 'copies' | 'times';
  readonly most: number;
}

const MB = 1_000_000;

export const BUDGETS = {
  firstScripts: { what: 'scripts that Home needs', unit: 'bytes', most: 1.2 * MB },
  firstStyles: { what: 'styles that Home needs', unit: 'bytes', most: 0.4 * MB },
  firstLargest: { what: 'largest script that Home needs', unit: 'bytes', most: 0.5 * MB },
  // With the engine's sentences in German, which only German pages load.
  interface: { what: 'interface, all of it', unit: 'bytes', most: 4.4 * MB },
  app: { what: 'installed, without Electron', unit: 'bytes', most: 62 * MB },
  interfaceCopies: { what: 'libraries more than once in the interface', unit: 'copies', most: 0 },
  programCopies: { what: 'libraries more than once in the programs', unit: 'copies', most: 7 },
  emptyStartCpu: { what: 'start, empty catalog, CPU time', unit: 'times', most: 20 },
  emptyStart: { what: 'start, empty catalog, elapsed', unit: 'times', most: 18 },
  largeStartCpu: { what: 'start, 1,000,000 columns, CPU time', unit: 'times', most: 2.5 },
  emptyEngine: { what: 'engine at rest, empty catalog', unit: 'bytes', most: 300 * MB },
  emptyPage: { what: 'Home, empty catalog, JavaScript heap', unit: 'bytes', most: 12 * MB },
  largeImport: { what: 'import of 1,000,000 columns, peak', unit: 'bytes', most: 1_300 * MB },
  largeEngine: { what: 'engine at rest, 1,000,000 columns', unit: 'bytes', most: 800 * MB },
  largeAsked: { what: 'engine after the questions', unit: 'bytes', most: 1_100 * MB },
  largePeak: { what: 'engine, at most', unit: 'bytes', most: 1_250 * MB },
  largePage: { what: 'page after the questions, JavaScript heap', unit: 'bytes', most: 30 * MB },
} as const satisfies Readonly<Record<string, Budget>>;

export type BudgetName = keyof typeof BUDGETS;
