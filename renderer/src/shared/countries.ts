/** Countries and territories of ISO 3166-1, named in the language of the app. */
import { locale as ofApp } from './language/language.ts';

const CODES = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT ' +
  'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
  'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

export interface Country {
  readonly code: string;
  readonly name: string;
}

/** Lists are drawn with each letter that is typed in a form, and take milliseconds to make. */
const byName = new Map<string, readonly Country[]>();

/** All countries by name; a code that is set but not listed comes first, so that it is never lost. */
export function countries(present: string, locale: string = ofApp): readonly Country[] {
  let listed = byName.get(locale);
  if (!listed) byName.set(locale, (listed = sorted(locale)));
  return present && !CODES.includes(present) ? [{ code: present, name: present }, ...listed] : listed;
}

/** A country for readers, with its code as registers and reports have it; what is no code stays as it is. */
export function countryName(code: string, locale: string = ofApp): string {
  const name = countries('', locale).find((country) => country.code === code)?.name;
  return name === undefined ? code : `${name} (${code})`;
}

function sorted(locale: string): Country[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  return CODES.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) =>
    a.name.localeCompare(b.name, locale),
  );
}
