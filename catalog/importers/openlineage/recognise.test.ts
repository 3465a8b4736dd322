import { describe, expect, it } from 'vitest';
import { openLineage } from './index.ts';
import { datasetEvent, jobEvent, runEvent, schema } from './testing/events.ts';
import { memoryFile } from './testing/read-all.ts';

const recognise = (content: string | Uint8Array, chunkSize?: number) =>
  openLineage.recognise(memoryFile(content, 0, chunkSize));

describe('recognising a file', () => {
  const events = [runEvent(), jobEvent(), datasetEvent('t', schema('a'))];

  it('knows every kind of event in every layout', async () => {
    for (const event of events) {
      for (const text of [
        JSON.stringify(event),
        JSON.stringify(event, null, 2),
        JSON.stringify([event]),
        `\ufeff\r\n ${JSON.stringify(event)}\n`,
      ]) {
        expect(await recognise(text, 7)).toBe('events');
        expect(await recognise(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe('events');
      }
    }
  });

  it('knows events whatever the order of their members and without optional ones', async () => {
    expect(await recognise('{"inputs":[],"job":{"name":"n","namespace":"x"},"run":{"runId":"r"}}')).toBe(
      'events',
    );
    expect(await recognise('{"job":{"facets":{},"name":"n","namespace":"x"},"outputs":[]}')).toBe('events');
    expect(await recognise('{"eventType":"START","run":{},"job":{}}')).toBe('events');
  });

  it('knows a file whose first lines are torn or no events', async () => {
    expect(await recognise(`{"eventTy": "x\n{"a":1}\n${JSON.stringify(runEvent())}\n`)).toBe('events');
    expect(await recognise(`# log\n${JSON.stringify(runEvent())}\n`)).toBe('events');
  });

  it('knows an event of which only the beginning was looked at', async () => {
    const huge = JSON.stringify(runEvent({ runFacets: { plan: { text: 'x'.repeat(3_000_000) } } }));
    expect(await recognise(huge)).toBe('events');
  });

  it('leaves everything else to others', async () => {
    const others = [
      '',
      'text',
      '[]',
      '{}',
      '[1,2]',
      '"run"',
      '{"event":{"run":{"runId":"r"},"job":{"namespace":"n","name":"j"}}}',
      '{"run":{},"job":{}}',
      '{"run":"x","job":"y","eventTime":"z"}',
      '{"metadata":{"dbt_schema_version":"x"},"nodes":{},"run":1,"job":2}',
      '{"TableList":[{"Name":"t"}]}',
      '{"Job":{"Name":"j"},"JobRun":{"Id":"r"}}',
      '{"job":{"namespace":"n","name":"j"}}',
      '{"lineage":{"entries":[]}}',
      '{"dataset":[{"namespace":"n","name":"j"}],"producer":"x"}',
      `{"a":"\\"run\\":{\\"runId\\""}`,
      '{"producer":"x","schemaURL":"y"}',
      '{'.repeat(5000),
      '{"a":"',
    ];
    for (const text of others) expect(await recognise(text), text.slice(0, 60)).toBeNull();
  });
});
