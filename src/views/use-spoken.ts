/** What a screen reader is told of something that changes often: the sentence once it has rested, and nothing while it runs by itself. */
import { useEffect, useRef, useState } from 'react';

/** Milliseconds without a change. */
const REST = 500;

/**
 * @param sentence as it is now.
 * @param key what it is about: the sentence is said again where this changes, not where a number in it does.
 * @param quiet true: nothing is said; where it ends, the sentence is.
 */
export function useSpoken(sentence: string, key: string, quiet: boolean): string {
  const latest = useRef(sentence);
  useEffect(() => {
    latest.current = sentence;
  });
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    if (quiet) return undefined;
    const timer = setTimeout(() => {
      setSpoken(latest.current);
    }, REST);
    return () => {
      clearTimeout(timer);
    };
  }, [key, quiet]);
  return spoken;
}
