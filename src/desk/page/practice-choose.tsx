import { useState } from 'preact/hooks';
import type { CastView } from '../practice-view.ts';
import { useWords } from './page-lang.ts';
import { usePracticeWords } from './practice-words.ts';

/** Which scene, and with whom; `persona` is empty for whoever comes. */
export interface Choice {
  readonly scene: string;
  readonly persona: string;
}

/** A choice that can be made: what an address asks for, as far as it is there. */
export function useChoice({ scenes }: CastView, asked: Partial<Choice>): [Choice, (to: Choice) => void] {
  return useState<Choice>(() => {
    const scene = scenes.find((s) => s.id === asked.scene) ?? scenes[0];
    const persona = scene?.personas.includes(asked.persona ?? '') ? (asked.persona ?? '') : '';
    return { scene: scene?.id ?? '', persona };
  });
}

interface Props {
  readonly cast: CastView;
  readonly choice: Choice;
  readonly onChoose: (to: Choice) => void;
}

/** The fields to choose a scene and a customer who can be met in it. */
export function ChooseRound({ cast, choice, onChoose }: Props) {
  const { say } = useWords();
  const w = usePracticeWords();
  const there = cast.scenes.find((s) => s.id === choice.scene)?.personas ?? [];
  const personas = cast.personas.filter((p) => there.includes(p.id)).sort((a, b) => a.level - b.level);
  const chosen = personas.find((p) => p.id === choice.persona);
  return (
    <>
      <label>
        {w.scene}
        <select
          name="scene"
          value={choice.scene}
          onChange={(e) => {
            const scene = e.currentTarget.value;
            const able = cast.scenes.find((s) => s.id === scene)?.personas.includes(choice.persona);
            onChoose({ scene, persona: able ? choice.persona : '' });
          }}
        >
          {cast.scenes.map((s) => (
            <option key={s.id} value={s.id}>
              {say(s.title)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.customer}
        <select
          name="persona"
          value={choice.persona}
          onChange={(e) => onChoose({ ...choice, persona: e.currentTarget.value })}
        >
          <option value="">{w.anyCustomer}</option>
          {personas.map((p) => (
            <option key={p.id} value={p.id}>
              {w.level[p.level]} · {say(p.title)}
            </option>
          ))}
        </select>
        {chosen && <small>{say(chosen.about)}</small>}
      </label>
    </>
  );
}
