/**
 * Which provision asks for each part of the answer, by law. Wording and periods of the laws themselves are
 * in resources/privacy/jurisdictions.json; this is only where the catalog's answers go.
 */
export interface Provisions {
  readonly confirmation: string;
  readonly purposes: string;
  readonly categories: string;
  readonly recipients: string;
  readonly retention: string;
  readonly rights: string;
  readonly authority: string;
  readonly sources: string;
  readonly automated: string;
  readonly transfers: string | null;
  readonly copy: string;
  readonly others: string | null;
  readonly notification: string;
  readonly special: string;
  /** On what portability depends beside the origin of the data; null where the law does not say so. */
  readonly portableIf: string | null;
}

const gdpr = (suffix: string): Provisions => ({
  confirmation: `Art. 15(1) ${suffix}`,
  purposes: `Art. 15(1)(a) ${suffix}`,
  categories: `Art. 15(1)(b) ${suffix}`,
  recipients: `Art. 15(1)(c) ${suffix}`,
  retention: `Art. 15(1)(d) ${suffix}`,
  rights: `Art. 15(1)(e) ${suffix}`,
  authority: `Art. 15(1)(f) ${suffix}`,
  sources: `Art. 15(1)(g) ${suffix}`,
  automated: `Art. 15(1)(h) ${suffix}`,
  transfers: `Art. 15(2) ${suffix}`,
  copy: `Art. 15(3) ${suffix}`,
  others: `Art. 15(4) ${suffix}`,
  notification: `Art. 19 ${suffix}`,
  special: `Art. 9 and 10 ${suffix}`,
  portableIf: `Portability applies only where processing is automated and rests on consent or a contract (Art. 20(1) ${suffix}): add that from your register.`,
});

const BY_LAW: Readonly<Record<string, Provisions>> = {
  'eu-gdpr': gdpr('GDPR'),
  'uk-gdpr': gdpr('UK GDPR'),
  'us-ca-ccpa': {
    confirmation: 'Cal. Civ. Code § 1798.110',
    purposes: 'Cal. Civ. Code § 1798.110(a)(3)',
    categories: 'Cal. Civ. Code § 1798.110(a)(1)',
    recipients: 'Cal. Civ. Code § 1798.110(a)(4)',
    retention: 'Cal. Civ. Code § 1798.100(a)(3)',
    rights: 'Cal. Civ. Code § 1798.130(a)(5)',
    authority: 'Cal. Civ. Code § 1798.199.45',
    sources: 'Cal. Civ. Code § 1798.110(a)(2)',
    automated: '11 CCR § 7222',
    transfers: null,
    copy: 'Cal. Civ. Code § 1798.110(a)(5)',
    others: 'Cal. Civ. Code § 1798.145(k)',
    notification: '11 CCR §§ 7022 and 7023',
    special: 'Cal. Civ. Code § 1798.140(ae)',
    portableIf: null,
  },
  'br-lgpd': {
    confirmation: 'Art. 18 I LGPD',
    purposes: 'Art. 9 I and Art. 19 II LGPD',
    categories: 'Art. 18 II LGPD',
    recipients: 'Art. 18 VII LGPD',
    retention: 'Art. 9 II LGPD',
    rights: 'Art. 9 VII LGPD',
    authority: 'Art. 18 § 1 LGPD',
    sources: 'Art. 19 II LGPD',
    automated: 'Art. 20 LGPD',
    transfers: 'Art. 33 LGPD',
    copy: 'Art. 18 II and Art. 19 § 3 LGPD',
    others: null,
    notification: 'Art. 18 § 6 LGPD',
    special: 'Art. 5 II LGPD',
    portableIf: null,
  },
};

/** Provisions of a law; those of the GDPR, named as a guide, for a law without its own list. */
export function provisionsOf(lawId: string): Provisions {
  return BY_LAW[lawId] ?? gdpr('GDPR (as a guide)');
}
