/**
 * The Python code of a Jupyter notebook, cell after cell.
 */
import { asRec, member, recs, str, texts } from './json.ts';

/** The code cells as one text (line magics and shell lines become comments), or null if it is no notebook. */
export function decodeNotebook(text: string): string | null {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    return null;
  }
  const top = asRec(notebook);
  if (!Array.isArray(member(top, 'cells'))) return null;
  const cells = recs(top, 'cells').filter((cell) => str(cell, 'cell_type') === 'code');
  return cells.map((cell) => uncommand(texts(cell, 'source').join(''))).join('\n');
}

function uncommand(cell: string): string {
  // `%%sql` and the like: the whole cell is in another language.
  const magic = /^\s*%%(\w+)/.exec(cell)?.[1];
  if (magic === 'sql') return `spark.sql(${JSON.stringify(cell.replace(/^\s*%%sql.*\n?/, ''))})`;
  if (magic && !/^(?:configure|python|pyspark|time|timeit|capture)$/.test(magic))
    return cell.replace(/^/gm, '# ');
  return cell.replace(/^(\s*)([%!])/gm, '$1# $2');
}
