import { join } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';

/** Small models that show one thing each, and the ones that the package serves. */
export const TEST_MODELS = join(packageRoot(), 'test/models');
export const PACKAGE_MODELS = join(packageRoot(), 'models');
