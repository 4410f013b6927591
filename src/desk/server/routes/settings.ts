import { Hono } from 'hono';
import * as v from 'valibot';
import { LEAST_APPEAL_DAYS, MOST_APPEAL_DAYS } from '../../appeals.ts';
import type { SettingsView } from '../../settings-view.ts';
import { appealDaysOf, changeAppealDays, lastChangeOfDays } from '../../store/appeal-days.ts';
import type { Store } from '../../store/store.ts';
import { type Desk, type DeskEnv, needs } from '../context.ts';
import { bodyOf, shortBody } from './door.ts';

const APPEAL_DAYS_SENT = v.strictObject({
  days: v.pipe(v.number(), v.integer(), v.minValue(LEAST_APPEAL_DAYS), v.maxValue(MOST_APPEAL_DAYS)),
});

/** What holds for the whole desk: read and changed by who runs it. */
export function settingsRoutes({ store }: Desk): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();

  routes.get('/settings', needs('keep-settings'), async (c) => c.json(await settingsView(store)));

  routes.post('/settings/appeal-days', needs('keep-settings'), shortBody, async (c) => {
    const sent = await bodyOf(c, APPEAL_DAYS_SENT);
    if (!sent) return c.json({ refused: 'BODY' }, 400);
    await changeAppealDays(store, sent.days, c.var.viewer.name);
    return c.json(await settingsView(store));
  });
  return routes;
}

const settingsView = async (store: Store): Promise<SettingsView> => ({
  appealDays: await appealDaysOf(store),
  least: LEAST_APPEAL_DAYS,
  most: MOST_APPEAL_DAYS,
  changed: await lastChangeOfDays(store),
});
