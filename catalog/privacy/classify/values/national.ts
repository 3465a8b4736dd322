/** Check rules of national numbers that no library covers. */

/** Area, group and serial of a US social security number; the Social Security Administration never gave out the rest. */
export function isSsn(value: string): boolean {
  const match = /^(\d{3})-(\d{2})-(\d{4})$/.exec(value);
  if (!match) return false;
  const [, area, group, serial] = match;
  return area !== '000' && area !== '666' && !area!.startsWith('9') && group !== '00' && serial !== '0000';
}

/** NHS number: ten digits, the last is a check digit by modulus 11 (NHS Data Dictionary, NHS NUMBER). */
export function isNhsNumber(value: string): boolean {
  if (!/^\d{3} ?\d{3} ?\d{4}$/.test(value)) return false;
  const digits = [...value.replaceAll(' ', '')].map(Number);
  const sum = digits.slice(0, 9).reduce((total, digit, at) => total + digit * (10 - at), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && check % 11 === digits[9];
}

/** French NIR: thirteen digits and a key by modulus 97; 2A and 2B stand for 19 and 18 (INSEE). */
export function isNir(value: string): boolean {
  const bare = value.replaceAll(' ', '').toUpperCase();
  if (!/^[1-478]\d{2}(0[1-9]|1[0-2]|[2-9]\d)(\d{2}|2[AB])\d{6}\d{2}$/.test(bare)) return false;
  const body = bare.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - Number(BigInt(body) % 97n) === Number(bare.slice(13));
}

/** Turkish identity number: eleven digits, the last two are check digits (NVI). */
export function isTckn(value: string): boolean {
  if (!/^[1-9]\d{10}$/.test(value)) return false;
  const digits = [...value].map(Number);
  const every = (from: number) => [0, 2, 4, 6].reduce((sum, step) => sum + digits[from + step]!, 0);
  const odd = every(0) + digits[8]!;
  const even = every(1);
  const total = digits.slice(0, 10).reduce((sum, digit) => sum + digit, 0);
  return (((odd * 7 - even) % 10) + 10) % 10 === digits[9] && total % 10 === digits[10];
}
