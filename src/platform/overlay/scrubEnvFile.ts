const ADDRESS =
  /(^|_)(URL|URI|DSN|HOST|HOSTNAME|PORT|SERVER|ENDPOINT|BROKER|ADDRESS|CONNECTION(_STRING)?)S?$/i;
const SECRET = /(PASS(WORD|WD)?|SECRET|TOKEN|KEY|CREDENTIALS?|PRIVATE|DSN)(_|$)/i;

/**
 * An env file for the scratch copy: addresses of services lead nowhere but to the copy, secrets are blank, everything
 * else stays. Tools that read it can no longer reach what the user's file names.
 */
export function scrubEnvFile(text: string, scratchDatabase: string): string {
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
  if (/DATABASE|SQLALCHEMY|(^|_)DB(_|$)/i.test(name) && /:\/\//.test(value)) return scratchDatabase;
  if (/:\/\/|@/.test(value)) return namesOrigins(name) ? value : 'http://127.0.0.1:9';
  if (SECRET.test(name)) return 'scratch';
  if (ADDRESS.test(name)) return /^["']?\d+["']?$/.test(value) ? '9' : '127.0.0.1';
  return value;
}

/** Lists of allowed origins are no services that a tool would call. */
function namesOrigins(name: string): boolean {
  return /ORIGIN/i.test(name);
}
