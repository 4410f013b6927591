import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Calibrations } from '../../../src/desk/calibration/store.ts';
import { viewRoutes } from '../../../src/desk/server/routes/views.ts';
import { backup, restore } from '../../../src/desk/store/archive.ts';
import { MOST_VIEWS, SavedViews } from '../../../src/desk/store/views.ts';
import type { SavedView } from '../../../src/desk/view.ts';
import { asked, fillDesk, PEOPLE } from '../appeal-desk.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

describe.each(DATABASES)('saved views on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  async function desk() {
    const store = await places.open(await places.where(database));
    await fillDesk(store);
    const routes = viewRoutes({ store, lang: 'zh', calibrations: new Calibrations(store) });
    return { store, as: (who: keyof typeof PEOPLE) => asked(routes, PEOPLE[who]) };
  }
  const keep = { name: ' 城东低分 ', query: 'team=城东班&most=60&sort=score' };
  const named = (body: { views: SavedView[] }) => body.views.map((v) => [v.name, v.owner, v.shared]);

  it.skipIf(!there)('are kept for each person, and shown to other reviewers once they are shared', async () => {
    const { as } = await desk();
    const [one, two, installer] = [as('trainer'), as('second'), as('installer')];
    const { body } = await one.post('/views', keep);
    expect(body.views).toEqual([
      {
        id: 1,
        name: '城东低分',
        query: 'most=60&sort=score&team=%E5%9F%8E%E4%B8%9C%E7%8F%AD',
        shared: false,
        owner: null,
      },
    ]);
    expect((await two.get('/views')).body.views).toEqual([]);
    await one.post('/views/1', { shared: true });
    expect(named((await two.get('/views')).body)).toEqual([['城东低分', '李老师', true]]);
    // A view may name people: it is nothing for installers.
    expect((await installer.get('/views')).body.views).toEqual([]);
    await one.post('/views/1', { shared: false });
    expect((await two.get('/views')).body.views).toEqual([]);
  });

  it.skipIf(!there)('are renamed, replaced and dropped by their owner alone', async () => {
    const { as } = await desk();
    const [one, two] = [as('trainer'), as('lead')];
    await one.post('/views', keep);
    await one.post('/views', { ...keep, query: 'sort=no' });
    expect((await one.get('/views')).body.views).toMatchObject([{ id: 1, query: 'sort=no' }]);
    await one.post('/views', { name: '另一个', query: 'sort=day' });
    expect((await one.post('/views/2', { name: '城东低分' })).body).toEqual({ refused: 'NAME_TAKEN' });
    expect(named((await one.post('/views/2', { name: '按日期' })).body)).toContainEqual(['按日期', null, false]);
    for (const path of ['/views/1', '/views/1/drop'])
      expect((await two.post(path, {})).body, path).toEqual({ refused: 'NO_SUCH_VIEW' });
    expect(named((await one.post('/views/1/drop', {})).body)).toEqual([['按日期', null, false]]);
  });

  it.skipIf(!there)('hold nothing but a query of the list, and so many at most', async () => {
    const { store, as } = await desk();
    const one = as('trainer');
    for (const query of ['sort=text', 'unknown=1', 'after=[1]', 'limit=5', `text=${'x'.repeat(3_000)}`])
      expect((await one.post('/views', { name: 'x', query })).status, query).toBe(400);
    expect((await one.post('/views', { name: ' ', query: 'sort=no' })).body).toEqual({ refused: 'NO_NAME' });
    expect((await one.post('/views/1', { shared: 'yes' })).status).toBe(400);
    const views = new SavedViews(store);
    for (let i = 0; i < MOST_VIEWS; i += 1) await views.keep('李老师', { name: `${i}`, query: '' });
    expect((await one.post('/views', keep)).body).toEqual({ refused: 'TOO_MANY' });
    expect((await as('installer').post('/views', keep)).status).toBe(200);
    expect((await as('installer').post(`/views/${MOST_VIEWS + 1}`, { shared: true })).status).toBe(403);
    expect((await as('admin').get('/views')).status).toBe(403);
  });

  it.skipIf(!there)('come back from a backup', async () => {
    const { store, as } = await desk();
    await as('trainer').post('/views', keep);
    const file = join(places.folder(), 'desk.backup');
    await backup(store.engine, file);
    const copy = await places.open(await places.where(database));
    await restore(copy.engine, file);
    expect(await new SavedViews(copy).list('李老师', false)).toMatchObject([{ name: '城东低分' }]);
  });
});
