/** The width that an element has on the page, followed as it changes; a stated one before there is a page. */
import { type RefCallback, useCallback, useState } from 'react';

/** A ref for the element and its width in CSS pixels; while it is hidden, what it last was. */
export function useWidth(before: number): readonly [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(before);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry.contentRect.width);
      if (now > 0) setWidth(now);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [ref, width];
}
