/**
 * What switches off, for each call, the programs that the configuration of a repository can name. Command-line settings
 * win over every file. Filters and text conversions have names of the repository's own choosing, so that they cannot be
 * switched off one by one: the questions asked (nodeGit.ts) are those that read no file of the workspace through them.
 */
export const INERT_CONFIG: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.pager=cat',
  'core.editor=false',
  'core.askPass=',
  'core.sshCommand=false',
  'core.gitProxy=',
  'core.attributesFile=/dev/null',
  'credential.helper=',
  'diff.external=',
  'gpg.program=false',
  // Missing objects of a partial clone would be fetched, by programs that the repository names.
  'protocol.allow=never',
  'submodule.recurse=false',
  'log.showSignature=false',
];

/** simple-git refuses these settings, since they could come from outside; here they are constants that run nothing. */
export const INERT_OVERRIDES = {
  allowUnsafeHooksPath: true,
  allowUnsafeFsMonitor: true,
  allowUnsafePager: true,
  allowUnsafeEditor: true,
  allowUnsafeAskPass: true,
  allowUnsafeSshCommand: true,
  allowUnsafeGitProxy: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeProtocolOverride: true,
  // Filters are switched off by name, see withoutFilters.ts.
  allowUnsafeConfigEnvCount: true,
  allowUnsafeFilter: true,
} as const;

const KEPT = ['PATH', 'HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'TMPDIR', 'TEMP', 'TMP'];

/** The user's own configuration stays readable (owners that are safe, global ignore rules); nothing else is inherited. */
export function gitEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const kept = KEPT.flatMap((name) => {
    const value = inherited[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Wins over what the repository allows for single protocols.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_CONFIG_NOSYSTEM: '1',
  };
}
