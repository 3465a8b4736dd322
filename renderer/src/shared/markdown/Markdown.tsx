import { Button, CopyButton, Popover, Text, UnstyledButton } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import classes from './markdown.module.css';
import { renderMarkdown } from './render.ts';
import { say } from '../language/say.ts';

interface Props {
  children: string;
  className?: string | undefined;
  /** What the text is, for those who do not see it; it can then be scrolled by key. */
  label?: string;
}

/** Text in Markdown, from anybody: nothing in it is run, fetched or opened. */
export function Markdown({ children, className, label }: Props) {
  const drawn = useMemo(() => renderMarkdown(children, drawLink), [children]);
  return (
    <div
      className={className ? `${classes.markdown} ${className}` : classes.markdown}
      {...(label ? { role: 'note', 'aria-label': label, tabIndex: 0 } : {})}
    >
      {drawn}
    </div>
  );
}

const drawLink = (href: string, children: ReactNode): ReactNode => <Away href={href}>{children}</Away>;

/** A link out of the app: says where it leads and lets the address be copied. The app itself opens nothing. */
function Away({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Popover width={360} position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton component="button" className={classes.link} title={href}>
          {children}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="xs" c="dimmed">
          {say('This link leads out of the catalog, which opens nothing itself:')}
        </Text>
        <Text size="sm" my={6} className={classes.address}>
          {href}
        </Text>
        <CopyButton value={href}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? say('Copied') : say('Copy address')}
            </Button>
          )}
        </CopyButton>
      </Popover.Dropdown>
    </Popover>
  );
}
