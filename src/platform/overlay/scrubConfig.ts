const ENV_FILE = /(^|\/)(\.envrc|[^/]*\.env(\.[^/]*)?)$/;
const CODE = /\.([cm]?[jt]sx?|py|json)$/;
const ADDRESS =
  /(^|_)(URL|URI|DSN|HOST|HOSTNAME|PORT|SERVER|ENDPOINT|BROKER|ADDRESS|CONNECTION(_STRING)?)S?$/i;
const SECRET = /(PASS(WORD|WD)?|SECRET|TOKEN|KEY|CREDENTIALS?|PRIVATE|DSN)(_|$)/i;
const DATABASE_NAME = /DATABASE|SQLALCHEMY|(^|_)DB(_|$)/i;
const DATABASE_URL = /^["']?(postgres(ql)?|mysql|mariadb|sqlite|mssql|oracle|cockroachdb)(\+\w+)?:/i;
/** Nothing listens on the discard port, so that what goes there is refused at once. */
const NOWHERE = 'http://127.0.0.1:9';

/** Whether the scratch copy gets another text than the workspace has. */
export const isScrubbed = (path: string): boolean =>
  (ENV_FILE.test(path) && !CODE.test(path)) || isAlembicIni(path);

const isAlembicIni = (path: string): boolean => /(^|\/)alembic\.ini$/.test(path);

/**
 * A configuration file for the scratch copy: addresses of services lead nowhere but to the copy, secrets are blank,
 * everything else stays. Tools that read it can no longer reach what the user's file names.
 */
export function scrubConfig(path: string, text: string, scratchDatabase: string): string {
  if (isAlembicIni(path)) return text.replace(/^(sqlalchemy\.url\s*=[ \t]*)\S.*$/gm, `$1${scratchDatabase}`);
  return text
    .split(/\r?\n/)
    .map((line) => {
      const match = /^(\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*)(.*)$/.exec(line);
      if (match === null) return line;
      const [, head = '', name = '', value = ''] = match;
      return head + scrubValue(name, value, scratchDatabase);
    })
    .join('\n');
}

function scrubValue(name: string, value: string, scratchDatabase: string): string {
  if (DATABASE_URL.test(value) || (DATABASE_NAME.test(name) && value.includes('://'))) return scratchDatabase;
  // Lists of allowed origins are no services that a tool would call.
  if (/:\/\/|:[^@\s]*@/.test(value)) return /ORIGIN/i.test(name) ? value : NOWHERE;
  if (SECRET.test(name)) return 'scratch';
  if (ADDRESS.test(name)) return /^["']?\d+["']?$/.test(value) ? '9' : '127.0.0.1';
  if (/^["']?[\w.-]+:\d{2,5}(,|["']?$)/.test(value)) return '127.0.0.1:9';
  return value;
}
