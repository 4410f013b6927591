/** The worker of a checkout that is not built: TypeScript has to be read first. The build has worker.ts itself as an entry. */
import { register } from 'tsx/esm/api';

register();
const worker = await import('./worker.ts');
export default worker.default;
export const diff = worker.diff;
