import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/** @typedef {{ file: string, source: string, render: string }} SchemaFile */

/** What is written, and the function of the sources that gives its text. */
export const SCHEMA_FILES = [
  {
    file: 'media/entity.schema.json',
    source: 'src/codegen/specFile/renderEntitySchema.ts',
    render: 'renderEntitySchema',
  },
  {
    file: 'media/config.schema.json',
    source: 'src/codegen/configFile/renderConfigSchema.ts',
    render: 'renderConfigSchema',
  },
];

/**
 * Writes the JSON schemas of the files that people write. A file that holds its text already is left alone, so that a build
 * does not touch what is committed.
 */
export async function writeJsonSchemas() {
  for (const schema of SCHEMA_FILES) {
    const text = await rendered(schema);
    if (existsSync(schema.file) && readFileSync(schema.file, 'utf8') === text) continue;
    writeFileSync(schema.file, text);
  }
}

/**
 * @param {SchemaFile} schema
 * @returns {Promise<string>}
 */
async function rendered({ source, render }) {
  const result = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  const code = Buffer.from(result.outputFiles[0]?.contents ?? []).toString('base64');
  const module = await import(`data:text/javascript;base64,${code}`);
  return module[render]();
}
