/** Mantine's clickable parts as router links, with routes and search checked by the type system. */
import {
  ActionIcon,
  Anchor,
  Badge,
  Button,
  type ActionIconProps,
  type AnchorProps,
  type BadgeProps,
  type ButtonProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Native<Own> = Own &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Own | 'href'> & { ref?: Ref<HTMLAnchorElement> };

export const AnchorLink = createLink((props: Native<AnchorProps>) => <Anchor {...props} />);
export const ButtonLink = createLink((props: Native<ButtonProps>) => <Button component="a" {...props} />);
export const ActionIconLink = createLink((props: Native<ActionIconProps>) => (
  <ActionIcon component="a" {...props} />
));
export const BadgeLink = createLink((props: Native<BadgeProps>) => (
  <Badge component="a" {...props} style={{ cursor: 'pointer', ...props.style }} />
));
