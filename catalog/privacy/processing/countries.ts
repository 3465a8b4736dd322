/** Countries of the European Economic Area, ISO 3166-1: Member States of the Union, Iceland, Liechtenstein, Norway. */
export const EEA: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IS IT LI LV LT LU MT NL NO PL PT RO SK SI ES SE'.split(' '),
);

/**
 * Whether data that go there leave the law's area. Under the UK GDPR that is the United Kingdom, under the GDPR the
 * European Economic Area; an organisation elsewhere, or nowhere stated, is taken to be under the GDPR.
 */
export function isThirdCountry(country: string, home: string): boolean {
  return home === 'GB' ? country !== 'GB' : !EEA.has(country);
}
