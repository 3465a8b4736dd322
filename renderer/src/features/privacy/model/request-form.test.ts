import { describe, expect, it } from 'vitest';
import type { Jurisdiction } from '../../../../../contract/index.ts';
import {
  emptyForm,
  hasPersonalData,
  personErrors,
  personOf,
  reachableStep,
  requestErrors,
  rightsUnder,
  scopeInput,
  withFurtherLaw,
  withJurisdiction,
  type RequestForm,
} from './request-form.ts';

const TODAY = '2026-03-20';
const gdpr: Jurisdiction = {
  key: 'gdpr',
  name: 'GDPR',
  law: 'Regulation (EU) 2016/679',
  rights: ['access', 'erasure'],
  provisions: [],
  responseRule: 'One month.',
  places: [
    { code: 'IE', name: 'Ireland' },
    { code: 'DE', name: 'Germany' },
  ],
};
const ccpa: Jurisdiction = {
  ...gdpr,
  key: 'ccpa',
  name: 'CCPA',
  rights: ['access', 'opt-out'],
  places: [{ code: 'US-CA', name: 'California' }],
};
const laws = [gdpr, ccpa];

const complete: RequestForm = {
  ...emptyForm('2026-03-05'),
  reference: 'DSR-2026-0007',
  jurisdiction: 'gdpr',
  place: 'IE',
  subject: 'customer',
  identifiers: [{ key: 1, kind: 'email', value: ' ada@example.org ' }],
};
const errors = (part: Partial<RequestForm>) => Object.keys(requestErrors({ ...complete, ...part }, TODAY));

describe('requestErrors', () => {
  it('accepts a complete request, and one without a reference', () => {
    expect(errors({})).toEqual([]);
    expect(errors({ reference: '  ' })).toEqual([]);
    expect(errors({ alsoUnder: [{ jurisdiction: 'ccpa', place: 'US-CA' }] })).toEqual([]);
  });

  it('names each field that is wrong', () => {
    expect(errors({ reference: 'request of ada@example.org' })).toEqual(['reference']);
    expect(errors({ receivedOn: '2026-02-30' })).toEqual(['receivedOn']);
    expect(errors({ receivedOn: '2026-03-21' })).toEqual(['receivedOn']);
    expect(errors({ jurisdiction: '', place: '', rights: [] })).toEqual(['jurisdiction', 'place', 'rights']);
    expect(errors({ alsoUnder: [{ jurisdiction: 'ccpa', place: '' }] })).toEqual(['alsoUnder']);
    expect(errors({ alsoUnder: [{ jurisdiction: 'gdpr', place: 'IE' }] })).toEqual(['alsoUnder']);
  });
});

describe('steps', () => {
  it('open only after the steps before them are complete', () => {
    expect(reachableStep(emptyForm(TODAY), 'open', TODAY)).toBe('request');
    expect(reachableStep({ ...complete, subject: '' }, 'open', TODAY)).toBe('person');
    expect(reachableStep(complete, 'scope', TODAY)).toBe('scope');
    expect(reachableStep(complete, 'request', TODAY)).toBe('request');
    expect(personErrors({ ...complete, subject: '' })).toHaveProperty('subject');
    expect(personErrors({ ...complete, onBehalf: true })).toHaveProperty('agentName');
  });
});

describe('laws', () => {
  it('bring their rights together, and take them along when they go', () => {
    const both = withFurtherLaw(complete, 0, { jurisdiction: 'ccpa', place: 'US-CA' }, laws);
    expect(rightsUnder(both, laws)).toEqual(['access', 'erasure', 'opt-out']);
    const asked: RequestForm = { ...both, rights: ['access', 'opt-out'] };
    expect(withFurtherLaw(asked, 0, null, laws).rights).toEqual(['access']);
  });

  it('drop what another law does not know', () => {
    const form = withJurisdiction({ ...complete, place: 'BR', rights: ['access', 'portability'] }, gdpr);
    expect(form).toMatchObject({ jurisdiction: 'gdpr', place: '', rights: ['access'] });
    expect(withJurisdiction({ ...complete, place: '' }, ccpa, laws).place).toBe('US-CA');
    expect(withJurisdiction({ ...complete, place: '' }, gdpr, laws, 'DE').place).toBe('DE');
  });
});

describe('personal data', () => {
  it('goes with the person, never with the question about the scope', () => {
    expect(JSON.stringify(scopeInput(complete))).not.toContain('ada@');
    expect(personOf(complete)?.identifiers).toEqual([{ kind: 'email', value: 'ada@example.org' }]);
    expect(personOf({ ...complete, onBehalf: true, agentName: ' Bo ' })?.agent).toEqual({
      name: 'Bo',
      authority: '',
    });
  });

  it('is none where only kinds of identifiers are known', () => {
    const kinds: RequestForm = { ...complete, identifiers: [{ key: 1, kind: 'email', value: ' ' }] };
    expect(hasPersonalData(kinds)).toBe(false);
    expect(personOf(kinds)).toBeNull();
    expect(hasPersonalData({ ...kinds, agentName: 'left over' })).toBe(false);
  });
});
