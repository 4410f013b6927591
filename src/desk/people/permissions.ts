/** What an account is for. One account has one role. */
export const DESK_ROLES = ['admin', 'lead', 'trainer', 'installer'] as const;
export type DeskRole = (typeof DESK_ROLES)[number];

/** Things to do on the desk, each asked for by the routes that do it. */
export const RIGHTS = [
  /** Look at calls of his own: a list, a call, its history. */
  'see-own-calls',
  /** Look at everybody's calls. */
  'see-calls',
  /** Confirm, overrule, undo, mark reviewed. */
  'review',
  'comment',
  /** Score transcripts and bring them in. */
  'import',
  /** Take verdicts out, personal data masked. */
  'export',
  'export-unmasked',
  /** Show other reviewers a view of the list. */
  'share-views',
  /** Give a call to a reviewer. */
  'assign',
  /** Draw calls at random into the queue. */
  'draw-sample',
  /** Say that a verdict on a call of his own is wrong. */
  'appeal',
  'decide-appeal',
  /** Decide for good what was appealed twice. */
  'decide-last',
  /** Judge calls blind beside others. */
  'calibrate',
  /** Draw calls for calibration, and see who agrees with whom. */
  'see-calibration',
  'see-board',
  'practise',
  'assign-practice',
  /** Make accounts, reset and disable them, read the log of sign-ins. */
  'manage-people',
  /** Change what holds for the whole desk: the days to appeal in. */
  'keep-settings',
  /** Change the password of his own account, look at his sessions and end them. */
  'keep-own-account',
] as const;
export type Right = (typeof RIGHTS)[number];

const TRAINER: readonly Right[] = [
  'see-own-calls',
  'see-calls',
  'review',
  'comment',
  'import',
  'export',
  'share-views',
  'assign',
  'draw-sample',
  'decide-appeal',
  'calibrate',
  'see-board',
  'practise',
  'assign-practice',
  'keep-own-account',
];

/** The table of who may do what. An admin keeps the accounts and is shown no call: whoever does both has two accounts. */
const GRANTED: Readonly<Record<DeskRole, ReadonlySet<Right>>> = {
  admin: new Set<Right>(['manage-people', 'keep-settings', 'keep-own-account']),
  lead: new Set<Right>([...TRAINER, 'export-unmasked', 'decide-last', 'see-calibration']),
  trainer: new Set<Right>(TRAINER),
  installer: new Set<Right>(['see-own-calls', 'appeal', 'practise', 'keep-own-account']),
};

/** What takes accounts, of which the sole user has none. */
const OF_ACCOUNTS: ReadonlySet<Right> = new Set<Right>(['manage-people', 'keep-own-account']);

/** Whether a role may do something. The sole user of a desk without accounts may do everything else. */
export const may = (role: DeskRole | 'sole', right: Right): boolean =>
  role === 'sole' ? !OF_ACCOUNTS.has(right) : GRANTED[role].has(right);

/** Everything that a role may do. */
export const rightsOf = (role: DeskRole | 'sole'): Right[] => RIGHTS.filter((right) => may(role, right));
