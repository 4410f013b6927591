import { useEffect, useState } from 'preact/hooks';

/** Something that is asked for from the desk. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly state: 'loading' | 'there' | 'none' | 'failed';
  readonly load: () => void;
}

/** Asks the desk for something, again whenever what it depends on changes; answers that come too late are left. */
export function useLoaded<T>(ask: () => Promise<T | null>, on: readonly unknown[]): Loaded<T> {
  const [value, setValue] = useState<T | null>(null);
  const [state, setState] = useState<Loaded<T>['state']>('loading');
  const [again, setAgain] = useState(0);
  useEffect(() => {
    let current = true;
    ask().then(
      (found) => {
        if (!current) return;
        setValue(found);
        setState(found === null ? 'none' : 'there');
      },
      () => current && setState('failed'),
    );
    return () => {
      current = false;
    };
  }, [...on, again]);
  return { value, state, load: () => setAgain((n) => n + 1) };
}
