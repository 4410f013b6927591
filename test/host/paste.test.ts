import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PastedAsOne } from '../../src/host/paste.ts';

/** What comes out when bytes come in as these chunks. */
async function through(chunks: readonly Buffer[]): Promise<string> {
  const stream = new PastedAsOne();
  const out: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => out.push(chunk));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await new Promise((resolve) => stream.on('end', resolve));
  return Buffer.concat(out).toString('utf8');
}
const PASTED = '\u001b[200~您好\r我是电信的\r\n工号1087\n\u001b[201~';

describe('what is pasted', () => {
  it('is one line, without the terminal’s marks; what is typed stays as it is', async () => {
    expect(await through([Buffer.from(`喂\r${PASTED}好\r`)])).toBe('喂\r您好 我是电信的  工号1087 好\r');
    expect(await through([Buffer.from('\u001b[A\u001b')])).toBe('\u001b[A\u001b');
  });

  it('is the same wherever the bytes are cut', async () => {
    const bytes = Buffer.from(`a\u001b[D${PASTED}b\r${PASTED}`);
    const whole = await through([bytes]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
        const at = [0, ...cuts.sort((x, y) => x - y), bytes.length];
        expect(await through(at.slice(1).map((end, i) => bytes.subarray(at[i], end)))).toBe(whole);
      }),
    );
  });
});
