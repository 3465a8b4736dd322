import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';

type Props = ButtonProps &
  Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps> & {
    /** Another element in place of the button: a router link. */
    readonly renderRoot?: (props: Record<string, unknown>) => ReactNode;
  };

/** A small, calm button for bars and panels. */
export function ToolButton(props: Props) {
  return <Button variant="default" size="compact-sm" fz="xs" fw={500} {...props} />;
}
