import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { MeView } from '../view.ts';

/** Who looks at the page; everything below is drawn only once that is known. */
export const MeContext = createContext<MeView | null>(null);

/** Whoever looks at the page, and whether he may do something. */
export function useMe(): MeView & { readonly may: (right: MeView['rights'][number]) => boolean } {
  const me = useContext(MeContext)!;
  return { ...me, may: (right) => me.rights.includes(right) };
}
