/** A batch that kill.test.ts kills: `killed-run.ts OUT INPUT…`. Results are made to last many times a second, so that every instant is met. */
import { run } from './made.ts';

const [out = '', ...inputs] = process.argv.slice(2);
const { state } = await run(inputs, out, { jobs: 2, segmentMs: 20, reports: true });
console.log(state);
