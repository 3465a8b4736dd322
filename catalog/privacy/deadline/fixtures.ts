/** Deadline vectors of the project's own: law, place, what happened, and the dates that follow. */
import type { Deadline, DeadlineInput } from './compute.ts';

export interface DeadlineVector {
  readonly law: string;
  readonly region: string;
  readonly input: DeadlineInput;
  readonly expect: Partial<Deadline>;
  readonly why: string;
}

export const DEADLINE_VECTORS: readonly DeadlineVector[] = [
  {
    law: 'eu-gdpr',
    region: 'FR',
    input: { received: '2026-10-11' },
    expect: {
      unrolled: '2026-11-11',
      due: '2026-11-12',
      rolledFrom: '2026-11-11',
      extendedDue: '2027-01-11',
    },
    why: 'the corresponding day is Armistice Day, a Wednesday',
  },
  {
    law: 'eu-gdpr',
    region: 'DE',
    input: { received: '2026-11-26' },
    expect: {
      unrolled: '2026-12-26',
      due: '2026-12-28',
      internalTarget: '2026-12-18',
      safeDate: '2026-12-24',
    },
    why: 'Boxing Day on a Saturday; five working days back step over Christmas Day',
  },
  {
    law: 'eu-gdpr',
    region: 'DE-BY',
    input: { received: '2025-12-06' },
    expect: { unrolled: '2026-01-06', due: '2026-01-07' },
    why: 'Epiphany is a holiday in Bavaria only',
  },
  {
    law: 'eu-gdpr',
    region: 'DE-BE',
    input: { received: '2025-12-06' },
    expect: { unrolled: '2026-01-06', due: '2026-01-06' },
    why: 'the same day in Berlin is a working day',
  },
  {
    law: 'eu-gdpr',
    region: 'CY',
    input: { received: '2026-01-23' },
    expect: { unrolled: '2026-02-23', due: '2026-02-24' },
    why: 'Clean Monday of the Orthodox calendar',
  },
  {
    law: 'eu-gdpr',
    region: 'IE',
    input: { received: '2026-03-02', pauses: [{ from: '2026-03-05', to: '2026-03-10', reason: 'identity' }] },
    expect: { unrolled: '2026-04-07', due: '2026-04-07', pausedDays: 5, state: 'running' },
    why: 'cautious count: the day of the answer counts again',
  },
  {
    law: 'uk-gdpr',
    region: 'GB-SCT',
    input: { received: '2025-12-02' },
    expect: { unrolled: '2026-01-02', due: '2026-01-05', strictDue: '2026-01-05' },
    why: '2 January is a holiday in Scotland, then a weekend; New Year before it rolls to the same Monday',
  },
  {
    law: 'uk-gdpr',
    region: 'GB-ENG',
    input: { received: '2025-12-02' },
    expect: { unrolled: '2026-01-02', due: '2026-01-02', strictDue: '2026-01-02' },
    why: '2 January is a working day in England; the strict reading ends on New Year and rolls to the same day',
  },
  {
    law: 'uk-gdpr',
    region: 'GB-ENG',
    input: { received: '2026-03-02', pauses: [{ from: '2026-03-05', to: '2026-03-10' }], extended: true },
    expect: { due: '2026-06-08', pausedDays: 6, extensionNoticeBy: '2026-04-08', extendedDue: '2026-06-08' },
    why: 'both end days of the clarification are left out, in the first month and in the extended period',
  },
  {
    law: 'uk-gdpr',
    region: 'GB-ENG',
    input: { received: '2026-03-10', identityReceived: null },
    expect: { due: null, extendedDue: null, state: 'paused', start: '2026-03-10', unrolled: '2026-04-10' },
    why: 'proof of identity is awaited, so the period has not started',
  },
  {
    law: 'us-ca-ccpa',
    region: 'US-CA',
    input: { received: '2026-01-10', extended: true },
    expect: {
      due: '2026-04-10',
      extendedDue: '2026-04-10',
      extensionNoticeBy: '2026-02-24',
      acknowledgeBy: '2026-01-26',
    },
    why: '90 days from receipt; ten business days over Martin Luther King Day',
  },
  {
    law: 'us-ca-ccpa',
    region: 'US-CA',
    input: {
      received: '2026-03-03',
      identityReceived: '2026-03-20',
      pauses: [{ from: '2026-03-04', to: '2026-03-20' }],
    },
    expect: { start: '2026-03-03', due: '2026-04-17', pausedDays: 0, safeDate: null },
    why: 'neither verification nor a pause moves the 45 days',
  },
  {
    law: 'br-lgpd',
    region: 'BR',
    input: { received: '2026-12-20', extended: true },
    expect: { due: '2027-01-04', extendedDue: null, extensionNoticeBy: null },
    why: 'fifteen days and no extension',
  },
];
