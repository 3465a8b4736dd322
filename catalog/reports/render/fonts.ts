/**
 * The fonts that reports carry: Noto Sans and its kin for other scripts, Nanum Gothic Coding for Korean (OFL-1.1),
 * and Droid Sans Fallback for Chinese and Japanese (Apache-2.0).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ReportError } from './document.ts';

/** Bundled faces by name; the files lie in `<resourcesDir>/fonts`. */
const FILES = {
  regular: 'NotoSans-Regular.ttf',
  bold: 'NotoSans-Bold.ttf',
  italic: 'NotoSans-Italic.ttf',
  mono: 'NotoSansMono-Regular.ttf',
  arabic: 'NotoNaskhArabic-Regular.ttf',
  'arabic-bold': 'NotoNaskhArabic-Bold.ttf',
  hebrew: 'NotoSansHebrew-Regular.ttf',
  'hebrew-bold': 'NotoSansHebrew-Bold.ttf',
  thai: 'NotoSansThai-Regular.ttf',
  'thai-bold': 'NotoSansThai-Bold.ttf',
  georgian: 'NotoSansGeorgian-Regular.ttf',
  armenian: 'NotoSansArmenian-Regular.ttf',
  cjk: 'DroidSansFallbackFull.ttf',
  korean: 'NanumGothicCoding.ttf',
} as const;

export type FontName = keyof typeof FILES;

export const FONT_NAMES = Object.keys(FILES) as readonly FontName[];

/** Path of a bundled face. @throws ReportError `missing-font` if it is not there. */
export function fontPath(name: FontName, resourcesDir: string): string {
  const path = join(resourcesDir, 'fonts', FILES[name]);
  if (!existsSync(path)) {
    throw new ReportError('missing-font', `the font ${FILES[name]} is missing from the product's resources`);
  }
  return path;
}
