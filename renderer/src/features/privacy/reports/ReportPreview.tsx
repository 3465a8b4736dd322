import {
  ActionIcon,
  Button,
  Group,
  Text,
  TextInput,
  UnstyledButton,
  useComputedColorScheme,
} from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconPrinter,
  IconSearch,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { fillFrame, type OutlineEntry, type PreviewDocument } from './model/preview-document.ts';
import classes from './reports.module.css';
import { say } from '../../../shared/language/say.ts';

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2];
const FULL = 3;

/** A report as a page, with its outline, a search, zoom and printing. */
export function ReportPreview({ html, title }: { html: string; title: string }) {
  const dark = useComputedColorScheme() === 'dark';
  const [page, setPage] = useState<PreviewDocument | null>(null);
  const write = useCallback(
    (frame: HTMLIFrameElement | null) => {
      if (frame) setPage(fillFrame(frame, html, dark));
    },
    [html, dark],
  );
  return (
    <section aria-label={say('Preview')}>
      <Tools page={page} />
      <div className={classes.viewer}>
        <Outline entries={page?.outline ?? []} onChoose={(id) => page?.goTo(id)} />
        <iframe
          // A frame keeps its document: another page or theme gets a new one.
          key={`${dark} ${html.length}`}
          ref={write}
          title={say('Report: {title}', { title })}
          className={classes.frame}
          sandbox="allow-same-origin allow-modals"
        />
      </div>
    </section>
  );
}

function Outline({
  entries,
  onChoose,
}: {
  entries: readonly OutlineEntry[];
  onChoose: (id: string) => void;
}) {
  return (
    <nav className={classes.outline} aria-label={say('Parts of the report')}>
      <ol>
        {entries
          .filter(({ level }) => level < 3)
          .map(({ id, text, level }) => (
            <li key={id}>
              <UnstyledButton
                className={`${classes.entry} ${level > 1 ? classes.deeper : ''}`}
                onClick={() => onChoose(id)}
              >
                {text}
              </UnstyledButton>
            </li>
          ))}
      </ol>
    </nav>
  );
}

function Tools({ page }: { page: PreviewDocument | null }) {
  return (
    <div className={classes.bar} role="toolbar" aria-label={say('Preview tools')}>
      {/* Another page starts without a search, in full size. */}
      <Find key={page?.serial ?? 0} page={page} />
      <Zoom key={`zoom ${page?.serial ?? 0}`} page={page} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPrinter size={14} aria-hidden />}
        onClick={() => page?.print()}
      >
        {say('Print')}
      </Button>
    </div>
  );
}

function Find({ page }: { page: PreviewDocument | null }) {
  const [text, setText] = useState('');
  const [found, setFound] = useState({ count: 0, at: 0 });

  function search(next: string) {
    setText(next);
    const count = page?.find(next) ?? 0;
    setFound({ count, at: 0 });
    page?.show(0);
  }
  function step(by: number) {
    if (found.count === 0) return;
    const at = (found.at + by + found.count) % found.count;
    setFound({ ...found, at });
    page?.show(at);
  }

  return (
    <Group gap={4}>
      <TextInput
        size="xs"
        aria-label={say('Find in the report')}
        placeholder={say('Find in the report')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
        }}
      />
      <ActionIcon variant="default" aria-label={say('Previous place')} onClick={() => step(-1)}>
        <IconChevronUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={say('Next place')} onClick={() => step(1)}>
        <IconChevronDown size={14} aria-hidden />
      </ActionIcon>
      <Text size="xs" c="dimmed" role="status" miw="5rem">
        {text.trim() === ''
          ? ''
          : found.count === 0
            ? say('Not found')
            : say('{at, number} of {places, plural, one {# place} other {# places}}', {
                at: found.at + 1,
                places: found.count,
              })}
      </Text>
    </Group>
  );
}

function Zoom({ page }: { page: PreviewDocument | null }) {
  const [at, setAt] = useState(FULL);
  function set(next: number) {
    const factor = ZOOMS[next];
    if (factor === undefined) return;
    setAt(next);
    page?.zoom(factor);
  }
  return (
    <Group gap={4}>
      <ActionIcon
        variant="default"
        aria-label={say('Zoom out')}
        disabled={at === 0}
        onClick={() => set(at - 1)}
      >
        <IconZoomOut size={14} aria-hidden />
      </ActionIcon>
      <Button size="xs" variant="default" aria-label={say('Zoom to 100 %')} onClick={() => set(FULL)}>
        {Math.round((ZOOMS[at] ?? 1) * 100)} %
      </Button>
      <ActionIcon
        variant="default"
        aria-label={say('Zoom in')}
        disabled={at === ZOOMS.length - 1}
        onClick={() => set(at + 1)}
      >
        <IconZoomIn size={14} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
