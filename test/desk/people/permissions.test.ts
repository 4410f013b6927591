import { describe, expect, it } from 'vitest';
import { DESK_ROLES, may, RIGHTS, rightsOf } from '../../../src/desk/people/permissions.ts';
import { scopeOf, soleViewer } from '../../../src/desk/people/viewer.ts';

describe('who may do what', () => {
  it('lets an installer see, appeal and practise his own, and decide nothing', () => {
    expect(rightsOf('installer')).toEqual(['see-own-calls', 'appeal', 'practise', 'keep-own-account']);
  });

  it('lets a trainer review and decide, and a lead also decide last, look at calibration and take out real names', () => {
    const trainer = rightsOf('trainer');
    expect(trainer).toEqual(expect.arrayContaining(['see-calls', 'review', 'comment', 'decide-appeal', 'calibrate']));
    expect(rightsOf('lead').filter((r) => !trainer.includes(r))).toEqual([
      'export-unmasked',
      'decide-last',
      'see-calibration',
    ]);
  });

  it('shows an admin the accounts, the settings and no call, and nobody else the accounts or the settings', () => {
    expect(rightsOf('admin')).toEqual(['manage-people', 'keep-settings', 'keep-own-account']);
    for (const right of ['manage-people', 'keep-settings'] as const)
      expect(DESK_ROLES.filter((role) => may(role, right))).toEqual(['admin']);
  });

  it('lets the sole user of a desk without accounts do everything else', () => {
    expect(RIGHTS.filter((right) => !may('sole', right))).toEqual(['manage-people', 'keep-own-account']);
  });

  it('gives an installer the calls of his number, of no number where he has none, and reviewers all', () => {
    const installer = { id: 1, name: '王强', role: 'installer', agent: '1032' } as const;
    expect(scopeOf(installer)).toEqual({ agent: '1032' });
    expect(scopeOf({ ...installer, agent: null })).toEqual({ agent: '' });
    expect(scopeOf({ ...installer, role: 'trainer' })).toBe('all');
    expect(scopeOf({ ...installer, role: 'admin' })).toEqual({ agent: '1032' });
    expect(scopeOf(soleViewer('李老师'))).toBe('all');
  });
});
