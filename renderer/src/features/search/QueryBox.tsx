import { Combobox, Group, Text, TextInput, useCombobox, type TextInputProps } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useLayoutEffect, useRef, useState, type Ref } from 'react';
import type { Suggestion } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { count } from '../../shared/format.ts';
import { withSuggestion } from './model/query-text.ts';
import classes from './search.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props extends Pick<
  TextInputProps,
  'label' | 'description' | 'error' | 'required' | 'placeholder' | 'flex' | 'w' | 'aria-label'
> {
  readonly ref: Ref<HTMLInputElement>;
  readonly text: string;
  readonly scope: 'datasets' | 'columns' | 'jobs';
  readonly onText: (text: string) => void;
  /** Enter, or arrow down without suggestions: on to the results. */
  readonly onLeave: () => void;
}

const NO_SUGGESTIONS: readonly Suggestion[] = [];

/** The box of a search: what is typed is a query, and fields and values that fit are offered below it. */
export function QueryBox({ ref, text, scope, onText, onLeave, ...input }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState(text.length);
  const [typing, setTyping] = useState(false);
  const moveTo = useRef<number | null>(null);
  const list = useId();
  const asked = typing && text.trim() !== '';
  const { data } = useQuery({
    ...orpc.search.suggest.queryOptions({ input: { text: text.slice(0, 512), cursor, scope } }),
    enabled: asked,
  });
  const items = asked && data ? data.items : NO_SUGGESTIONS;
  const open = items.length > 0;
  const combobox = useCombobox({ opened: open });

  useLayoutEffect(() => {
    if (moveTo.current === null) return;
    box.current?.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = null;
  }, [text]);

  function change(next: string, at: number) {
    setCursor(at);
    setTyping(true);
    combobox.resetSelectedOption();
    onText(next);
  }

  function take(suggestion: string) {
    if (!data) return;
    const next = withSuggestion(text, data, suggestion);
    moveTo.current = next.cursor;
    change(next.text.slice(0, 512), next.cursor);
  }

  const close = () => setTyping(false);

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={take}
      withinPortal={false}
      position="bottom-start"
      width="target"
      keepMounted={false}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          {...input}
          ref={(element) => {
            box.current = element;
            if (typeof ref === 'function') ref(element);
            else if (ref) ref.current = element;
          }}
          type="search"
          role="combobox"
          aria-expanded={open}
          aria-controls={open ? list : undefined}
          autoComplete="off"
          spellCheck={false}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          maxLength={512}
          onChange={({ currentTarget: { value, selectionStart } }) =>
            change(value, selectionStart ?? value.length)
          }
          onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart ?? text.length)}
          onBlur={close}
          onKeyDown={(event) => {
            const chosen = open && combobox.getSelectedOptionIndex() >= 0;
            if (event.key === 'Escape' && open) {
              // A search field would be emptied by it.
              event.preventDefault();
              event.stopPropagation();
              close();
            } else if (event.key === 'Tab' && chosen && !event.shiftKey) {
              event.preventDefault();
              combobox.clickSelectedOption();
            } else if ((event.key === 'Enter' && !chosen) || (event.key === 'ArrowDown' && !open)) {
              if (event.nativeEvent.isComposing) return;
              event.preventDefault();
              close();
              onLeave();
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!open}>
        <Combobox.Options
          id={list}
          aria-label={say('Suggestions')}
          mah="18rem"
          className={classes.suggestions}
        >
          {items.map((item) => (
            <Combobox.Option key={item.text} value={item.text}>
              <Group gap="xs" wrap="nowrap" justify="space-between">
                <Text size="sm" truncate title={item.label}>
                  {item.label}
                </Text>
                <Text size="xs" c="dimmed" truncate className={classes.detail}>
                  {told(item.detail) ?? (item.count === null ? '' : count(item.count))}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
