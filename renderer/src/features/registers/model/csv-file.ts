/** A CSV file that a person picked, read before it goes to the engine. */

/** @throws Error when the file is not UTF-8 text or too large */
export async function readCsv(file: File): Promise<string> {
  if (file.size > 40_000_000) throw new Error(`${file.name} has more than 40 MB.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(`${file.name} is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”.`, {
      cause: error,
    });
  }
}
