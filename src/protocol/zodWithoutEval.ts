import { z } from 'zod';

// Compiled validators need `eval`, which the panel's policy forbids, and probing for it asks the extension host for
// globals that it reports as errors. Imported before any schema is made.
z.config({ jitless: true });
