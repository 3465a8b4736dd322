/** A CSV file that a person picked, read before it goes to the engine. */

export type PeopleForm = 'register' | 'list';

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

/** A list with a column of teams is people as an organisation keeps them; otherwise it is a register as exported. */
export function peopleFormOf(text: string): PeopleForm {
  const [head = ''] = text.replace(/^\ufeff/, '').split(/\r\n?|\n/, 1);
  const headers = head.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, '').toLowerCase());
  return headers.includes('team') && !headers.includes('kind') ? 'list' : 'register';
}
