import { useState } from 'preact/hooks';

/** Says something in the words of the language that the page is in. */
export type Say<W> = (words: W) => string;

/**
 * A note that is said anew when the language changes.
 * @param words what it is said with
 * @returns the note as it reads now, empty where there is none; and what puts another one in its place
 */
export function useNote<W>(words: W): readonly [string, (say: Say<W> | null) => void] {
  const [say, setSay] = useState<Say<W> | null>(null);
  return [say ? say(words) : '', (next) => setSay(() => next)];
}
