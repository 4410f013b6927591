import { createHash } from 'node:crypto';
import { type Lines, openLines, STOPPED } from '../host/lines.ts';
import { momentNow, updateProfile } from '../host/profile.ts';
import { withRound } from '../practice/profile.ts';
import { type PracticeResult, resultOf, signedText } from '../practice/result.ts';
import type { Round } from '../practice/round.ts';
import type { PracticeState } from '../practice/state.ts';
import { type Opened, save } from './practice-open.ts';
import { PRACTICE_WORDS } from './practice-words.ts';
import { scorecard } from './practise-scorecard.ts';
import { briefing, flow, hintLines, markLines, type Screen, turnLine } from './practise-screen.ts';

/** What a round is played with. */
export interface Session {
  readonly opened: Opened;
  readonly screen: Screen;
  /** `null`: nothing is kept. */
  readonly profile: string | null;
  readonly interactive: boolean;
  readonly format: 'pretty' | 'json';
  readonly out: string | null;
}

/** As shells have it. */
export const INTERRUPTED = 130;

const HINT = /^[?？]$/;
const WHOLE_HINT = /^[?？]{2,}$/;
const UNDO = /^(u|undo|撤|撤回)$/i;
const QUIT = /^(q|quit|exit|退|退出)$/i;

/** A result with its digest. */
export const signed = (result: Omit<PracticeResult, 'digest'>): PracticeResult => ({
  ...result,
  digest: createHash('sha256').update(signedText(result)).digest('hex'),
});

/**
 * Plays a round with whoever types or whatever comes in by standard input, and reports it.
 * @param before lines of a round that was broken off
 * @returns whether it was played to its end
 */
export async function playRound(
  session: Session,
  round: Round,
  before: readonly string[] = [],
  hints = 0,
): Promise<boolean> {
  const { practice, cast } = session.opened;
  const { screen } = session;
  const scene = cast.scenes.find((s) => s.id === round.scene)!;
  let state: PracticeState = { ...practice.replay(round, before), hints };
  const show = (...lines: string[]) => {
    if (session.format === 'pretty') console.log(lines.join('\n'));
  };
  show(briefing(round, scene, screen), '', ...state.turns.map((t) => turnLine(t, screen)));
  const lines = openLines();
  try {
    const { state: played, stopped } = await listen(session, state, lines, show);
    state = played;
    if (stopped) {
      const { kept, notKept } = PRACTICE_WORDS[screen.lang];
      show('', flow(session.profile ? kept : notKept, screen.width));
      if (stopped === 'interrupted') process.exitCode = INTERRUPTED;
      return false;
    }
  } finally {
    lines.close();
  }
  await report(session, state, show);
  return true;
}

type Show = (...lines: string[]) => void;

async function listen(
  session: Session,
  start: PracticeState,
  lines: Lines,
  show: Show,
): Promise<{ state: PracticeState; stopped: 'quit' | 'interrupted' | null }> {
  const { practice } = session.opened;
  const { screen } = session;
  const w = PRACTICE_WORDS[screen.lang];
  let state = start;
  let unused = 0;
  const keep = async () => {
    if (session.profile === null) return;
    const { round, lines: said, hints, ended } = state;
    await updateProfile(session.profile, (p) => ({ ...p, unfinished: ended ? null : { round, lines: said, hints } }));
  };
  if (session.interactive) await keep();
  for (;;) {
    if (state.ended && session.interactive) return { state, stopped: null };
    const line = await lines.next(w.prompt);
    if (line === STOPPED) return { state, stopped: 'interrupted' };
    if (line === null) {
      if (unused > 0) show(screen.paint.yellow(flow(w.ignored(unused), screen.width)));
      return { state, stopped: session.interactive ? 'quit' : null };
    }
    const text = line.trim();
    if (text === '') {
      if (session.interactive) show(screen.paint.dim(flow(`  ${w.empty}`, screen.width, '  ')));
    } else if (state.ended) unused += 1;
    else if (QUIT.test(text)) return { state, stopped: session.interactive ? 'quit' : null };
    else if (HINT.test(text) || WHOLE_HINT.test(text)) {
      const asked = practice.hint(state);
      state = asked.state;
      show(...hintLines(asked.hint, WHOLE_HINT.test(text), screen));
    } else if (UNDO.test(text)) {
      show(screen.paint.dim(flow(`  ${state.lines.length > 0 ? w.undone : w.nothingToUndo}`, screen.width, '  ')));
      state = practice.undo(state);
      show(turnLine(state.turns.at(-1)!, screen));
      if (session.interactive) await keep();
    } else {
      const said = practice.say(state, line);
      state = said.state;
      // What was typed stands on the screen already.
      if (!session.interactive) show(turnLine({ role: 'agent', text: state.lines.at(-1)! }, screen));
      show(
        ...markLines(said.marks, screen),
        ...(said.reply ? [turnLine({ role: 'customer', text: said.reply }, screen)] : []),
      );
      if (session.interactive) await keep();
    }
  }
}

async function report(session: Session, state: PracticeState, show: Show): Promise<void> {
  const { opened, screen, profile, out } = session;
  const finished = opened.practice.finish(state);
  const persona = opened.cast.personas.find((p) => p.id === state.round.persona)!;
  const result = signed(resultOf(state, finished, opened.scoredBy));
  show('', scorecard(state, finished, persona, screen));
  if (session.format === 'json') console.log(JSON.stringify(result, null, 1));
  if (out !== null) {
    const saved = await save(out, `${JSON.stringify(result, null, 1)}\n`, screen.lang);
    if (saved && session.format === 'pretty') show(PRACTICE_WORDS[screen.lang].saved(out));
  }
  if (profile !== null)
    await updateProfile(profile, (p) => withRound(p, state, finished.assessment, finished.passed, momentNow()));
}
