import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Writes the JSON schema of entity files: the text that `renderEntitySchema` of the sources gives. A file that holds
 * it already is left alone, so that a build does not touch what is committed.
 * @param {string} file
 */
export async function writeEntitySchema(file) {
  const text = await renderedSchema();
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(file, text);
}

/** @returns {Promise<string>} */
async function renderedSchema() {
  const result = await build({
    entryPoints: ['src/codegen/specFile/renderEntitySchema.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  const code = Buffer.from(result.outputFiles[0]?.contents ?? []).toString('base64');
  const { renderEntitySchema } = await import(`data:text/javascript;base64,${code}`);
  return renderEntitySchema();
}
