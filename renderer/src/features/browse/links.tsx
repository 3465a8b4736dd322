import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type AnchorAttributes = Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>;

/** A button that leads to another page: looks like a button, is a link. */
export const ButtonLink = createLink((props: Omit<ButtonProps, 'href'> & AnchorAttributes) => (
  <Button component="a" {...props} />
));

/** A link in running text, typed by the routes. */
export const TextLink = createLink(
  (props: AnchorProps & Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps>) => <Anchor {...props} />,
);
