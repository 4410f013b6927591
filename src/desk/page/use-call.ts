import { useEffect, useState } from 'preact/hooks';
import type { Act } from '../decisions.ts';
import type { CallView } from '../view.ts';
import * as api from './api.ts';
import { useWords } from './page-lang.ts';

export interface CallState {
  readonly call: CallView | null;
  readonly state: 'loading' | 'there' | 'none' | 'failed';
  /** What the reader is told about his last act. */
  readonly note: { readonly tone: 'good' | 'bad'; readonly text: string } | null;
  /** @returns whether it was saved: until then what was written stays where it is */
  readonly act: (what: Act, how?: typeof api.act) => Promise<boolean>;
  readonly tell: (text: string) => void;
  readonly load: () => void;
}

/** A call and what is done with it. Acts go one after the other, each with what its author had seen. */
export function useCall(no: number): CallState {
  const { w } = useWords();
  const [call, setCall] = useState<CallView | null>(null);
  const [state, setState] = useState<CallState['state']>('loading');
  const [note, setNote] = useState<CallState['note']>(null);
  const [busy, setBusy] = useState(false);

  const load = () => {
    setState('loading');
    api.call(no).then(
      (found) => {
        setCall(found);
        setState(found ? 'there' : 'none');
      },
      () => setState('failed'),
    );
  };
  useEffect(load, [no]);

  const bad = (text: string): false => {
    setNote({ tone: 'bad', text });
    return false;
  };
  const act = async (what: Act, how = api.act): Promise<boolean> => {
    if (!call || busy) return false;
    setBusy(true);
    const answer = await how(no, call.seen, what);
    setBusy(false);
    if (!answer) return bad(w.notReached);
    if ('problem' in answer) return bad(answer.problem);
    if ('refused' in answer) return bad(w.refused(answer.refused));
    if ('meanwhile' in answer) {
      setCall(answer.meanwhile);
      return bad(w.meanwhile(answer.meanwhile.history.at(-1)?.who ?? ''));
    }
    setCall(answer.call);
    setNote({ tone: 'good', text: w.saved });
    return true;
  };
  const tell = (text: string) => setNote({ tone: 'bad', text });
  return { call, state, note, act, tell, load };
}
