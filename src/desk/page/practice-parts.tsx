import { useMe } from './me.ts';
import { usePracticeWords } from './practice-words.ts';
import { pageAddress } from './route.ts';

const PARTS = [
  ['practise', '/practice'],
  ['assign', '/practice/assignments'],
  ['people', '/practice/people'],
] as const;

/** For those who assign: the ways between practising, assigning and what everybody does. */
export function PracticeParts({ here }: { readonly here: (typeof PARTS)[number][0] }) {
  const w = usePracticeWords();
  const { may } = useMe();
  if (!may('assign-practice')) return null;
  return (
    <nav class="parts" aria-label={w.parts.practise}>
      {PARTS.map(([part, path]) => (
        <a
          key={part}
          href={pageAddress(path)}
          class={part === here ? 'on' : ''}
          aria-current={part === here ? 'page' : undefined}
        >
          {w.parts[part]}
        </a>
      ))}
    </nav>
  );
}
