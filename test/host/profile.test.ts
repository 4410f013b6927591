import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ProfileFault, readProfile, updateProfile } from '../../src/host/profile.ts';
import { emptyProfile, withMisses } from '../../src/practice/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'huashu-profile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const now = { at: '2026-06-01T08:00:00.000Z', day: '2026-06-01' };
let count = 0;
const place = () => {
  count += 1;
  return join(folder, String(count), 'deep', 'profile.json');
};

describe('the profile’s file', () => {
  it('is made with its folder, whole, and read again', async () => {
    const file = place();
    expect(await readProfile(file)).toEqual({ profile: emptyProfile, aside: null });
    const written = await updateProfile(file, (p) => withMisses(p, ['phrase:9'], now));
    expect((await readProfile(file)).profile).toEqual(written);
    expect(readdirSync(join(file, '..'))).toEqual(['profile.json']);
  });

  it('takes up what was written meanwhile', async () => {
    const file = place();
    await updateProfile(file, (p) => withMisses(p, ['phrase:1'], now));
    await updateProfile(file, (p) => withMisses(p, ['phrase:2'], now));
    expect((await readProfile(file)).profile.drills.map((d) => d.id)).toEqual(['phrase:1', 'phrase:2']);
  });

  it('is not touched when the change fails', async () => {
    const file = place();
    await updateProfile(file, (p) => withMisses(p, ['phrase:1'], now));
    const before = readFileSync(file);
    await expect(
      updateProfile(file, () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(readFileSync(file)).toEqual(before);
  });

  it('is put aside when it is broken or newer, each under a name of its own, and never written over', async () => {
    const file = place();
    const texts = ['{', 'not json', '{"format":"huashu/profile@7","more":1}', '{"format":"huashu/profile@8"}'];
    for (const text of texts) {
      await updateProfile(file, (p) => p);
      writeFileSync(file, text);
      const { profile, aside } = await readProfile(file);
      expect(profile).toEqual(emptyProfile);
      expect(readFileSync(aside!.to, 'utf8')).toBe(text);
      expect(existsSync(file)).toBe(false);
    }
    expect(readdirSync(join(file, '..')).sort()).toEqual([
      'profile.json.broken',
      'profile.json.broken-2',
      'profile.json.newer',
      'profile.json.newer-2',
    ]);
  });

  it('stays a link where it was one', async () => {
    const file = place();
    await updateProfile(file, (p) => p);
    const link = join(folder, 'link.json');
    symlinkSync(file, link);
    await updateProfile(link, (p) => withMisses(p, ['phrase:3'], now));
    expect((await readProfile(file)).profile.drills).toHaveLength(1);
  });

  it('that cannot be read or written is a fault with the reason', async () => {
    await expect(readProfile(folder)).rejects.toThrow(ProfileFault);
    const inFile = join(place(), 'profile.json');
    await updateProfile(join(inFile, '..'), (p) => p);
    await expect(updateProfile(inFile, (p) => p)).rejects.toMatchObject({ reason: 'ENOTDIR' });
  });
});
