/**
 * Waits after each test file for what its tests began to load, as a view does that is lazy: files share a process and its modules, and
 * a module whose loading the end of a file cuts off would stay broken for those after it.
 */
import { afterAll, vi } from 'vitest';

afterAll(() => vi.dynamicImportSettled());
