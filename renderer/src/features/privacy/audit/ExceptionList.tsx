import { List, Stack, Text } from '@mantine/core';
import type { AuditItems, AuditPreview } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** What is not as it should be at the end of the period, each kind with the places. */
export function ExceptionList({ exceptions }: { exceptions: AuditPreview['exceptions'] }) {
  if (exceptions.length === 0) return <Text size="sm">{say('None that the catalog can see.')}</Text>;
  return (
    <Stack gap={4}>
      {exceptions.map((one) => (
        <details key={one.code} style={{ fontSize: 'var(--mantine-font-size-sm)' }}>
          <summary>
            <b>
              {one.of === null
                ? count(one.count)
                : say('{part, number} of {whole, number}', { part: one.count, whole: one.of })}
            </b>{' '}
            {told(one.text)}{' '}
            <Text component="span" size="xs" c="dimmed">
              {say('{earlier, number} at the beginning', { earlier: one.earlier })}
            </Text>
          </summary>
          <ItemList items={one} />
        </details>
      ))}
    </Stack>
  );
}

/** The first items of a list, and of how many; datasets lead to their page. */
export function ItemList({ items: { total, items } }: { items: AuditItems }) {
  if (items.length === 0)
    return (
      <Text size="sm" c="dimmed" pl="md">
        {say('Counted only: single ones are not listed.')}
      </Text>
    );
  return (
    <div style={{ paddingInlineStart: '1rem' }}>
      <List size="sm" className={classes.wrap}>
        {items.map(({ text, datasetId }) => (
          <List.Item key={text}>
            {datasetId === null ? (
              told(text)
            ) : (
              <AnchorLink to="/dataset/$id" params={{ id: String(datasetId) }} size="sm">
                {text}
              </AnchorLink>
            )}
          </List.Item>
        ))}
      </List>
      {total > items.length && (
        <Text size="xs" c="dimmed">
          {say('Showing {items, number} of {total, number}; the report has more.', {
            items: items.length,
            total,
          })}
        </Text>
      )}
    </div>
  );
}
