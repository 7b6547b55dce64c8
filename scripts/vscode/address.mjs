/**
 * @typedef {object} AddressOptions
 * @property {string} serverUrl
 * @property {string} folder or the file of a workspace with several folders
 * @property {string} [extensionDevelopmentPath]
 * @property {string} [extensionTestsPath] a module that exports `run()`
 */

/**
 * The address of a workbench on a folder, with the extension loaded from its source folder.
 * @param {AddressOptions} options
 */
export function workbenchAddress(options) {
  const { host } = new URL(options.serverUrl);
  const remote = (/** @type {string} */ path) => `vscode-remote://${host}${asUriPath(path)}`;
  const payload = [
    ...(options.extensionDevelopmentPath === undefined
      ? []
      : [['extensionDevelopmentPath', remote(options.extensionDevelopmentPath)]]),
    ...(options.extensionTestsPath === undefined
      ? []
      : [['extensionTestsPath', remote(options.extensionTestsPath)]]),
    ['skipWelcome', 'true'],
  ];
  const kind = options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = new URLSearchParams({ [kind]: asUriPath(options.folder), payload: JSON.stringify(payload) });
  return `${options.serverUrl}/?${query.toString()}`;
}

/**
 * Windows paths become `/c:/...`.
 * @param {string} path
 */
function asUriPath(path) {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}
