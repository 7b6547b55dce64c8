/** Addresses that the webview may load from, and a nonce of this page load. */
export interface PanelAssets {
  readonly script: string;
  readonly style: string;
  /** `webview.cspSource`. */
  readonly source: string;
  readonly nonce: string;
}

/** The page of the panel: our one script, our one style sheet, nothing inline and nothing remote. */
export function panelHtml({ script, style, source, nonce }: PanelAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Groundwork: Progress</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<groundwork-panel></groundwork-panel>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
