import { loadRulebook } from '../host/packs.ts';
import { padEnd } from '../report/columns.ts';
import { inLang, type Lang, WORDS } from '../report/wording.ts';
import { tell } from './score.ts';

/** `huashu list`: what there is to be scored by, with the ids that other commands take. */
export async function list(options: {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly format: 'pretty' | 'json';
}): Promise<void> {
  const { value: rulebook, problems } = await loadRulebook({ packs: options.pack ?? [], withModel: false });
  if (tell(problems, options.lang) > 0 || !rulebook) {
    process.exitCode = 2;
    return;
  }
  const { scripts, phrases, rubric } = rulebook.pack;
  const weight = (id: string) => rubric.weights[id] ?? 1;
  if (options.format === 'json') {
    const data = {
      scripts: scripts.map((s) => ({
        id: s.id,
        title: s.title,
        elements: s.elements.map((e) => ({ id: e.id, title: e.title, weight: weight(e.id), source: e.source })),
      })),
      phrases: phrases.map((p) => ({ no: p.no, id: p.id, phrase: p.phrase, severity: p.severity })),
    };
    console.log(JSON.stringify(data, null, 2));
    return;
  }
  const words = WORDS[options.lang];
  for (const s of scripts) {
    console.log(`${s.id}  ${inLang(s.title, options.lang)}  (${s.source})`);
    for (const e of s.elements) console.log(`  ${padEnd(e.id, 28)}${inLang(e.title, options.lang)}  ×${weight(e.id)}`);
  }
  console.log(words.phrases);
  for (const p of phrases)
    console.log(`  ${padEnd(String(p.no), 4)}${padEnd(words.severity[p.severity], 10)}${p.phrase}`);
}
