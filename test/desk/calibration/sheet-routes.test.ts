import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { Calibrations } from '../../../src/desk/calibration/store.ts';
import type { Viewer } from '../../../src/desk/people/viewer.ts';
import type { DeskEnv } from '../../../src/desk/server/context.ts';
import { calibrationSheetRoutes, MOST_SHEET_BYTES } from '../../../src/desk/server/routes/calibration-sheets.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import { readTableBytes } from '../../../src/host/table-file.ts';
import { fillDesk, PEOPLE } from '../appeal-desk.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

describe.each(DATABASES)('sheets of calibration on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  async function desk() {
    const store = await places.open(await places.where(database));
    await fillDesk(store);
    const calibrations = new Calibrations(store);
    const raters = [PEOPLE.trainer.name, PEOPLE.second.name];
    const made = await calibrations.make('周主管', { name: '六月', raters, calls: [1, 3], seed: null });
    const id = 'seq' in made ? made.seq : 0;
    const as = (who: keyof typeof PEOPLE) => {
      const app = new Hono<DeskEnv>();
      app.use(async (c, next) => {
        c.set('viewer', PEOPLE[who] as Viewer);
        c.set('scope', 'all');
        return next();
      });
      app.route('/', calibrationSheetRoutes({ store, lang: 'zh', calibrations }));
      const ask = async (path: string, init?: RequestInit) => app.request(`/calibrations/${path}`, init);
      return {
        get: (file: string, of = id) => ask(`${of}/${file}`),
        text: async () => (await ask(`${id}/sheet.csv`)).text(),
        send: async (body: string | Uint8Array, query = 'name=表.csv', of = id) => {
          const answer = await ask(`${of}/sheet?${query}`, { method: 'POST', body: body as BodyInit });
          return { status: answer.status, body: await answer.json() };
        },
      };
    };
    const states = async () =>
      Object.fromEntries((await calibrations.set(id))!.raters.map((r) => [r.name, [r.judgements.size, r.done]]));
    return { store, as, id, calibrations, states };
  }
  /** An empty sheet with what each of its columns says in every row of an element. */
  const filled = (sheet: string, ...said: string[]) =>
    sheet.replace(/^(\d+,\w+,(?!phrase)[\w.-]+,.*?),*\r$/gm, (_, row) => `${row},${said.join(',')}\r`);

  it.skipIf(!there)('go out empty to a trainer, and come back filled in, his own', async () => {
    const { store, as, calibrations, id, states } = await desk();
    const trainer = as('trainer');
    const empty = await trainer.text();
    expect(empty.startsWith('call,id,item,title,李老师\r\n')).toBe(true);
    expect(await trainer.send(filled(empty, '做到'))).toEqual({ status: 200, body: { raters: ['李老师'], judged: 2 } });
    expect(await states()).toEqual({ 李老师: [2, true], 陈老师: [0, false] });
    const judged = (await calibrations.set(id))!.raters[0]!.judgements.get(1)!;
    expect([judged.elements['greeting.hello'], judged.phrases]).toEqual(['met', {}]);
    // Handed in is handed in.
    const again = await trainer.send(filled(empty, '漏项'));
    expect([again.status, again.body.problems]).toEqual([422, [expect.stringContaining('李老师 的结果已经有了')]]);
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });
  });

  it.skipIf(!there)('are not for a trainer to fill in for others, nor to hand in half', async () => {
    const { as, states, id } = await desk();
    const trainer = as('trainer');
    const empty = await trainer.text();
    const tell = async (sheet: string) => {
      const { status, body } = await trainer.send(sheet);
      expect(status).toBe(422);
      return body.problems.join('\n') as string;
    };
    expect(await tell(filled(empty.replace('李老师', '陈老师'), 'met'))).toContain('有别人的列：陈老师');
    expect(await tell(filled(empty.replace('李老师', '李老师,陈老师'), 'met', 'met'))).toContain('有别人的列：陈老师');
    expect(await tell(empty)).toContain('李老师 一项也没有填');
    expect(await tell('call,item,李老师\n1,greeting.hello,met\n')).toMatch(
      /通话 1 还有 \d+ 个要素没填[\s\S]*通话 3 还有/,
    );
    // What to do is told as one does it on the page.
    const shapeless = await tell('a,b\n1,2\n');
    expect(shapeless).toContain('点「下载空表」来填');
    expect(shapeless).not.toContain('huashu');
    // One cell that cannot be read, and nothing is taken; it is told with its row.
    const wrong = await tell(filled(empty, 'met').replace(/,met\r/, ',大概\r'));
    expect(wrong).toMatch(/^表\.csv:2 [\s\S]*看不懂「大概」（李老师）/);
    expect(await states()).toEqual({ 李老师: [0, false], 陈老师: [0, false] });
    // A column that names nobody is his.
    expect((await trainer.send(filled(empty.replace('李老师', '判定'), 'met'))).body.raters).toEqual(['李老师']);
    expect((await trainer.get('sheet.csv', id + 1)).status).toBe(404);
    expect((await trainer.send('x', 'name=a.csv', id + 1)).status).toBe(404);
  });

  it.skipIf(!there)('are for a lead to bring in whoever filled them in, all columns or none', async () => {
    const { as, states } = await desk();
    const lead = as('lead');
    const empty = await lead.text();
    expect(empty.startsWith('call,id,item,title,李老师,陈老师\r\n')).toBe(true);
    const half = 'call,item,李老师,陈老师\n1,greeting.hello,met,好\n';
    expect((await lead.send(half)).body.problems).toHaveLength(1);
    expect(await states()).toEqual({ 李老师: [0, false], 陈老师: [0, false] });
    expect((await lead.send(filled(empty, 'met', '漏项'))).body).toEqual({ raters: ['李老师', '陈老师'], judged: 4 });
    expect(await states()).toEqual({ 李老师: [2, true], 陈老师: [2, true] });
    const crowd = Array.from({ length: 31 }, (_, i) => `老师${i}`);
    const many = `call,item,${crowd.join(',')}\n1,greeting.hello,${crowd.map(() => 'met').join(',')}\n`;
    expect((await lead.send(many)).body.problems).toEqual([expect.stringContaining('老师多过 30 位')]);
  });

  it.skipIf(!there)('are workbooks as well, whose texts no program computes', async () => {
    const { as } = await desk();
    const answer = await as('trainer').get('sheet.xlsx?lang=en');
    expect(answer.headers.get('content-disposition')).toMatch(/calibration-\d+\.xlsx/);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const { value } = await readTableBytes(bytes, 'sheet.xlsx');
    const rows = value && 'rows' in value ? value.rows : [];
    expect(rows[0]!.cells.slice(0, 5)).toEqual(['call', 'id', 'item', 'title', '李老师']);
    expect(rows.slice(1).every((r) => /^[13]$/.test(r.cells[0]!))).toBe(true);
    // Brought back as it is, it is read, and nothing is filled in.
    const back = await as('trainer').send(bytes, 'name=表.xlsx&lang=en');
    expect([back.status, back.body.problems]).toEqual([422, [expect.stringContaining('has filled in nothing')]]);
  });

  it.skipIf(!there)('refuse what is no sheet, too large, damaged, or from whoever may not', async () => {
    const { as } = await desk();
    const trainer = as('trainer');
    for (const [body, query, status] of [
      ['x', 'name=a.csv', 422],
      ['', 'name=a.csv', 422],
      ['PK\u0003\u0004 no archive', 'name=a.xlsx', 422],
      ['x', '', 400],
      ['x', 'name=..%2Fa.csv', 400],
      ['x', 'name=a.csv&lang=fr', 400],
      ['x'.repeat(MOST_SHEET_BYTES + 1), 'name=a.csv', 413],
    ] as const)
      expect((await trainer.send(body, query)).status, `${query} ${body.slice(0, 20)}`).toBe(status);
    expect((await trainer.get('sheet.csv?lang=fr')).status).toBe(400);
    for (const who of ['installer', 'admin'] as const) {
      expect((await as(who).get('sheet.csv')).status).toBe(403);
      expect((await as(who).get('sheet.xlsx')).status).toBe(403);
      expect((await as(who).send('x')).status).toBe(403);
    }
  });
});
