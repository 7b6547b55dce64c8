/** Texts of definitions as a workspace has them, for tests. */
export const RELEASE_NOTES_AGENT = `---
title: Release notes
phase: writing
capabilities: [write]
inputs: [user_request]
outputs: [release_notes]
critical: true
---

# Release notes

## Outputs

\`\`\`json
{ "type": "object", "required": ["release_notes"], "properties": { "release_notes": { "type": "string" } } }
\`\`\`
`;

export const RELEASE_NOTES_WORKFLOW = `title: Release notes
phases:
  - key: write
    agents: [release-notes]
    writes: { docs/NOTES.md: release_notes }
`;
