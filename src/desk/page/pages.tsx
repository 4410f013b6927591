import type { JSX } from 'preact';
import type { MeView } from '../view.ts';
import { AccountPage } from './account.tsx';
import { AppealsPage } from './appeals.tsx';
import { BoardPage } from './board.tsx';
import { CalibrationPage } from './calibration-figures.tsx';
import { JudgePage } from './calibration-judge.tsx';
import { CalibrationsPage } from './calibrations.tsx';
import { CallPage } from './call.tsx';
import { ListPage } from './list.tsx';
import { PeoplePage } from './people.tsx';
import { PracticePage } from './practice.tsx';
import { PracticeAssignPage } from './practice-assign.tsx';
import { PracticePeoplePage } from './practice-people.tsx';
import { PracticePersonPage } from './practice-person.tsx';
import { PracticeRoundPage } from './practice-round.tsx';
import { QUEUE, type Route } from './route.ts';
import { SignInsPage } from './sign-ins.tsx';
import type { PageWords } from './words.ts';

type Right = MeView['rights'][number];

/** A page of the desk: where it is, for whom, and what it shows. */
export interface PageOf {
  readonly path: RegExp;
  /** What its reader must be allowed to; without it the page is not there for him. */
  readonly needs: Right;
  /** @param parts what the groups of `path` found */
  readonly show: (parts: readonly string[], query: URLSearchParams, me: MeView) => JSX.Element;
}

/** A link at the top of every page. */
export interface Tab {
  readonly needs: Right;
  readonly path: string;
  readonly query: string;
  readonly text: (w: PageWords, me: MeView) => string;
  readonly on: (route: Route, me: MeView) => boolean;
}

/** What an address without a query shows: reviewers begin with what waits for them. */
const listQuery = (query: URLSearchParams, { rights }: MeView): URLSearchParams =>
  query.size > 0 ? query : new URLSearchParams(rights.includes('review') ? QUEUE : 'sort=no');

/** Who decides begins with what waits for him. */
const waitingFirst = (rights: MeView['rights']): string => (rights.includes('decide-appeal') ? 'yes' : 'no');

/** Where everybody finds his own account. */
export const ACCOUNT = '/account';

/** All pages. Each area has a file of its own, and adds a line here. */
export const PAGES: readonly PageOf[] = [
  {
    path: /^\/$/,
    needs: 'see-own-calls',
    show: (_, query, me) => <ListPage query={listQuery(query, me)} />,
  },
  {
    path: /^\/calls\/(\d{1,15})$/,
    needs: 'see-own-calls',
    show: ([no], query) => <CallPage key={no} no={Number(no)} query={query} />,
  },
  {
    path: /^\/calibrations$/,
    needs: 'calibrate',
    show: () => <CalibrationsPage />,
  },
  {
    path: /^\/calibrations\/(\d{1,15})$/,
    needs: 'calibrate',
    show: ([id]) => <CalibrationPage key={id} id={Number(id)} />,
  },
  {
    path: /^\/calibrations\/(\d{1,15})\/judge$/,
    needs: 'calibrate',
    show: ([id]) => <JudgePage key={id} id={Number(id)} />,
  },
  {
    path: /^\/appeals$/,
    needs: 'see-own-calls',
    show: (_, query, { rights }) => <AppealsPage waiting={(query.get('waiting') ?? waitingFirst(rights)) === 'yes'} />,
  },
  { path: /^\/account$/, needs: 'keep-own-account', show: () => <AccountPage /> },
  // An admin sees no calls: he begins with the accounts.
  { path: /^\/(people)?$/, needs: 'manage-people', show: () => <PeoplePage /> },
  { path: /^\/sign-ins$/, needs: 'manage-people', show: () => <SignInsPage /> },
  {
    path: /^\/board$/,
    needs: 'see-board',
    show: (_, query) => <BoardPage query={query} />,
  },
  { path: /^\/practice$/, needs: 'practise', show: (_, query) => <PracticePage query={query} /> },
  {
    path: /^\/practice\/rounds\/(\d{1,15})$/,
    needs: 'practise',
    show: ([id]) => <PracticeRoundPage key={id} id={Number(id)} />,
  },
  { path: /^\/practice\/assignments$/, needs: 'assign-practice', show: () => <PracticeAssignPage /> },
  { path: /^\/practice\/people$/, needs: 'assign-practice', show: () => <PracticePeoplePage /> },
  {
    path: /^\/practice\/people\/(\d{1,15})$/,
    needs: 'practise',
    show: ([id]) => <PracticePersonPage key={id} id={Number(id)} />,
  },
];

/** All links at the top, in their order. */
export const TABS: readonly Tab[] = [
  {
    needs: 'review',
    path: '/',
    query: QUEUE,
    text: (w) => w.queue,
    on: ({ path, query }, me) => path === '/' && listQuery(query, me).has('queued'),
  },
  {
    needs: 'see-own-calls',
    path: '/',
    query: 'sort=no',
    text: (w, { rights }) => (rights.includes('see-calls') ? w.all : w.mine),
    on: ({ path, query }, me) => path === '/' && !listQuery(query, me).has('queued'),
  },
  {
    needs: 'see-own-calls',
    path: '/appeals',
    query: '',
    text: (w) => w.appeals,
    on: ({ path }) => path === '/appeals',
  },
  {
    needs: 'see-board',
    path: '/board',
    query: '',
    text: (w) => w.board,
    on: ({ path }) => path === '/board',
  },
  {
    needs: 'manage-people',
    path: '/people',
    query: '',
    text: (w) => w.people,
    on: ({ path }) => path === '/people' || path === '/',
  },
  {
    needs: 'manage-people',
    path: '/sign-ins',
    query: '',
    text: (w) => w.signIns,
    on: ({ path }) => path === '/sign-ins',
  },
  {
    needs: 'calibrate',
    path: '/calibrations',
    query: '',
    text: (w) => w.calibration,
    on: ({ path }) => path.startsWith('/calibrations'),
  },
  {
    needs: 'practise',
    path: '/practice',
    query: '',
    text: (w) => w.practice,
    on: ({ path }) => path.startsWith('/practice'),
  },
];
