import { useEffect, useState } from 'preact/hooks';
import type { CallAppealsView } from '../appeal-view.ts';
import * as api from './api.ts';

const NONE: CallAppealsView = { appeals: [], appealable: {} };

/**
 * Appeals of a call as they stand after its last deed.
 * @param seen the call's last deed: with another one they are asked for anew
 */
export function useAppeals(no: number, seen: number): CallAppealsView {
  const [appeals, setAppeals] = useState(NONE);
  useEffect(() => {
    let current = true;
    api.callAppeals(no).then(
      (found) => current && setAppeals(found ?? NONE),
      // The call itself is there; what cannot be appealed now can be when it is opened again.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [no, seen]);
  return appeals;
}
