-- The recordings of the space and who belongs to them: a copy of what KTalk says, filled by the synchronization.
CREATE TABLE recording (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  created_at TEXT NOT NULL,
  duration_sec INTEGER NOT NULL,
  room TEXT NOT NULL,
  creator TEXT NOT NULL,
  participants_count INTEGER NOT NULL,
  -- Title and room as they are compared.
  folded TEXT NOT NULL,
  -- Whether roster and access list are whole, and when they are read next, epoch ms.
  complete INTEGER NOT NULL DEFAULT 0,
  rights_due INTEGER NOT NULL DEFAULT 0,
  -- Everyone who may read it, as tokens of the full-text table.
  readers TEXT NOT NULL DEFAULT '',
  transcript_status TEXT,
  verification TEXT,
  -- When the transcript is fetched next, epoch ms; null when there is nothing to wait for.
  transcript_due INTEGER DEFAULT 0,
  -- The pass over the whole list that saw it last.
  seen_in INTEGER NOT NULL
);
CREATE INDEX recording_rights ON recording (complete, rights_due, created_at);
CREATE INDEX recording_transcript ON recording (transcript_due, created_at) WHERE transcript_due IS NOT NULL;
CREATE INDEX recording_seen ON recording (seen_in);

-- Who may see which recording. Every read of the index starts here, with the key of the reader.
CREATE TABLE member (
  user_key TEXT NOT NULL,
  created_at TEXT NOT NULL,
  recording_key TEXT NOT NULL,
  n INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (user_key, created_at, recording_key)
) WITHOUT ROWID;
CREATE INDEX member_recording ON member (n);
CREATE UNIQUE INDEX member_key ON member (user_key, recording_key);

-- Those who took part, guests too, in the order of KTalk.
CREATE TABLE participant (
  n INTEGER NOT NULL,
  place INTEGER NOT NULL,
  user_key TEXT,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  post TEXT,
  anonymous INTEGER NOT NULL,
  PRIMARY KEY (n, place)
) WITHOUT ROWID;

-- What was said, merged over the microphones: id = n of the recording × 100000 + place.
CREATE TABLE utterance (
  id INTEGER PRIMARY KEY,
  start_ms INTEGER NOT NULL,
  end_ms INTEGER NOT NULL,
  speaker_key TEXT,
  speaker TEXT NOT NULL,
  text TEXT NOT NULL
);

-- The readers are in the index, so that a search costs by what its reader may see and not by the size of the space.
CREATE VIRTUAL TABLE utterance_fts USING fts5(
  stems, readers, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0"
);

-- The state of the synchronization, one row.
CREATE TABLE sync (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  pass INTEGER NOT NULL DEFAULT 1,
  pass_cursor TEXT,
  pass_started INTEGER,
  passes_done INTEGER NOT NULL DEFAULT 0,
  next_pass INTEGER NOT NULL DEFAULT 0,
  -- Recordings in the index: to count them at each read would cost by their number.
  known INTEGER NOT NULL DEFAULT 0,
  synced_at INTEGER,
  -- The key by which KTalk lets a webhook be activated, until the operator's command takes it.
  activation_key TEXT,
  activation_at INTEGER
);
INSERT INTO sync (one) VALUES (1);

-- Events of the webhook that were seen, to ignore repetitions.
CREATE TABLE webhook_event (
  event_id TEXT PRIMARY KEY,
  received_at INTEGER NOT NULL
) WITHOUT ROWID;

-- A person's own KTalk key, encrypted; it is never given out.
CREATE TABLE personal_key (
  user_id TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  linked_at INTEGER NOT NULL
) WITHOUT ROWID;
