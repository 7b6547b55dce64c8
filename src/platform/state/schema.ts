/**
 * Schema versions, oldest first; `PRAGMA user_version` is the number of those that ran. Never edit one that was released:
 * add the next. They must be deterministic, since a journal written for an older version is replayed through them.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    id TEXT PRIMARY KEY, workflow TEXT NOT NULL, task TEXT NOT NULL, status TEXT NOT NULL,
    created_at TEXT NOT NULL, started_at TEXT, completed_at TEXT, metadata TEXT NOT NULL, error TEXT
  );
  CREATE TABLE phases (
    id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES runs (id), key TEXT NOT NULL, name TEXT NOT NULL,
    description TEXT NOT NULL, agents TEXT NOT NULL, dependencies TEXT NOT NULL, critical INTEGER NOT NULL,
    status TEXT NOT NULL, position INTEGER NOT NULL, retries INTEGER NOT NULL, max_retries INTEGER NOT NULL,
    created_at TEXT NOT NULL, started_at TEXT, completed_at TEXT, output TEXT, error TEXT,
    UNIQUE (run_id, key)
  );
  CREATE TABLE executions (
    id TEXT PRIMARY KEY, phase_id TEXT NOT NULL REFERENCES phases (id), run_id TEXT NOT NULL REFERENCES runs (id),
    attempt_number INTEGER NOT NULL, status TEXT NOT NULL, error TEXT, started_at TEXT NOT NULL, completed_at TEXT
  );
  CREATE TABLE findings (
    id TEXT PRIMARY KEY, execution_id TEXT REFERENCES executions (id), run_id TEXT NOT NULL REFERENCES runs (id),
    severity TEXT NOT NULL, category TEXT NOT NULL, message TEXT NOT NULL, location TEXT,
    path TEXT, line INTEGER, column_number INTEGER, source TEXT NOT NULL, rule TEXT,
    resolved INTEGER NOT NULL, created_at TEXT NOT NULL, resolved_at TEXT
  );
  CREATE TABLE artifacts (
    id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES runs (id), phase_id TEXT REFERENCES phases (id),
    name TEXT NOT NULL, path TEXT, type TEXT NOT NULL, size INTEGER NOT NULL, hash TEXT NOT NULL,
    created_at TEXT NOT NULL
  );
  CREATE TABLE manual_interventions (
    id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES runs (id), phase_id TEXT REFERENCES phases (id),
    key TEXT NOT NULL, reason TEXT NOT NULL, action_required TEXT NOT NULL, options TEXT NOT NULL,
    status TEXT NOT NULL, answer TEXT, created_at TEXT NOT NULL, resolved_at TEXT,
    UNIQUE (run_id, key)
  );
  CREATE TABLE checks (
    run_id TEXT NOT NULL REFERENCES runs (id), check_name TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
    detail TEXT NOT NULL, duration_ms REAL NOT NULL,
    PRIMARY KEY (run_id, check_name)
  );
  CREATE TABLE review_files (
    run_id TEXT NOT NULL REFERENCES runs (id), path TEXT NOT NULL, phase TEXT NOT NULL, agent TEXT NOT NULL,
    layer TEXT NOT NULL, title TEXT NOT NULL, marks TEXT NOT NULL,
    change_base TEXT, change_proposed TEXT NOT NULL, base TEXT, proposed TEXT NOT NULL,
    state TEXT NOT NULL, rejected_hunks INTEGER NOT NULL, viewed INTEGER NOT NULL,
    PRIMARY KEY (run_id, path)
  );
  CREATE TABLE applied_writes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL REFERENCES runs (id), path TEXT NOT NULL,
    before_hash TEXT, after_hash TEXT, at TEXT NOT NULL
  );
  CREATE INDEX phases_run ON phases (run_id);
  CREATE INDEX executions_run ON executions (run_id);
  CREATE INDEX findings_run ON findings (run_id);
  CREATE INDEX artifacts_run ON artifacts (run_id);
  CREATE INDEX applied_writes_run ON applied_writes (run_id);
  `,
  `
  CREATE TABLE spans (
    run_id TEXT NOT NULL REFERENCES runs (id), span_id TEXT NOT NULL, parent_id TEXT, kind TEXT NOT NULL,
    name TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT NOT NULL, error TEXT, attributes TEXT NOT NULL,
    PRIMARY KEY (run_id, span_id)
  );
  `,
  `
  CREATE TABLE alerts (
    run_id TEXT NOT NULL REFERENCES runs (id), kind TEXT NOT NULL, message TEXT NOT NULL, raised_at TEXT NOT NULL,
    PRIMARY KEY (run_id, kind)
  );
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;
