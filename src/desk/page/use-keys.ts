import { useLayoutEffect, useRef } from 'preact/hooks';

/** What keys do, by their names in lower case. */
export type Keys = Readonly<Record<string, () => void>>;

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** Keys of the page while nobody writes: letters, never with Ctrl, Alt or Meta, which are the browser's. */
export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  // With the page itself: a key pressed as soon as it is seen is heard.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isWriting(event.target)) return;
      const action = now.current[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
