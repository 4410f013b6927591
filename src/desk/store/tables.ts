import type { ColumnType, Generated } from 'kysely';

/** A rulebook's pack, by the hash of its text. Never changed. */
interface PackTable {
  readonly hash: string;
  /** Hash of the pack with its trained weights: what `hashRulebook` says. */
  readonly rulebook: string;
  readonly text: string;
}

/** The words of a call, by the hash of their text. Never changed; deleted when they are forgotten. */
interface TranscriptTable {
  readonly hash: string;
  readonly text: string;
}

/** Never changed but once, when its words are forgotten: `hash` is of the text that came in, the transcript and the pack together. */
interface AssessmentTable {
  /** In the order of coming in; what the links of other tables are. */
  readonly no: number;
  readonly hash: string;
  readonly pack: string;
  /** `null`: the words were not there any more when the results came in. */
  readonly transcript: string | null;
  /** The deed that brought it in. */
  readonly entry: number;
  readonly text: string;
  /** The event that deleted its words; `null`: they are there. */
  readonly forgotten: ColumnType<number | null, number | null | undefined, number>;
}

/** What happened, in a chain: each link holds the hash of the one before. Only ever added to. */
interface EventTable {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly kind: string;
  readonly assessment: number | null;
  readonly body: string;
  readonly previous: string;
  readonly hash: string;
}

/** What the list shows and sorts by: made of the tables above, and made anew whenever a call changes. */
interface ListingTable {
  readonly no: number;
  readonly call: string;
  readonly source: string;
  readonly agent: string;
  readonly name: string;
  readonly team: string;
  readonly day: string;
  /** `,greeting,booking,` */
  readonly scripts: string;
  /** −1 where nothing is scored, so that every sort has an order. */
  readonly score: number;
  /** −1: not scored. */
  readonly passed: number;
  readonly hits: number;
  readonly suspected: number;
  readonly sureness: number;
  readonly status: string;
  /** The reviewer who is to see to it; empty: nobody in particular. */
  readonly assignee: string;
  /** The event that drew it at random last; 0: none did. */
  readonly sample: number;
  /** 1: something suspected waits for a decision; 2: something unsure does; 3: it is in a random sample; 0: not in the queue. */
  readonly queue: number;
}

/** What a call lacks or has too much of by now: `element` not said, `phrase` said. Made anew like the listing. */
interface FindingTable {
  readonly no: number;
  readonly rule: string;
}

/** The words to search in, without what is no word. */
interface WordsTable {
  readonly no: number;
  readonly text: string;
}

/** Everybody who has a call, and in which team: grows with the list. */
interface PersonTable {
  readonly agent: string;
  readonly name: string;
  readonly team: string;
}

/** Where each appeal stands: made anew like the listing. */
interface AppealTable {
  /** The event that began it. */
  readonly seq: number;
  readonly no: number;
  readonly target: string;
  /** What it is about whatever the call: `element:…`, `phrase:…`, `slot:…`. */
  readonly rule: string;
  readonly at: string;
  readonly state: string;
  /** −1: nobody has decided. */
  readonly upheld: number;
  /** When somebody decided last; empty: nobody has. */
  readonly ruled: string;
}

/** What the blocks of the board name by a number: people, days, scripts, elements. Only ever added to. */
interface TermTable {
  readonly kind: string;
  readonly value: string;
  readonly id: number;
}

/** Calls as the board counts them, 512 in a block (board/block.ts). Made anew like the listing. */
interface TallyTable {
  readonly block: number;
  /** The last event when it was written: who has read the blocks knows by it which ones to read again. */
  readonly changed: number;
  readonly data: ColumnType<Buffer | ArrayBuffer, Buffer, Buffer>;
}

/** Somebody who may sign in. Never deleted: his name stands in the chain. */
interface AccountTable {
  readonly id: number;
  readonly name: string;
  /** The name as it is compared. */
  readonly key: string;
  readonly role: string;
  readonly agent: string | null;
  /** With its salt and cost; `null`: he has not set one (again). */
  readonly password: string | null;
  readonly disabled: number;
  readonly made: string;
}

/** A link by which a password is set once. */
interface LinkTable {
  readonly hash: string;
  /** `null`: makes the first admin. */
  readonly account: number | null;
  readonly expires: string;
}

interface SessionTable {
  readonly hash: string;
  readonly account: number;
  readonly begun: string;
  readonly seen: string;
  readonly address: string;
  readonly browser: string;
}

/** Sign-ins that failed one after the other, by name or by address. */
interface TriesTable {
  readonly key: string;
  readonly failed: number;
  readonly last: string;
  /** Until then nobody is let in; '' while there is no lock. */
  readonly until: string;
}

interface SignInTable {
  readonly no: number;
  readonly at: string;
  /** `null`: there is no account of that name. */
  readonly account: number | null;
  readonly what: string;
  readonly address: string;
}

/** A round or a drill that somebody plays or has played. */
interface PracticeTable {
  /** Drawn, so that nobody guesses another's. */
  readonly id: number;
  /** The account's name. */
  readonly person: string;
  /** `round`, or the id of a drill: `element:booking.time`, `phrase:9`. */
  readonly task: string;
  readonly begun: string;
  /** The event that assigned it; `null`: he chose it himself. */
  readonly assigned: number | null;
  /** Grows with everything that is done in it. */
  readonly version: number;
  /** As far as it was played, as JSON; empty: its words are forgotten. */
  readonly state: string;
  /** The event that ended it; `null`: it goes on. */
  readonly event: number | null;
  /** What it came to, as JSON; empty while it goes on. */
  readonly summary: string;
}

interface SettingTable {
  readonly name: string;
  readonly value: string;
}

/** A query of the list under a name. */
interface ViewTable {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** Of an address, its fields in the order of their names. */
  readonly query: string;
  /** 1: all reviewers are shown it. */
  readonly shared: number;
}

export interface Tables {
  readonly pack: PackTable;
  readonly transcript: TranscriptTable;
  readonly assessment: AssessmentTable;
  readonly event: EventTable;
  readonly listing: ListingTable;
  readonly finding: FindingTable;
  readonly words: WordsTable;
  readonly person: PersonTable;
  readonly appeal: AppealTable;
  readonly term: TermTable;
  readonly tally: TallyTable;
  readonly account: AccountTable;
  readonly link: LinkTable;
  readonly session: SessionTable;
  readonly tries: TriesTable;
  readonly sign_in: SignInTable;
  readonly setting: SettingTable;
  readonly view: ViewTable;
  readonly practice: PracticeTable;
  readonly desk: { readonly version: number; readonly only: Generated<number> };
}

export type Listing = ListingTable;
export type EventRow = EventTable;
export type AccountRow = AccountTable;
export type View = ViewTable;
export type PracticeRow = PracticeTable;
