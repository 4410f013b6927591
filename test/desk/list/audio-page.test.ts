import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callRoutes } from '../../../src/desk/server/routes/calls.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { pack } from '../../rulebook.ts';
import { PEOPLE } from '../appeal-desk.ts';
import { SeenDesk, shot } from '../browser.ts';
import { call, incoming } from '../calls.ts';
import { CHROMIUM, sideways } from '../chromium.ts';

const RATE = 8_000;

/** So many seconds of silence, as a WAV file. */
function silence(seconds: number): Buffer {
  const samples = seconds * RATE;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    head.writeUInt16LE(value, at);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE, 28);
  head.write('data', 36);
  head.writeUInt32LE(samples, 40);
  return Buffer.concat([head, Buffer.alloc(samples, 128)]);
}

/** A call of which it is known when each turn begins: every ten seconds. */
async function fill(store: Store): Promise<void> {
  const hash = await store.addPack(pack, 'rulebook');
  const spoken = call('a');
  const turns = spoken.turns.map((turn, i) => ({ ...turn, startSeconds: 10 * i, endSeconds: 10 * i + 9 }));
  await store.add([incoming({ ...spoken, turns })], { pack: hash, who: 'lead', source: 'test' });
}

// Said in the report of the tests where no Chromium is installed.
describe.skipIf(!CHROMIUM)('the recording of a call, in Chromium', () => {
  let desk: SeenDesk<keyof typeof PEOPLE>;
  beforeAll(async () => {
    desk = await SeenDesk.begin(fill, [callRoutes], PEOPLE);
  });
  afterAll(() => desk?.end());

  it('plays from a turn by keyboard, marks the turn that is heard, and never leaves the browser', async () => {
    const page = await desk.open('trainer', '#/calls/1?sort=no');
    const sent: string[] = [];
    page.on('request', (r) => r.method() === 'GET' || sent.push(r.url()));
    const file = page.locator('.recording input');
    await file.setInputFiles({ name: '录音.wav', mimeType: 'audio/wav', buffer: silence(60) });
    const audio = page.locator('audio');
    await audio.waitFor();
    const state = () =>
      audio.evaluate((a: HTMLAudioElement) => ({ at: a.currentTime, paused: a.paused, rate: a.playbackRate }));
    // The phrase that is chosen first stands in the third turn.
    await page.keyboard.press('t');
    await page.locator('#turn-2 .turn.playing').waitFor();
    await expect.poll(state).toMatchObject({ paused: false, at: expect.toSatisfy((at: number) => at >= 20) });
    await page.keyboard.press('p');
    await expect.poll(async () => (await state()).paused).toBe(true);
    const { at } = await state();
    await page.keyboard.press('r');
    await expect.poll(async () => Math.abs((await state()).at - (at - 2))).toBeLessThan(0.01);
    await page.locator('#turn-1 .turn.playing').waitFor();
    await page.keyboard.press(']');
    await expect.poll(async () => (await state()).rate).toBe(1.25);
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    await expect.poll(async () => (await state()).rate).toBe(0.75);
    await page.getByRole('button', { name: '从第4句放' }).click();
    await page.locator('#turn-3 .turn.playing').waitFor();
    await page.keyboard.press('p');
    await shot(page, 'audio');
    await page.keyboard.press('?');
    await page.getByText('录音：退 2 秒').waitFor();
    await page.keyboard.press('Escape');
    expect(sent).toEqual([]);
    await file.setInputFiles({ name: 'x.wav', mimeType: 'audio/wav', buffer: Buffer.from('no sound') });
    await page.getByText('浏览器放不了这个文件').waitFor();

    const phone = await desk.open('installer', '#/calls/1?sort=no', { phone: true });
    await phone.getByRole('button', { name: 'English' }).click();
    await phone.locator('.recording input').setInputFiles({ name: 'a.wav', mimeType: 'audio/wav', buffer: silence(1) });
    await phone.locator('audio').waitFor();
    expect(await sideways(phone)).toBe(0);
    await shot(phone, 'audio-phone-en');
  });
});
