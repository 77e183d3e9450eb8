CREATE TABLE request (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  end_shown INTEGER NOT NULL DEFAULT 0,
  asked_at INTEGER NOT NULL,
  request TEXT NOT NULL,
  phase TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL,
  card_channel TEXT,
  card_ts TEXT
) STRICT;
CREATE INDEX request_unfinished ON request (asked_at) WHERE ended = 0 OR end_shown = 0;
CREATE INDEX request_latest ON request (asked_at DESC);
CREATE TABLE mark (
  mark TEXT PRIMARY KEY,
  request TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_event (
  run TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL,
  type TEXT NOT NULL,
  canonical TEXT NOT NULL,
  PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_event_is_not_edited BEFORE UPDATE ON audit_event
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;
CREATE TRIGGER audit_event_is_not_dropped BEFORE DELETE ON audit_event
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;

CREATE TRIGGER audit_event_is_not_replaced BEFORE INSERT ON audit_event
WHEN EXISTS (SELECT 1 FROM audit_event WHERE run = NEW.run AND sequence = NEW.sequence)
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;
