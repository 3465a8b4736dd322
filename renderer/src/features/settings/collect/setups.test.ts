import { describe, expect, it } from 'vitest';
import { KEY_PLACEHOLDER, setups } from './setups.ts';

const URL = 'http://127.0.0.1:5100';

describe('client setups', () => {
  it.each(setups(URL, KEY_PLACEHOLDER))('$name names the address and the key', ({ lines }) => {
    expect(lines).toContain(URL);
    expect(lines).toContain(KEY_PLACEHOLDER);
  });

  it.each(setups(URL, null))('$name asks for no key where none is needed', ({ lines }) => {
    expect(lines).toContain(URL);
    expect(lines).not.toMatch(/key|auth/i);
  });

  it('the transport of Airflow is JSON', () => {
    const { lines } = setups(URL, 'hw_x').find(({ id }) => id === 'airflow')!;
    expect(JSON.parse(/'(.*)'/.exec(lines)![1]!)).toEqual({
      type: 'http',
      url: URL,
      auth: { type: 'api_key', apiKey: 'hw_x' },
    });
  });
});
