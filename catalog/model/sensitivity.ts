/** Levels of sensitivity, the most open first. */
export const LEVELS = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Level = (typeof LEVELS)[number];

/** The place of a level among them; -1: it is none. */
export const rankOf = (level: string | null): number => LEVELS.findIndex((one) => one === level);
