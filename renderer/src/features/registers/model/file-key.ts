/** Tells files apart that are dropped one after another; empty for none. */
export const fileKey = (file: File | null): string =>
  file === null ? '' : `${file.name} ${file.size} ${file.lastModified}`;
