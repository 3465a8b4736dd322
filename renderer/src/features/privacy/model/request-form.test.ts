import { describe, expect, it } from 'vitest';
import type { Jurisdiction } from '../../../../../contract/index.ts';
import {
  emptyForm,
  personErrors,
  reachableStep,
  requestErrors,
  toInput,
  withJurisdiction,
  type RequestForm,
} from './request-form.ts';

const TODAY = '2026-03-20';
const gdpr: Jurisdiction = {
  key: 'gdpr',
  name: 'GDPR',
  law: 'Regulation (EU) 2016/679',
  rights: ['access', 'erasure'],
  responseRule: 'One month.',
  places: [
    { code: 'IE', name: 'Ireland' },
    { code: 'DE', name: 'Germany' },
  ],
};

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
  it('accepts a complete request', () => {
    expect(errors({})).toEqual([]);
    expect(errors({ identityConfirmedOn: '2026-03-05' })).toEqual([]);
  });

  it('names each field that is wrong', () => {
    expect(errors({ reference: '  ' })).toEqual(['reference']);
    expect(errors({ reference: 'request of ada@example.org' })).toEqual(['reference']);
    expect(errors({ receivedOn: '2026-02-30' })).toEqual(['receivedOn']);
    expect(errors({ receivedOn: '2026-03-21' })).toEqual(['receivedOn']);
    expect(errors({ identityConfirmedOn: '2026-03-04' })).toEqual(['identityConfirmedOn']);
    expect(errors({ jurisdiction: '', place: '', rights: [] })).toEqual(['jurisdiction', 'place', 'rights']);
  });
});

describe('steps', () => {
  it('open only after the steps before them are complete', () => {
    expect(reachableStep(emptyForm(TODAY), 'create', TODAY)).toBe('request');
    expect(reachableStep({ ...complete, subject: '' }, 'create', TODAY)).toBe('person');
    expect(reachableStep(complete, 'scope', TODAY)).toBe('scope');
    expect(reachableStep(complete, 'request', TODAY)).toBe('request');
    expect(personErrors({ ...complete, subject: '' })).toHaveProperty('subject');
  });
});

describe('withJurisdiction', () => {
  it('drops what the other law does not know', () => {
    const form = withJurisdiction({ ...complete, place: 'BR', rights: ['access', 'portability'] }, gdpr);
    expect(form).toMatchObject({ jurisdiction: 'gdpr', place: '', rights: ['access'] });
    expect(
      withJurisdiction({ ...complete, place: '' }, { ...gdpr, places: [{ code: 'BR', name: 'Brazil' }] })
        .place,
    ).toBe('BR');
  });
});

describe('toInput', () => {
  it('carries the values of identifiers only when the report is made', () => {
    expect(toInput(complete, true).identifiers).toEqual([{ kind: 'email', value: 'ada@example.org' }]);
    expect(JSON.stringify(toInput(complete, false))).not.toContain('ada@');
  });
});
