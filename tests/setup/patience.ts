import { configure } from '@solidjs/testing-library';
import { vi } from 'vitest';

/** What is waited for comes sooner or later, on however busy a machine; ms. The test's own time limit is longer. */
const PATIENCE = 60_000;

configure({ asyncUtilTimeout: PATIENCE });
const { waitFor } = vi;
vi.waitFor = (callback, options = { timeout: PATIENCE }) => waitFor(callback, options);
