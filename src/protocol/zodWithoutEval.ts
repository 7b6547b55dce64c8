declare global {
  /** Where zod keeps what `z.config` sets, for every copy of it in the process. */
  var __zod_globalConfig: { jitless?: boolean | undefined } | undefined;
}

// Compiled validators need `eval`, which the panel's policy forbids, and probing for it asks the extension host for
// globals that it reports as errors. Set before zod is loaded, which activation does not do.
globalThis.__zod_globalConfig = Object.assign(globalThis.__zod_globalConfig ?? {}, { jitless: true });

export {};
