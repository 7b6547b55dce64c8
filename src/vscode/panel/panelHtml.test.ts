import assert from 'node:assert/strict';
import { panelHtml } from './panelHtml';

describe('panelHtml', () => {
  const html = panelHtml({
    script: 'https://file+.example/dist/webview.js',
    style: 'https://file+.example/media/panel.css',
    source: 'https://*.example',
    nonce: 'n0nce',
  });

  it('allows nothing unsafe and starts from nothing', () => {
    assert.match(html, /default-src 'none'/);
    assert.match(html, /script-src 'nonce-n0nce'/);
    assert.doesNotMatch(html, /unsafe-/);
  });

  it('has no inline script or style', () => {
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/);
    assert.doesNotMatch(html, /<style|\bstyle=|\bon[a-z]+=/);
  });
});
