import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TurnView } from '../view.ts';

const BACK_SECONDS = 2;
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** The recording of a call, chosen from the reader's own files. */
export interface Player {
  readonly element: RefObject<HTMLAudioElement>;
  /** Where the browser has the file; `null`: none is chosen. */
  readonly source: string | null;
  readonly choose: (file: File | undefined) => void;
  /** The turn that is heard; `null`: none, or it is not known. */
  readonly turn: number | null;
  readonly rate: number;
  /** Told by the element whenever its place changes. */
  readonly moved: () => void;
  readonly toggle: () => void;
  readonly back: () => void;
  readonly faster: (by: 1 | -1) => void;
  /** Plays from a turn; without its time nothing happens. */
  readonly from: (turn: number) => void;
}

/** The turn that is spoken at a moment: the last one that has begun. */
function turnAt(turns: readonly TurnView[], seconds: number): number | null {
  const at = turns.findLastIndex((t) => t.startSeconds !== null && t.startSeconds <= seconds);
  return at < 0 ? null : at;
}

/** Plays a file that never leaves the browser. @param turns `null`: the words are not there */
export function usePlayer(turns: readonly TurnView[] | null): Player {
  const element = useRef<HTMLAudioElement>(null);
  const [source, setSource] = useState<string | null>(null);
  const [turn, setTurn] = useState<number | null>(null);
  const [rate, setRate] = useState(1);
  useEffect(() => () => void (source && URL.revokeObjectURL(source)), [source]);
  const play = () => element.current?.play().catch(() => {});
  const faster = (by: 1 | -1) => {
    const next = RATES[RATES.indexOf(rate) + by];
    if (next === undefined || !element.current) return;
    element.current.playbackRate = next;
    setRate(next);
  };
  return {
    element,
    source,
    choose: (file) => {
      setSource(file ? URL.createObjectURL(file) : null);
      setTurn(null);
      setRate(1);
    },
    turn,
    rate,
    moved: () => setTurn(turnAt(turns ?? [], element.current?.currentTime ?? 0)),
    toggle: () => (element.current?.paused ? play() : element.current?.pause()),
    back: () => {
      if (element.current) element.current.currentTime = Math.max(0, element.current.currentTime - BACK_SECONDS);
    },
    faster,
    from: (at) => {
      const start = turns?.[at]?.startSeconds ?? null;
      if (start === null || !element.current) return;
      element.current.currentTime = start;
      play();
    },
  };
}
