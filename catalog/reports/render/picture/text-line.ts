/** A text of a drawing as a line of glyphs from the bundled fonts. */
import type { TextShape } from '../../../lineage/svg/shapes.ts';
import type { Faces } from '../pdf/faces.ts';
import { breakLines, type Line } from '../pdf/lines.ts';
import { shape as shaped } from '../pdf/shape.ts';
import { displayLine } from '../text.ts';

export interface TextLine {
  readonly line: Line;
  /** Where it begins, by the shape's own coordinates. */
  readonly left: number;
  /** Factor for its width, so that it keeps within its room: 1 at most. */
  readonly squeeze: number;
}

/** Code points that no face has go into `missing`. */
export function lineOf(text: TextShape, faces: Faces, missing: Set<number>): TextLine {
  const style = text.style ?? 'plain';
  const { atoms, base } = shaped(displayLine(text.text), { faces, direction: 'ltr', missing, style });
  const [line] = breakLines({ atoms, base }, { faces, size: text.size, width: Number.POSITIVE_INFINITY });
  const { width } = line!;
  const squeeze = text.room !== undefined && width > text.room ? text.room / width : 1;
  const drawn = width * squeeze;
  const anchor = text.anchor ?? 'start';
  const left = anchor === 'start' ? text.x : text.x - (anchor === 'middle' ? drawn / 2 : drawn);
  return { line: line!, left, squeeze };
}
