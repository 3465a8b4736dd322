/**
 * From a name to its parts: `custEMail_addr2` → cust, e, mail, addr, 2. Any script; marks are left out
 * (é = e), so that a name with and without accents reads the same.
 */

/** Longest name that is read, in UTF-16 units. */
const READ = 256;

const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Lower case, without marks: `Größe` → `grosse`. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // oxlint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  return lower
    .replace(/[ßæœøłđðþı]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '')
    .normalize('NFC');
}

/** Ways in which a word may be written: `straße`, `größe` as `groesse` and as `grosse`. */
export function spellings(word: string): readonly string[] {
  const plain = fold(word);
  if (!/[äöüåø]/i.test(word.normalize('NFC'))) return [plain];
  const expanded = word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüø]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe' })[letter] ?? letter)
    .replace(/å/g, 'aa');
  return [plain, fold(expanded)];
}

const BOUNDARY =
  /(?<=[\p{Ll}\p{Lo}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L}\p{M}*)(?=\p{N})|(?<=\p{N})(?=\p{L})/gu;
const PLAIN = /^[a-z]+$/;

/** The parts of a name, folded, in order. Letters and digits are parted. */
export function splitName(name: string): string[] {
  if (PLAIN.test(name) && name.length <= READ) return [name];
  return fold(
    name
      .slice(0, READ)
      .normalize('NFKC')
      // The plural of an acronym: customerIDs.
      .replace(/(\p{Lu}{2,})s(?!\p{Ll})/gu, '$1')
      .replace(BOUNDARY, ' '),
  )
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((part) => part !== '');
}
