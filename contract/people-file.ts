/** As an organisation keeps its people, or a register as it was exported. */
export type PeopleForm = 'register' | 'list';

/** A register is exported with keys and kinds; lists of people as organisations keep them have neither. */
export function peopleFormOf(text: string): PeopleForm {
  const [head = ''] = text.replace(/^\ufeff/, '').split(/\r\n?|\n/, 1);
  const headers = head.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, '').toLowerCase());
  return headers.includes('key') || headers.includes('kind') ? 'register' : 'list';
}
