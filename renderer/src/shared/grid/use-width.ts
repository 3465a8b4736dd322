import { useLayoutEffect, useState, type RefObject } from 'react';

/** The inner width of an element in CSS pixels, kept up to date; 0 until it is there. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    const read = () => setWidth(measured.clientWidth);
    const observer = new ResizeObserver(read);
    read();
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
