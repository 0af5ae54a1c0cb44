/** The height that the stage may fill where it scrolls by itself; 0 where the page grows with it. */
import { useEffect, useState } from 'react';

export function useStageHeight(): number {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const stage = document.getElementById('stage');
    if (stage === null) return undefined;
    const observer = new ResizeObserver(() => {
      setHeight(getComputedStyle(stage).overflowY === 'auto' ? stage.clientHeight : 0);
    });
    observer.observe(stage);
    return () => {
      observer.disconnect();
    };
  }, []);
  return height;
}
