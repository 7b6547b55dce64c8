import type { CommandName } from './commandTable';

/**
 * All keys start with one chord that VS Code leaves free, then a letter: (A)ccept, (R)eject, (N)ext, (P)revious,
 * (F)ile, re(V)iew, (D)iff; with Shift the whole run or file. They work only while something is pending.
 */
export const CHORD = { key: 'ctrl+alt+g', mac: 'cmd+alt+g' };

export const KEY_BINDINGS: readonly { readonly command: CommandName; readonly key: string }[] = [
  { command: 'acceptHunk', key: 'a' },
  { command: 'rejectHunk', key: 'r' },
  { command: 'nextHunk', key: 'n' },
  { command: 'previousHunk', key: 'p' },
  { command: 'acceptFile', key: 'f' },
  { command: 'rejectFile', key: 'shift+f' },
  { command: 'acceptRun', key: 'shift+a' },
  { command: 'rejectRun', key: 'shift+r' },
  { command: 'openReview', key: 'v' },
  { command: 'openFileDiff', key: 'd' },
];

export interface MenuItem {
  readonly command: CommandName;
  readonly when: string;
  readonly group: string;
}

const IN_DIFF = 'isInDiffEditor && resourceScheme == groundwork && resourcePath in groundwork.pendingPaths';
const tree = (items: string): string => `view == groundwork.runs && viewItem =~ ${items}`;

/** Menus other than the palette. Context values of the tree are lists of words: see treeNodes.ts. */
export const MENUS: Readonly<Record<string, readonly MenuItem[]>> = {
  'editor/title': [
    { command: 'acceptFile', when: IN_DIFF, group: 'navigation@1' },
    { command: 'rejectFile', when: IN_DIFF, group: 'navigation@2' },
  ],
  'view/title': [
    { command: 'generateFullstack', when: 'view == groundwork.runs', group: 'navigation@1' },
    {
      command: 'openReview',
      when: 'view == groundwork.runs && groundwork.hasPending',
      group: 'navigation@2',
    },
  ],
  'view/item/context': [
    { command: 'openReview', when: tree('/\\brun\\b.*\\bpending\\b/'), group: 'inline@1' },
    { command: 'acceptRun', when: tree('/\\brun\\b.*\\bpending\\b/'), group: 'inline@2' },
    { command: 'rejectRun', when: tree('/\\brun\\b.*\\bpending\\b/'), group: 'inline@3' },
    { command: 'resumeRun', when: tree('/\\brun\\b.*\\bresumable\\b/'), group: 'inline@4' },
    { command: 'cancelRun', when: tree('/\\brun\\b.*\\brunning\\b/'), group: 'inline@5' },
    { command: 'showPanel', when: tree('/\\brun\\b/'), group: '1_show@1' },
    { command: 'showReport', when: tree('/\\brun\\b/'), group: '1_show@2' },
    { command: 'checkRun', when: tree('/\\brun\\b.*\\bprovable\\b/'), group: '1_show@3' },
    { command: 'rollbackRun', when: tree('/\\brun\\b/'), group: '2_change@1' },
    { command: 'retryPhase', when: tree('/\\bphase\\b.*\\bfailed\\b/'), group: 'inline@1' },
    { command: 'skipPhase', when: tree('/\\bphase\\b.*\\bfailed\\b/'), group: 'inline@2' },
    { command: 'openFileDiff', when: tree('/\\bfile\\b/'), group: 'inline@1' },
    { command: 'acceptFile', when: tree('/\\bfile\\b.*\\bpending\\b/'), group: 'inline@2' },
    { command: 'rejectFile', when: tree('/\\bfile\\b.*\\bpending\\b/'), group: 'inline@3' },
  ],
  'editor/context': [
    { command: 'addField', when: 'resourceLangId == python && !isInDiffEditor', group: 'z_groundwork@1' },
  ],
};
