import { useEffect, useRef, useState } from 'preact/hooks';
import type { HintView, PracticeAct, RoundView } from '../practice-view.ts';
import * as api from './practice-api.ts';
import { type PracticeWords, usePracticeWords } from './practice-words.ts';
import { pageAddress } from './route.ts';
import { type Say, useNote } from './use-note.ts';

/** A round or a drill that is played on the page. */
export interface PlayedRound {
  readonly round: RoundView | null;
  readonly state: 'loading' | 'there' | 'none' | 'failed';
  readonly load: () => void;
  readonly hint: HintView | null;
  /** What went wrong, or was done, in words. */
  readonly note: { readonly text: string; readonly bad: boolean };
  readonly busy: boolean;
  /** @returns whether it was done */
  readonly act: (what: PracticeAct) => Promise<boolean>;
}

/** Loads a round, and does what its player does in it; what another tab did meanwhile is shown and told. */
export function usePracticeRound(id: number): PlayedRound {
  const w = usePracticeWords();
  const [round, setRound] = useState<RoundView | null>(null);
  const [state, setState] = useState<PlayedRound['state']>('loading');
  const [hint, setHint] = useState<HintView | null>(null);
  const [text, tell] = useNote(w);
  const [isBad, setBad] = useState(false);
  const [busy, setBusy] = useState(false);
  // Enter pressed twice before the page is drawn anew: the second one waits for the first.
  const doing = useRef(false);
  const load = () => {
    api.round(id).then(
      (found) => {
        setRound(found);
        setState(found ? 'there' : 'none');
      },
      () => setState('failed'),
    );
  };
  useEffect(load, [id]);

  const take = (what: PracticeAct, answer: Awaited<ReturnType<typeof api.act>>): boolean => {
    const bad = (say: Say<PracticeWords>) => {
      setBad(true);
      tell(say);
      return false;
    };
    if (answer === null) return bad((w) => w.notSent);
    if ('problem' in answer) return bad(() => answer.problem);
    if ('refused' in answer) return bad((w) => w.refused(answer.refused));
    if ('gone' in answer) {
      location.hash = pageAddress('/practice');
      return true;
    }
    setHint('round' in answer ? answer.hint : null);
    setRound('round' in answer ? answer.round : answer.meanwhile);
    if ('meanwhile' in answer) return bad((w) => w.elsewhere);
    setBad(false);
    tell(what.kind === 'undo' ? (w) => w.undone : null);
    return true;
  };
  const act = async (what: PracticeAct): Promise<boolean> => {
    if (!round || doing.current) return false;
    doing.current = true;
    setBusy(true);
    try {
      return take(what, await api.act(round, what));
    } finally {
      doing.current = false;
      setBusy(false);
    }
  };
  return { round, state, load, hint, note: { text, bad: isBad }, busy, act };
}
