import { parentPort, workerData } from 'node:worker_threads';
import { BatchFault } from '../../batch/problems.ts';
import { DeskFault } from '../store/faults.ts';
import { packed } from '../store/packed.ts';
import { type ReaderData, type ReaderMessage, TAKEN } from './read-ahead.ts';
import { type PreparedCalls, preparedResults } from './results.ts';

/** The entry of a thread that reads the results of a batch and prepares its calls, while another one writes them. */

/** So many messages it is ahead at most. */
const AHEAD = 8;

async function read(
  say: (message: ReaderMessage, whole?: ArrayBuffer[]) => void,
  turn: () => Promise<void>,
): Promise<void> {
  const { folder, rules, by, engine } = workerData as ReaderData;
  try {
    for await (const { calls, bytes } of preparedResults(folder, rules, by)) {
      // Texts would be copied on their way, and written by the other thread, which has enough to do.
      const { calls: ready, memory } = engine === 'postgres' ? packed(calls) : { calls, memory: null };
      await turn();
      say({ some: { calls: withOneList(ready), bytes } }, memory ? [memory] : []);
    }
    say({ done: true });
  } catch (error) {
    if (error instanceof BatchFault) say({ batchFault: error.problem });
    else if (error instanceof DeskFault) say({ deskFault: error.problem });
    else throw error;
  }
}

/** Calls of the same scripts have the same elements: as one list they are sent once. */
function withOneList(calls: PreparedCalls['calls']): PreparedCalls['calls'] {
  const lists = new Map<string, readonly string[]>();
  return calls.map((call) => {
    const { derived } = call;
    const key = derived.counted.elements.join();
    const elements = lists.get(key) ?? derived.counted.elements;
    lists.set(key, elements);
    return { ...call, derived: { ...derived, counted: { ...derived.counted, elements } } };
  });
}

if (parentPort) {
  const port = parentPort;
  let free = AHEAD;
  let waiting: (() => void) | null = null;
  port.on('message', (message) => {
    if (message !== TAKEN) return;
    free += 1;
    waiting?.();
  });
  const turn = async () => {
    if (free === 0) await new Promise<void>((resolve) => (waiting = resolve));
    waiting = null;
    free -= 1;
  };
  read((message, whole) => port.postMessage(message, whole), turn).finally(() => port.close());
}
