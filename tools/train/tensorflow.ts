import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** TensorFlow.js on the native library where it is installed, on WebAssembly elsewhere. */
export async function startTensorFlow(): Promise<string> {
  try {
    await import('@tensorflow/tfjs-node' as string);
  } catch {
    const require = createRequire(import.meta.url);
    setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`);
    await tf.setBackend('wasm');
  }
  await tf.ready();
  return tf.getBackend();
}
