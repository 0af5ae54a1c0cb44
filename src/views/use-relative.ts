/** Whether gradients are drawn by the largest of their line alone: kept by whoever gives `relative` and `onRelative`, else by the stage itself. */
import { useState } from 'react';

interface Input {
  readonly relative?: boolean;
  readonly onRelative?: (relative: boolean) => void;
}

export interface RelativeScale {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

export function useRelative({ relative, onRelative }: Input): RelativeScale {
  const [own, setOwn] = useState(false);
  return { on: relative ?? own, onChange: onRelative ?? setOwn };
}
