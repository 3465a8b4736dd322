/** A CSV file that a person picked, read before it goes to the engine. */
import { say } from '../../../shared/language/say.ts';

/** @throws Error when the file is not UTF-8 text or too large */
export async function readCsv(file: File): Promise<string> {
  if (file.size > 40_000_000) throw new Error(say('{file} has more than 40 MB.', { file: file.name }));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(
      say('{file} is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”.', { file: file.name }),
      { cause: error },
    );
  }
}
