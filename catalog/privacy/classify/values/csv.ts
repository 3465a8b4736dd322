/** A CSV reader for samples: RFC 4180, with the separator told from the first line. Never fails. */

const SEPARATORS = [',', ';', '\t', '|'] as const;
const LONGEST_FIELD = 4096;

/** Records of a text that arrives in pieces; what is longer than a field may be is cut. */
export async function* readCsv(chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  let separator: string | null = null;
  let field = '';
  let record: string[] = [];
  let quoted = false;
  let afterQuote = false;
  let head = '';
  for await (const piece of chunks) {
    let chunk = piece;
    if (separator === null) {
      head += chunk;
      if (!/[\r\n]/.test(head) && head.length < 65_536) continue;
      chunk = head.replace(/^\uFEFF/, '');
      separator = separatorOf(chunk);
    }
    for (const letter of chunk) {
      if (quoted && letter !== '"') field += field.length < LONGEST_FIELD ? letter : '';
      else if (letter === '"') {
        if (quoted) [quoted, afterQuote] = [false, true];
        else if (afterQuote) [quoted, afterQuote, field] = [true, false, `${field}"`];
        else if (field === '') quoted = true;
        else field += letter;
      } else if (letter === separator || letter === '\n') {
        record.push(field.endsWith('\r') && letter === '\n' ? field.slice(0, -1) : field);
        [field, afterQuote] = ['', false];
        if (letter === '\n') {
          if (record.length > 1 || record[0] !== '') yield record;
          record = [];
        }
      } else field += field.length < LONGEST_FIELD ? letter : '';
    }
  }
  if (separator === null && head !== '') {
    yield* readCsv(once(`${head}\n`));
    return;
  }
  if (field !== '' || record.length > 0) yield [...record, field];
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** The separator that the first line has most of, outside quotes. */
function separatorOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => line.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}
