import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Lang } from '../../report/wording.ts';
import { Calibrations } from '../calibration/store.ts';
import { loadRules, type Rules } from '../intake/rules.ts';
import { Coach } from '../practice/coach.ts';
import { loadStage, type Stage, stageWhenNeeded } from '../practice/stage.ts';
import { DeskFault, wordDeskProblem } from '../store/faults.ts';
import type { Store } from '../store/store.ts';
import { type Access, askWho, onlySignedIn } from './access.ts';
import type { Desk, DeskEnv } from './context.ts';
import type { Front } from './front.ts';
import { harden, onlyOurs, onlyWithToken } from './guard.ts';
import { accountRoutes } from './routes/account.ts';
import { appealRoutes } from './routes/appeals.ts';
import { assignmentRoutes } from './routes/assignments.ts';
import { boardRoutes } from './routes/board.ts';
import { calibrationSheetRoutes } from './routes/calibration-sheets.ts';
import { calibrationRoutes } from './routes/calibrations.ts';
import { callRoutes } from './routes/calls.ts';
import { doorRoutes } from './routes/door.ts';
import { intakeRoutes } from './routes/intake.ts';
import { peopleRoutes } from './routes/people.ts';
import { practiceRoutes } from './routes/practice.ts';
import { practicePeopleRoutes } from './routes/practice-people.ts';
import { sampleRoutes } from './routes/samples.ts';
import { settingsRoutes } from './routes/settings.ts';
import { viewRoutes } from './routes/views.ts';
import { shell } from './shell.ts';

export interface AppOptions {
  readonly store: Store;
  readonly access: Access;
  readonly front: Front;
  readonly lang: Lang;
  /** What is practised with; loaded when somebody first practises. */
  readonly stage?: () => Promise<Stage>;
  /** What transcripts are scored by that are dropped on the page; loaded when the first one is. */
  readonly rules?: () => Promise<Rules>;
  readonly assets: Readonly<Record<'page.js' | 'page.css', string>>;
}

/** The desk's server: one page, and what it asks for as JSON. Each area has its own file of routes. */
export function createApp(options: AppOptions): Hono<DeskEnv> {
  const { store, access, front, lang, assets, stage = () => loadStage(), rules = loadRules } = options;
  const app = new Hono<DeskEnv>();
  app.use(harden(front), onlyOurs(front));
  app.onError((error, c) => {
    // A database that is away comes back; anything else is ours, and is told where it is run.
    if (error instanceof DeskFault) return c.json({ problem: wordDeskProblem(error.problem, lang) }, 503);
    console.error(error);
    return c.json({ problem: error.name }, 500);
  });
  app.notFound((c) => c.json({ refused: 'NOT_FOUND' }, 404));

  app.get('/', (c) => c.html(shell(lang)));
  // Answers of the API are not compressed: their length would tell of the token beside what somebody else put in (BREACH).
  app.use('/assets/*', compress());
  app.get('/assets/page.js', (c) =>
    c.body(assets['page.js'], 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/assets/page.css', (c) => c.body(assets['page.css'], 200, { 'content-type': 'text/css; charset=utf-8' }));

  const { counter } = access;
  const desk: Desk = { store, lang, calibrations: new Calibrations(store) };
  app.use('/api/*', askWho(access));
  app.route('/api', doorRoutes(counter));
  app.use('/api/*', onlySignedIn, onlyWithToken);
  // Before all that shows calls: it holds back those that a trainer is to judge blind.
  app.route('/api', calibrationRoutes(desk));
  app.route('/api', calibrationSheetRoutes(desk));
  app.route('/api', callRoutes(desk));
  app.route('/api', intakeRoutes(desk, rules));
  app.route('/api', viewRoutes(desk));
  app.route('/api', assignmentRoutes(desk));
  app.route('/api', sampleRoutes(desk));
  app.route('/api', appealRoutes(desk));
  app.route('/api', settingsRoutes(desk));
  if (counter) {
    app.route('/api', accountRoutes(desk, counter));
    app.route('/api', peopleRoutes(desk, counter));
  }
  app.route('/api', boardRoutes(desk));
  const [coach, onStage] = [new Coach(store), stageWhenNeeded(stage)];
  app.route('/api', practiceRoutes(desk, coach, onStage));
  app.route('/api', practicePeopleRoutes(desk, coach, onStage, counter?.door.accounts ?? null));
  return app;
}
