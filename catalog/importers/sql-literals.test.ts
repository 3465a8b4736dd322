import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactSql } from './sql-literals.ts';
import { cpuClock } from '../testing/cpu-clock.ts';

describe('literals that look like personal data or secrets', () => {
  it.each([
    [`select * from t where email = 'ann@example.org'`, `select * from t where email = '[redacted]'`],
    [`where phone in ('+44 20 7946 0958', 'x')`, `where phone in ('[redacted]', 'x')`],
    [`where ssn = '123-45-6789' and n = 12`, `where ssn = '[redacted]' and n = 12`],
    ['where card = 4111111111111111', 'where card = ?'],
    [`where iban = 'DE89 3704 0044 0532 0130 00'`, `where iban = '[redacted]'`],
    [`where ip = '192.168.1.20'`, `where ip = '[redacted]'`],
    [`copy t from 's3://b' token 'AbC123def456GhI789jkL012'`, `copy t from 's3://b' token '[redacted]'`],
    [`where note = 'it''s ann@example.org'`, `where note = '[redacted]'`],
    [`where note = 'it\\'s ann@example.org' and a = 1`, `where note = '[redacted]' and a = 1`],
    [`create user x password 'short'`, `create user x password '[redacted]'`],
    [`where email = "ann@example.org"`, `where email = "[redacted]"`],
    [`where email = 'ann@example.org`, `where email = '[redacted]`],
  ])('%s', (sql, expected) => expect(redactSql(sql, 'suspicious')).toBe(expected));

  it.each([
    `select a1, b_2024, "Order Date" from s.t where day = '2026-01-31' and state = 'open' and n < 100`,
    `select 1.5e3, date '2026-01-31', t.c::varchar(255) -- don't
     from t /* it's */ where name like 'abc%'`,
    `insert into a select * from b where ts > '2026-01-31 10:00:00'`,
    '',
  ])('others stay: %s', (sql) => expect(redactSql(sql, 'suspicious')).toBe(sql));
});

describe('all literals', () => {
  it.each([
    [`where state = 'open' and n < 100 and x = ''`, `where state = '[redacted]' and n < ? and x = ''`],
    [`select "Order Date", t1.c2 from t1`, `select "Order Date", t1.c2 from t1`],
    [`-- 1 'a'\nselect 2`, `-- 1 'a'\nselect ?`],
  ])('%s', (sql, expected) => expect(redactSql(sql, 'all')).toBe(expected));

  it('take double quotes for text where the dialect does', () => {
    expect(redactSql('where a = "open"', 'all', 'bigquery')).toBe('where a = "[redacted]"');
    expect(redactSql('where a = "open"', 'all', 'ansi')).toBe('where a = "open"');
  });
});

it('never lets a text through that is to be hidden, whatever stands around it', () => {
  const noise = fc.string({ maxLength: 30 }).map((text) => text.replace(/['"`\\/-]/g, ' '));
  fc.assert(
    fc.property(noise, noise, (before, after) => {
      const sql = redactSql(`${before} 'ann.b@example.org' ${after}`, 'suspicious');
      expect(sql).not.toContain('ann.b');
      expect(redactSql(`${before} 'open sesame' ${after}`, 'all')).not.toContain('open sesame');
    }),
  );
});

it('takes time in proportion to the text', () => {
  const spent = cpuClock();
  redactSql(`'${'a1'.repeat(500_000)}`, 'suspicious');
  redactSql("'".repeat(1_000_001), 'all');
  redactSql('/*'.repeat(500_000), 'all');
  expect(spent()).toBeLessThan(3_000);
});
