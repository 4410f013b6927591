import type { CalibrationSet } from '../calibrations.ts';
import type { Store } from '../store/store.ts';
import type { SheetCall } from './sheet-file.ts';
import type { Calibrations } from './store.ts';

/** Calls of a set as its sheets need them. */
export async function sheetCalls(store: Store, calibrations: Calibrations, set: CalibrationSet): Promise<SheetCall[]> {
  const calls = await calibrations.calls(set);
  const turns = async (no: number) => (await store.call(no))?.spoken?.turns.length ?? 0;
  return Promise.all(calls.map(async (call) => ({ ...call, turns: await turns(call.no) })));
}
