import { Combobox, Group, Text, useCombobox } from '@mantine/core';
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { SheetField } from '../../../../contract/index.ts';
import { optionsFor, withOption, type Vocabulary } from './model/complete.ts';
import classes from './grid.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  field: SheetField;
  /** Name of row and column, for those who hear it. */
  label: string;
  text: string;
  vocabulary: Vocabulary;
  /** `by`: where the active cell goes then. */
  onDone: (text: string, by: { readonly rows: number; readonly columns: number }) => void;
  onCancel: () => void;
}

const LONGEST = 100_000;
const STAY = { rows: 0, columns: 0 };

/**
 * Writes one cell: Enter and Tab take what is written and go on, Alt+Enter begins a line, Esc leaves the cell as it was. What
 * may be meant is offered below.
 */
export function CellEditor({ field, label, text: initial, vocabulary, onDone, onCancel }: Props) {
  const [text, setText] = useState(initial);
  const [offered, setOffered] = useState(true);
  const box = useRef<HTMLTextAreaElement>(null);
  const done = useRef(false);
  const list = useId();
  const options = offered ? optionsFor(field, text, vocabulary) : [];
  const open = options.length > 0;
  const combobox = useCombobox({ opened: open });

  useEffect(() => {
    const element = box.current;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(240, element.scrollHeight)}px`;
  }, [text]);

  function finish(value: string, by: { rows: number; columns: number }) {
    if (done.current) return;
    done.current = true;
    onDone(value, by);
  }

  function take(value: string) {
    const option = options.find((one) => one.text === value);
    if (!option) return;
    const next = withOption(field, text, option);
    if (!field.many) return finish(next, { rows: 1, columns: 0 });
    setText(next);
    setOffered(false);
    combobox.resetSelectedOption();
    box.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // Saving saves what is being written, too.
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') return finish(text, STAY);
    // The other keys are the editor's: the sheet around it must not move.
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const chosen = open && combobox.getSelectedOptionIndex() >= 0;
    if (event.key === 'Escape') {
      event.preventDefault();
      done.current = true;
      onCancel();
    } else if (event.key === 'Enter' && event.altKey) {
      event.preventDefault();
      const { selectionStart: from, selectionEnd: to } = event.currentTarget;
      setText(`${text.slice(0, from)}\n${text.slice(to)}`);
    } else if (event.key === 'Enter' && !chosen) {
      event.preventDefault();
      finish(text, { rows: event.shiftKey ? -1 : 1, columns: 0 });
    } else if (event.key === 'Tab') {
      event.preventDefault();
      const picked = chosen ? options[combobox.getSelectedOptionIndex()] : undefined;
      finish(picked ? withOption(field, text, picked) : text, { rows: 0, columns: event.shiftKey ? -1 : 1 });
    }
  }

  return (
    <div className={classes.editor}>
      <Combobox
        store={combobox}
        onOptionSubmit={take}
        position="bottom-start"
        width={320}
        keepMounted={false}
      >
        <Combobox.Target withExpandedAttribute>
          <textarea
            ref={box}
            rows={1}
            role="combobox"
            aria-label={label}
            aria-expanded={open}
            aria-controls={open ? list : undefined}
            aria-autocomplete="list"
            className={classes.input}
            spellCheck={field.holds === 'description'}
            maxLength={LONGEST}
            value={text}
            onChange={({ currentTarget: { value } }) => {
              setText(value);
              setOffered(true);
              combobox.resetSelectedOption();
            }}
            onKeyDown={onKeyDown}
            onPaste={(event) => event.stopPropagation()}
            onCopy={(event) => event.stopPropagation()}
            onCut={(event) => event.stopPropagation()}
            onPointerDown={(event) => event.stopPropagation()}
            onBlur={() => finish(text, STAY)}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!open} onMouseDown={(event) => event.preventDefault()}>
          <Combobox.Options
            id={list}
            aria-label={say('Suggestions')}
            mah="16rem"
            style={{ overflowY: 'auto' }}
          >
            {options.map((option) => (
              <Combobox.Option key={option.text} value={option.text}>
                <Group gap="xs" wrap="nowrap" justify="space-between">
                  <Text size="sm" truncate>
                    {option.label}
                  </Text>
                  <Text size="xs" c="dimmed" truncate>
                    {option.detail}
                  </Text>
                </Group>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}
