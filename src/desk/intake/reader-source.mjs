/** The thread of a checkout that is not built: TypeScript has to be read first. The build has reader.ts itself as an entry. */
import { register } from 'tsx/esm/api';

register();
await import('./reader.ts');
