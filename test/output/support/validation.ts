import path from 'node:path';
import { build } from 'esbuild';
import { z } from 'zod';
import { tempFolder } from './folders';
import { mustRun } from './runTool';
import { linkPackages, type Shop } from './shop';

const answerSchema = z.array(z.boolean());

/** Which bodies a generated form of the sample would send. */
export async function acceptedByForms(
  shop: Shop,
  entity: string,
  schema: string,
  bodies: readonly unknown[],
): Promise<readonly boolean[]> {
  linkPackages(shop);
  const outfile = path.join(tempFolder('form'), 'accepted.cjs');
  await build({
    stdin: {
      contents:
        `import { ${schema} } from '@/lib/types/api/${entity}';\n` +
        `const bodies = JSON.parse(process.argv[2]);\n` +
        `console.log(JSON.stringify(bodies.map((body) => ${schema}.safeParse(body).success)));\n`,
      resolveDir: shop.frontend,
    },
    alias: { '@': shop.frontend },
    bundle: true,
    platform: 'node',
    outfile,
    logLevel: 'silent',
  });
  const { stdout } = await mustRun([process.execPath, outfile, JSON.stringify(bodies)], {
    cwd: shop.frontend,
  });
  return answerSchema.parse(JSON.parse(stdout));
}

/** Which bodies the backend would take. */
export async function acceptedBySchemas(
  shop: Shop,
  entity: string,
  schema: string,
  bodies: readonly unknown[],
): Promise<readonly boolean[]> {
  const script = [
    'import json, sys',
    'from pydantic import ValidationError',
    `from api.schemas.${entity}_schema import ${schema}`,
    'def accepts(body):',
    '    try:',
    `        ${schema}.model_validate(body)`,
    '    except ValidationError:',
    '        return False',
    '    return True',
    'print(json.dumps([accepts(body) for body in json.loads(sys.argv[1])]))',
  ].join('\n');
  const { stdout } = await mustRun([shop.python, '-c', script, JSON.stringify(bodies)], {
    cwd: shop.backend,
  });
  return answerSchema.parse(JSON.parse(stdout));
}
