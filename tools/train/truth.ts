import * as tf from '@tensorflow/tfjs-core';
import { CLASSES } from '../../src/match/meaning.ts';
import type { Example } from './examples.ts';

/** How much a line counts for an element that it was not written for: it hardly ever says two. */
const BESIDE = 0.15;
/** Elements are few beside phrases: their lines count for more. */
const ELEMENT_WEIGHT = 4;

/** What a batch of examples should be told to be. */
export interface Truth {
  readonly phrases: tf.Tensor2D;
  /** How much each example counts. */
  readonly importance: tf.Tensor2D;
  /** `[examples, elements]`: which element is fulfilled, and how much each answer counts (0: not asked). */
  readonly elements: tf.Tensor2D;
  readonly asked: tf.Tensor2D;
}

/** For each example of a batch: the phrase, the elements, and how much each answer counts. */
export function truthOf(chosen: readonly Example[], elements: readonly string[]): Truth {
  const phrases = new Float32Array(chosen.length * CLASSES);
  const answers = new Float32Array(chosen.length * elements.length);
  const asked = new Float32Array(chosen.length * elements.length);
  chosen.forEach((example, i) => {
    phrases[i * CLASSES + example.phrase] = 1;
    elements.forEach((id, k) => {
      const at = i * elements.length + k;
      const own = example.element === id;
      answers[at] = own && example.fulfils ? 1 : 0;
      // Lines that break a phrase, and ordinary talk, say no element.
      const beside = example.element !== null ? BESIDE * ELEMENT_WEIGHT : example.saysNone ? BESIDE : 0;
      asked[at] = (own ? ELEMENT_WEIGHT : beside) / chosen.length;
    });
  });
  return {
    phrases: tf.tensor2d(phrases, [chosen.length, CLASSES]),
    importance: tf.tensor2d(
      chosen.map((example) => example.weight / chosen.length),
      [chosen.length, 1],
    ),
    elements: tf.tensor2d(answers, [chosen.length, elements.length]),
    asked: tf.tensor2d(asked, [chosen.length, elements.length]),
  };
}
