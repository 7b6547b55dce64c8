import assert from 'node:assert/strict';
import { isScrubbed, scrubConfig } from './scrubConfig';

const DATABASE = 'sqlite:///scratch.db';

const CASES: readonly (readonly [string, string])[] = [
  ['DATABASE_URL=postgresql://me:pw@db.internal/shop', `DATABASE_URL=${DATABASE}`],
  ['export DATABASE_URL = "mysql://db/x"', `export DATABASE_URL = ${DATABASE}`],
  ['SQLALCHEMY_DATABASE_URI=sqlite:///real.db', `SQLALCHEMY_DATABASE_URI=${DATABASE}`],
  ['REDIS_URL=redis://cache:6379/0', 'REDIS_URL=http://127.0.0.1:9'],
  ['BACKEND_URL=http://10.0.0.5:8000', 'BACKEND_URL=http://127.0.0.1:9'],
  ['SENTRY_DSN=https://key@sentry.example/1', 'SENTRY_DSN=http://127.0.0.1:9'],
  ['POSTGRES_HOST=db.internal', 'POSTGRES_HOST=127.0.0.1'],
  ['POSTGRES_PORT=5432', 'POSTGRES_PORT=9'],
  ['POSTGRES_PASSWORD=hunter2', 'POSTGRES_PASSWORD=scratch'],
  ['JWT_SECRET_KEY=abc', 'JWT_SECRET_KEY=scratch'],
  ['STRIPE_API_KEY=sk_live', 'STRIPE_API_KEY=scratch'],
  ['ALLOWED_ORIGINS=http://localhost:3000', 'ALLOWED_ORIGINS=http://localhost:3000'],
  ['DEBUG=true', 'DEBUG=true'],
  ['# DATABASE_URL=postgresql://x/y', '# DATABASE_URL=postgresql://x/y'],
  ['PAGE_SIZE=20', 'PAGE_SIZE=20'],
  ['STORE=postgresql+asyncpg://db/x', `STORE=${DATABASE}`],
  ['KAFKA_BOOTSTRAP=broker-1.internal:9092,broker-2.internal:9092', 'KAFKA_BOOTSTRAP=127.0.0.1:9'],
  ['LOGIN=me:pw@db.internal', 'LOGIN=http://127.0.0.1:9'],
  ['ADMIN_EMAIL=admin@example.com', 'ADMIN_EMAIL=admin@example.com'],
];

describe('scrubConfig', () => {
  for (const [before, after] of CASES) {
    it(before, () => assert.equal(scrubConfig('.env', before, DATABASE), after));
  }

  it('sends the migrations of a project to the scratch database', () => {
    const text = '[alembic]\nscript_location = alembic\nsqlalchemy.url = postgresql://db/shop\n';
    const scrubbed = scrubConfig('backend/alembic.ini', text, DATABASE);
    assert.equal(scrubbed, `[alembic]\nscript_location = alembic\nsqlalchemy.url = ${DATABASE}\n`);
    assert.equal(scrubConfig('alembic.ini', 'sqlalchemy.url =\n', DATABASE), 'sqlalchemy.url =\n');
  });

  const FILES: readonly (readonly [string, boolean])[] = [
    ['.env', true],
    ['backend/.env.local', true],
    ['deploy/prod.env', true],
    ['.envrc', true],
    ['alembic.ini', true],
    ['next-env.d.ts', false],
    ['src/client.env.ts', false],
    ['environment.py', false],
  ];
  for (const [path, expected] of FILES) {
    it(`${expected ? 'scrubs' : 'leaves'} ${path}`, () => assert.equal(isScrubbed(path), expected));
  }
});
