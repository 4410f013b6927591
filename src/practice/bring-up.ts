import type { AskBack } from '../model/customers.ts';
import { chance, shuffled } from './chance.ts';
import type { Line } from './customer.ts';
import type { Draft, Part } from './draft.ts';

/** Share of the chances to bring something up that a customer takes. */
const OFTEN = 0.7;
/** Lines of the installer between two things that the customer brings up. */
const APART = 2;
/** Questions that keep an installer from leaving. */
const MOST_AT_GOODBYE = 2;

const was = (line: Line, id: string): boolean =>
  line.outcomes[id] === 'met' || line.outcomes[id] === 'partial' || line.heard.said.has(id);

/** Ask-backs of the scene that this persona makes and whose answer is still missing. */
function open({ scene, persona }: Part, draft: Draft, line: Line): AskBack[] {
  return scene.asks.filter(
    (ask) =>
      (persona.asks === null || persona.asks.includes(ask.id)) &&
      !draft.now.asked.includes(ask.id) &&
      line.number >= ask.line &&
      // A line later: he waits whether it comes by itself.
      (ask.after.length === 0 || ask.after.some((id) => was(line, id) && !line.gained.has(id))) &&
      !ask.until.some((id) => was(line, id)),
  );
}

function ask(draft: Draft, { id, lines }: AskBack): void {
  const question = draft.say(lines);
  draft.now.asked = [...draft.now.asked, id];
  draft.now.pending = { kind: 'ask', id, phrase: null, question, again: 0 };
}

/** The installer takes his leave, and something is missing that the customer wants to know. @returns whether he asked for it */
export function askAtGoodbye(draft: Draft, part: Part, line: Line): boolean {
  if (part.round.provoke && provoke(draft, part, line)) return true;
  const kept = part.scene.asks.filter((a) => a.atGoodbye && draft.now.asked.includes(a.id)).length;
  const missing = kept < MOST_AT_GOODBYE ? open(part, draft, line).find((a) => a.atGoodbye) : undefined;
  if (missing) ask(draft, missing);
  return missing !== undefined;
}

/** What the customer says of himself after his answer: a question that is due, a provocation, something that nobody can know, a story. */
export function bringUp(draft: Draft, part: Part, line: Line): void {
  const { scene, round, persona } = part;
  const { now } = draft;
  if (now.pending || line.broken.length > 0) return;
  const due = open(part, draft, line).find((a) => !a.atGoodbye);
  if (due) {
    ask(draft, due);
    return;
  }
  const calm = scene.calmUntil.length > 0 && !scene.calmUntil.some((id) => was(line, id));
  if (calm || draft.standsAlone || scene.closes.some((id) => was(line, id)) || line.number - now.broughtUp < APART)
    return;
  if (round.provoke === null && chance(round.seed, `bring-up/${line.number}`) >= OFTEN) return;
  if (provoke(draft, part, line)) return;
  if (now.unknowables < persona.unknowables) {
    now.unknowables += 1;
    now.broughtUp = line.number;
    const question = draft.say('unknowable');
    now.pending = { kind: 'unknowable', id: 'unknowable', phrase: null, question, again: 0 };
  } else if (now.digressions < persona.digressions) {
    now.digressions += 1;
    now.broughtUp = line.number;
    draft.say('digression');
  }
}

/** Tempts to the next phrase of the round. @returns whether there was one */
function provoke(draft: Draft, { cast, scene, persona, round }: Part, line: Line): boolean {
  const { now } = draft;
  const most = round.provoke ? round.provoke.length : persona.provokes.most;
  if (now.provoked.length >= most) return false;
  const numbers = round.provoke ?? shuffled(persona.provokes.phrases, round.seed, 'provoke');
  const next = cast.provocations.find(
    (p) =>
      p.phrase ===
      numbers.find(
        (no) => !now.provoked.includes(no) && isFor(cast.provocations, no, scene.setting, round.provoke !== null),
      ),
  );
  if (!next) return false;
  now.provoked = [...now.provoked, next.phrase];
  now.broughtUp = line.number;
  const question = draft.sayOne(next.lines, `provoke/${next.phrase}`);
  now.pending = { kind: 'provocation', id: `provoke/${next.phrase}`, phrase: next.phrase, question, again: 0 };
  return true;
}

/** Whether a provocation fits the phone or the door; what a trainer asked for always does. */
const isFor = (
  all: Part['cast']['provocations'],
  no: number,
  setting: Part['scene']['setting'],
  asked: boolean,
): boolean => all.some((p) => p.phrase === no && (asked || p.settings.includes(setting)));
