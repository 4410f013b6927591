/** Scores two examples with dist/score.cjs and keeps what V8 compiled for it in dist/score.code: see src/host/kept-code.ts. */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [dist] = process.argv.slice(2);
const { optimiseLater, runScript } = await import(pathToFileURL(`${dist}/.keep.mjs`).href);
// As the command does: V8 takes kept code only under the very flags that it was made under.
optimiseLater();
const { script, exports } = runScript(pathToFileURL(`${dist}/score.cjs`));
const options = { lang: 'zh', format: 'pretty', failOn: 'never', out: `${dist}/.report` };
await exports.score(['examples/01-booking-good.txt', 'examples/13-forbidden-phrases.txt'], options);
optimiseLater();
writeFileSync(`${dist}/score.code`, script.createCachedData());
