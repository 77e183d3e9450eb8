CREATE TABLE request (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  end_shown INTEGER NOT NULL DEFAULT 0,
  asked_at INTEGER NOT NULL,
  request TEXT NOT NULL,
  phase TEXT NOT NULL,
  token TEXT,
  beats INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL,
  sealed INTEGER NOT NULL DEFAULT -1,
  card_channel TEXT,
  card_ts TEXT
) STRICT;
CREATE INDEX request_unfinished ON request (asked_at) WHERE ended = 0 OR end_shown = 0;
CREATE INDEX request_latest ON request (asked_at DESC);
CREATE INDEX request_unsealed ON request (id) WHERE sequence > sealed;
CREATE TABLE mark (
  mark TEXT PRIMARY KEY,
  request TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE installation (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL,
  sealed INTEGER NOT NULL DEFAULT -1,
  freeze TEXT
) STRICT;
CREATE TABLE audit_event (
  chain TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL,
  type TEXT NOT NULL,
  canonical TEXT NOT NULL,
  PRIMARY KEY (chain, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (
  number INTEGER PRIMARY KEY,
  canonical TEXT NOT NULL,
  hash TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_event_is_not_edited BEFORE UPDATE ON audit_event
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;
CREATE TRIGGER audit_event_is_not_dropped BEFORE DELETE ON audit_event
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;

CREATE TRIGGER audit_event_is_not_replaced BEFORE INSERT ON audit_event
WHEN EXISTS (SELECT 1 FROM audit_event WHERE chain = NEW.chain AND sequence = NEW.sequence)
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;
CREATE TRIGGER checkpoint_is_not_edited BEFORE UPDATE ON checkpoint
BEGIN
  SELECT RAISE(ABORT, 'checkpoints are append-only');
END;
CREATE TRIGGER checkpoint_is_not_dropped BEFORE DELETE ON checkpoint
BEGIN
  SELECT RAISE(ABORT, 'checkpoints are append-only');
END;
CREATE TRIGGER checkpoint_is_not_replaced BEFORE INSERT ON checkpoint
WHEN EXISTS (SELECT 1 FROM checkpoint WHERE number = NEW.number)
BEGIN
  SELECT RAISE(ABORT, 'checkpoints are append-only');
END;
